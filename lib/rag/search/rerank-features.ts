import type { QuestionTokens } from '@/lib/models/builtin/embedder-protocol'
import { steadyRarity } from '../text/common-words'
import { STOP_WORDS } from '../text/stop-words'
import { countTellingPieces } from '../text/telling-pieces'
import { termsOf, wordsOf } from '../text/terms'
import { answerKindOf, mayAnswer } from './answer-kind'
import { type FoundTerms, findTerms, type HeldTerms } from './find-terms'
import type { FusedCandidate } from './fuse'
import type { ReadPassage } from './read-passage'
import { type AskedPhrases, readPhrases, sharedPhrases } from './shared-phrases'
import { compareSigns, readSignQuestion, type SignQuestion } from './sign-similarities'

/** Of what is kept of a passage's sentences and tokens. */
export const SIGN_FEATURES = [
  'tokens',
  'rareTokens',
  'leastToken',
  'sentence',
  'sentenceWords',
  'wordsSentence',
  'sentenceTokens',
] as const

export const RERANK_FEATURES = [
  'fused',
  'similarity',
  'coverage',
  'sentenceCoverage',
  'twoSentenceCoverage',
  'pairs',
  'rarePairs',
  'closeness',
  'answerKind',
  'figures',
  'exactWords',
  'missing',
  'neighbours',
  'sentencePlace',
  'wordPairs',
  'wordRuns',
  ...SIGN_FEATURES,
] as const

/** What is known of a question before its candidates are looked at. */
export interface RerankQuestion {
  /** Places of the terms in their order, repeated ones too. */
  sequence: readonly number[]
  /** Place of each term in what follows. */
  places: ReadonlyMap<string, number>
  /** Rarity of each term. */
  weights: readonly number[]
  totalWeight: number
  /** Words as they stand, without stop words. */
  words: ReadonlySet<string>
  phrases: AskedPhrases
  figures: readonly string[]
  answerKind: ReturnType<typeof answerKindOf>
  /** null: only the vector of the whole is known, or none. */
  signs: SignQuestion | null
}

/** What the index knows of a question's terms. */
export interface TermKnowledge {
  idf(term: string): number
  chunkCount: number
  /** What terms that stand nowhere most likely mean. */
  corrections: ReadonlyMap<string, string>
}

export function readQuestion(
  query: string,
  { idf, chunkCount, corrections }: TermKnowledge,
  asked: { vector: Float32Array; tokens: QuestionTokens | null } | null,
): RerankQuestion {
  const words = wordsOf(query)
  const weights = new Map<string, number>()
  for (const word of words) {
    for (const asked of termsOf(word)) {
      const term = corrections.get(asked) ?? asked
      weights.set(term, steadyRarity(idf(term), chunkCount, word))
    }
  }
  const places = new Map([...weights.keys()].map((term, place) => [term, place]))
  return {
    sequence: termsOf(query).map((term) => places.get(corrections.get(term) ?? term) ?? -1),
    ...{ places, weights: [...weights.values()] },
    totalWeight: [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1,
    words: new Set(words.filter((word) => !STOP_WORDS.has(word))),
    phrases: readPhrases(words),
    figures: words.filter((word) => /\d/.test(word)),
    answerKind: answerKindOf(query),
    signs: asked?.tokens ? readSignQuestion(asked.vector, asked.tokens) : null,
  }
}

/** Of `CandidateRow`, what is no text. */
interface PassageNumbers {
  neighbourSimilarity: number | null
  signs: Uint8Array | null
}

/** What is known of a candidate without a model, each about 0..1, in the order of RERANK_FEATURES. */
export function rerankFeatures(
  question: RerankQuestion,
  candidate: FusedCandidate,
  row: PassageNumbers,
  passage: ReadPassage,
): number[] {
  const { sequence, weights, totalWeight } = question
  const { mentions, inText, inContext, bySentence } = findTerms(question.places, passage)
  const coverage = (held: HeldTerms, others = held) => heldWeight(weights, held, others) / totalWeight
  const covered = bySentence.map((held) => coverage(held))
  const best = Math.max(0, ...covered)
  const bestAt = covered.indexOf(best)
  const ofTwo = bySentence.slice(1).map((held, index) => coverage(held, bySentence[index]))
  const around = passage.sentences.slice(Math.max(0, bestAt - 1), bestAt + 2).map(({ text }) => text)
  const similarity = candidate.similarity ?? 0
  const pairs = sharedPairs(sequence, mentions, weights)
  const phrases = sharedPhrases(question.phrases, passage)
  const words = askedWords(question, passage)
  return [
    candidate.fused,
    similarity,
    coverage(inText, inContext),
    best,
    Math.max(best, ...ofTwo),
    pairs.share,
    pairs.weighted,
    closeness(mentions),
    mayAnswer(question.answerKind, around.join(' '), question.words),
    shareOf(question.figures, words, 0.5),
    shareOf([...question.words], words, 0),
    rarestMissing(weights, inText, inContext) / 8,
    row.neighbourSimilarity ?? similarity,
    bestAt < 0 ? 0 : 1 / (1 + bestAt),
    phrases.pairs,
    phrases.runs,
    ...signFeatures(question, { row, passage, similarity, covered }),
  ]
}

/** Of the terms that either holds. */
function heldWeight(weights: readonly number[], held: HeldTerms, others: HeldTerms): number {
  let sum = 0
  for (let term = 0; term < weights.length; term += 1) if (held[term] || others[term]) sum += weights[term] ?? 0
  return sum
}

/** Of the question's words without stop words, and its figures, those that stand in the passage. */
function askedWords({ words, figures }: RerankQuestion, { contextWords, sentences }: ReadPassage): Set<string> {
  const held = new Set<string>()
  for (const read of [contextWords, ...sentences.map((sentence) => sentence.words)])
    for (const word of read) if (words.has(word) || figures.includes(word)) held.add(word)
  return held
}

interface ReadCandidate {
  row: PassageNumbers
  passage: ReadPassage
  similarity: number
  /** Of each sentence, the share of the question's terms. */
  covered: readonly number[]
}

/** In the order of SIGN_FEATURES; nought where nothing is kept, which the order then leaves out. */
function signFeatures({ signs }: RerankQuestion, { row, passage, similarity, covered }: ReadCandidate): number[] {
  if (!signs || !row.signs) return SIGN_FEATURES.map(() => 0)
  const compared = compareSigns(signs, row.signs, tokensOf(passage))
  const { sentences, tokens, rareTokens, leastToken, sentenceTokens } = compared
  const best = Math.max(...sentences)
  const read = covered.slice(0, sentences.length)
  // Of a passage whose headings are longer than what the model reads no sentence is known.
  const ofSentences =
    sentences.length === 0
      ? [similarity, 0, similarity]
      : [best, read[sentences.indexOf(best)] ?? 0, sentences[read.indexOf(Math.max(...read))] ?? best]
  return [tokens, rareTokens, leastToken, ...ofSentences, sentenceTokens]
}

/** How many of the kept tokens are of the context and of each sentence: the index keeps them in their order alone. */
function tokensOf({ contextWords, sentences }: ReadPassage): number[] {
  return [contextWords, ...sentences.map(({ words }) => words)].map((words) =>
    words.reduce((count, word) => count + countTellingPieces(word), 0),
  )
}

function shareOf(wanted: readonly string[], words: ReadonlySet<string>, ifNone: number): number {
  return wanted.length === 0 ? ifNone : wanted.filter((word) => words.has(word)).length / wanted.length
}

function rarestMissing(weights: readonly number[], inText: HeldTerms, inContext: HeldTerms): number {
  let rarest = 0
  for (const [term, weight] of weights.entries())
    if (!inText[term] && !inContext[term]) rarest = Math.max(rarest, weight)
  return rarest
}

/** How many of the question's neighbouring terms are neighbours in the text as well: as a share, and by their rarity. */
function sharedPairs(
  sequence: readonly number[],
  mentions: FoundTerms['mentions'],
  weights: readonly number[],
): { share: number; weighted: number } {
  if (sequence.length < 2) return { share: 0, weighted: 0 }
  const keyOf = (before: number, term: number) => before * weights.length + term
  const inText = new Set<number>()
  for (const [index, { term, at }] of mentions.entries()) {
    const before = mentions[index - 1]
    if (before?.at === at - 1) inText.add(keyOf(before.term, term))
  }
  let count = 0
  let held = 0
  let all = 0
  for (const [index, term] of sequence.slice(1).entries()) {
    const before = sequence[index] ?? -1
    const weight = Math.min(weights[term] ?? 0, weights[before] ?? 0)
    all += weight
    if (!inText.has(keyOf(before, term))) continue
    count += 1
    held += weight
  }
  return { share: count / (sequence.length - 1), weighted: all > 0 ? held / all : 0 }
}

/** Terms of the question that the text holds, by the length of the shortest stretch that holds them all. */
function closeness(mentions: FoundTerms['mentions']): number {
  const wanted = new Set(mentions.map(({ term }) => term)).size
  if (wanted < 2) return 0
  const counts = new Map<number, number>()
  let shortest = Number.POSITIVE_INFINITY
  let left = 0
  for (const { term, at } of mentions) {
    counts.set(term, (counts.get(term) ?? 0) + 1)
    while (counts.size === wanted) {
      const first = mentions[left]
      if (!first) break
      shortest = Math.min(shortest, at - first.at + 1)
      const rest = (counts.get(first.term) ?? 1) - 1
      if (rest === 0) counts.delete(first.term)
      else counts.set(first.term, rest)
      left += 1
    }
  }
  return wanted / shortest
}
