import type { QuestionTokens } from '@/lib/models/builtin/embedder-protocol'
import { steadyRarity } from '../../text/common-words'
import { countInformativePieces } from '../../text/informative-pieces'
import { STOP_WORDS } from '../../text/stop-words'
import { termsOf, wordsOf } from '../../text/terms'
import { compareSketches, type QuestionSketch, readQuestionSketch } from '../../vectors/sketch-similarities'
import type { FusedCandidate } from '../candidates/fuse'
import type { ReadPassage } from '../passages/read-passage'
import { answerKindOf } from '../query/answer-kind'
import { TermFinder } from '../query/find-terms'
import { readPhrases } from '../query/shared-phrases'
import { compareTexts, type QuestionTexts } from './text-features'

/** Features from the sketches of sentences and tokens. */
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

/** Question data computed before its candidates are compared. */
export interface RerankQuestion extends QuestionTexts {
  /** Null if at most the vector of the whole question is known. */
  signs: QuestionSketch | null
}

/** Index statistics of a question's terms. */
export interface TermKnowledge {
  idf(term: string): number
  chunkCount: number
  /** Likely corrections of terms that occur nowhere. */
  corrections: ReadonlyMap<string, string>
}

export function readQuestion(
  query: string,
  { idf, chunkCount, corrections }: TermKnowledge,
  embedded: { vector: Float32Array; tokens: QuestionTokens | null } | null,
): RerankQuestion {
  const words = wordsOf(query)
  const weights = new Map<string, number>()
  for (const word of words) {
    for (const questionTerm of termsOf(word)) {
      const term = corrections.get(questionTerm) ?? questionTerm
      weights.set(term, steadyRarity(idf(term), chunkCount, word))
    }
  }
  const places = new Map([...weights.keys()].map((term, index) => [term, index]))
  return {
    sequence: termsOf(query).map((term) => places.get(corrections.get(term) ?? term) ?? -1),
    terms: new TermFinder(places),
    weights: [...weights.values()],
    totalWeight: [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1,
    words: new Set(words.filter((word) => !STOP_WORDS.has(word))),
    phrases: readPhrases(words),
    numbers: words.filter((word) => /\d/.test(word)),
    answerKind: answerKindOf(query),
    signs: embedded?.tokens ? readQuestionSketch(embedded.vector, embedded.tokens) : null,
  }
}

/** Non-text fields of `CandidateRow`. */
interface PassageNumbers {
  neighbourSimilarity: number | null
  signs: Uint8Array | null
}

/** Features of a candidate computed without a model, each about 0..1, in the order of RERANK_FEATURES. */
export function rerankFeatures(
  question: RerankQuestion,
  candidate: FusedCandidate,
  row: PassageNumbers,
  passage: ReadPassage,
): number[] {
  const similarity = candidate.similarity ?? 0
  const texts = compareTexts(question, passage)
  return [
    candidate.fused,
    similarity,
    ...texts.terms,
    row.neighbourSimilarity ?? similarity,
    ...texts.places,
    ...signFeatures(question, { row, passage, similarity, covered: texts.covered }),
  ]
}

interface ReadCandidate {
  row: PassageNumbers
  passage: ReadPassage
  similarity: number
  /** Share of the question's terms in each sentence. */
  covered: readonly number[]
}

/** In the order of SIGN_FEATURES; 0 without sketches, where another set of weights ignores them. */
function signFeatures({ signs }: RerankQuestion, { row, passage, similarity, covered }: ReadCandidate): number[] {
  if (!signs || !row.signs) return SIGN_FEATURES.map(() => 0)
  const compared = compareSketches(signs, row.signs, tokensOf(passage))
  const { sentences, tokens, rareTokens, leastToken, sentenceTokens } = compared
  const best = Math.max(...sentences)
  const coveredSentences = covered.slice(0, sentences.length)
  // If the headings exceed the model's input, no sentence was read.
  const sentenceFeatures =
    sentences.length === 0
      ? [similarity, 0, similarity]
      : [
          best,
          coveredSentences[sentences.indexOf(best)] ?? 0,
          sentences[coveredSentences.indexOf(Math.max(...coveredSentences))] ?? best,
        ]
  return [tokens, rareTokens, leastToken, ...sentenceFeatures, sentenceTokens]
}

/** Number of stored tokens of the context and of each sentence, which the index stores as one sequence. */
function tokensOf({ contextWords, sentences }: ReadPassage): number[] {
  return [contextWords, ...sentences.map(({ words }) => words)].map((words) =>
    words.reduce((count, word) => count + countInformativePieces(word), 0),
  )
}
