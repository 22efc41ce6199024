import type { ReadPassage } from '../passages/read-passage'
import { type AnswerKind, mayAnswer } from '../query/answer-kind'
import type { FoundTerms, TermFinder, TermFlags } from '../query/find-terms'
import { type QuestionPhrases, sharedPhrases } from '../query/shared-phrases'

/** Question data for comparison with texts. */
export interface QuestionTexts {
  /** Indexes of the terms in order, with repetitions. */
  sequence: readonly number[]
  /** Finder for its terms, which are identified by index. */
  terms: TermFinder
  /** Rarity of each term. */
  weights: readonly number[]
  totalWeight: number
  /** Original words without stop words. */
  words: ReadonlySet<string>
  phrases: QuestionPhrases
  numbers: readonly string[]
  answerKind: AnswerKind
}

export interface TextFeatures {
  /** Features from `coverage` to `missing` of RERANK_FEATURES. */
  terms: readonly number[]
  /** Features from `sentencePlace` to `wordRuns`. */
  places: readonly number[]
  /** Share of the question's terms in each sentence. */
  covered: readonly number[]
}

/** Property that caches a passage's last comparison. */
const COMPARED = Symbol('compared')

interface ComparedPassage extends ReadPassage {
  [COMPARED]?: { question: QuestionTexts; features: TextFeatures }
}

/** Features from a passage's words only: a search computes some while the database is busy, each once. */
export function compareTexts(question: QuestionTexts, passage: ComparedPassage): TextFeatures {
  const compared = passage[COMPARED]
  if (compared?.question === question) return compared.features
  const features = compare(question, passage)
  passage[COMPARED] = { question, features }
  return features
}

function compare(question: QuestionTexts, passage: ReadPassage): TextFeatures {
  const { sequence, weights, totalWeight } = question
  const { mentions, inText, inContext, bySentence } = question.terms.find(passage)
  const coverage = (terms: TermFlags, others = terms) => matchedWeight(weights, terms, others) / totalWeight
  const covered = bySentence.map((terms) => coverage(terms))
  const best = Math.max(0, ...covered)
  const bestAt = covered.indexOf(best)
  const pairCoverages = bySentence.slice(1).map((terms, index) => coverage(terms, bySentence[index]))
  const context = passage.sentences.slice(Math.max(0, bestAt - 1), bestAt + 2).map(({ text }) => text)
  const pairs = sharedPairs(sequence, mentions, weights)
  const phrases = sharedPhrases(question.phrases, passage)
  const words = matchedWords(question, passage)
  const terms = [
    coverage(inText, inContext),
    best,
    Math.max(best, ...pairCoverages),
    pairs.share,
    pairs.weighted,
    closeness(mentions),
    mayAnswer(question.answerKind, context.join(' '), question.words),
    shareOf(question.numbers, words, 0.5),
    shareOf([...question.words], words, 0),
    rarestMissing(weights, inText, inContext) / 8,
  ]
  return { terms, places: [bestAt < 0 ? 0 : 1 / (1 + bestAt), phrases.pairs, phrases.runs], covered }
}

/** Weight of the terms that occur in either text. */
function matchedWeight(weights: readonly number[], terms: TermFlags, others: TermFlags): number {
  let sum = 0
  for (let term = 0; term < weights.length; term += 1) if (terms[term] || others[term]) sum += weights[term] ?? 0
  return sum
}

/** The question's words that occur in the passage, including numbers but no stop words. */
function matchedWords({ words, phrases }: QuestionTexts, { contextWords, sentences }: ReadPassage): Set<string> {
  const matched = new Set<string>()
  for (const read of [contextWords, ...sentences.map((sentence) => sentence.words)])
    for (const word of read) if (phrases.beginnings.mayContain(word) && words.has(word)) matched.add(word)
  return matched
}

function shareOf(questionWords: readonly string[], words: ReadonlySet<string>, ifNone: number): number {
  return questionWords.length === 0
    ? ifNone
    : questionWords.filter((word) => words.has(word)).length / questionWords.length
}

function rarestMissing(weights: readonly number[], inText: TermFlags, inContext: TermFlags): number {
  let rarest = 0
  for (const [term, weight] of weights.entries())
    if (!inText[term] && !inContext[term]) rarest = Math.max(rarest, weight)
  return rarest
}

/** Adjacent terms of the question that are adjacent in the text: as a share, and weighted by rarity. */
function sharedPairs(
  sequence: readonly number[],
  mentions: FoundTerms['mentions'],
  weights: readonly number[],
): { share: number; weighted: number } {
  if (sequence.length < 2) return { share: 0, weighted: 0 }
  const keyOf = (previousTerm: number, term: number) => previousTerm * weights.length + term
  const inText = new Set<number>()
  for (const [index, { term, at }] of mentions.entries()) {
    const previousMention = mentions[index - 1]
    if (previousMention?.at === at - 1) inText.add(keyOf(previousMention.term, term))
  }
  let count = 0
  let sharedWeight = 0
  let totalWeight = 0
  for (const [index, term] of sequence.slice(1).entries()) {
    const previousTerm = sequence[index] ?? -1
    const weight = Math.min(weights[term] ?? 0, weights[previousTerm] ?? 0)
    totalWeight += weight
    if (!inText.has(keyOf(previousTerm, term))) continue
    count += 1
    sharedWeight += weight
  }
  return { share: count / (sequence.length - 1), weighted: totalWeight > 0 ? sharedWeight / totalWeight : 0 }
}

/** Matching terms relative to the shortest stretch that contains them all. */
function closeness(mentions: FoundTerms['mentions']): number {
  const termCount = new Set(mentions.map(({ term }) => term)).size
  if (termCount < 2) return 0
  const counts = new Map<number, number>()
  let shortest = Number.POSITIVE_INFINITY
  let left = 0
  for (const { term, at } of mentions) {
    counts.set(term, (counts.get(term) ?? 0) + 1)
    while (counts.size === termCount) {
      const first = mentions[left]
      if (!first) break
      shortest = Math.min(shortest, at - first.at + 1)
      const rest = (counts.get(first.term) ?? 1) - 1
      if (rest === 0) counts.delete(first.term)
      else counts.set(first.term, rest)
      left += 1
    }
  }
  return termCount / shortest
}
