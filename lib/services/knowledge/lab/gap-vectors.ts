import 'server-only'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import { readsLanguage } from '@/lib/rag/indexes/reads-language'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { queryTermsOf } from '@/lib/rag/text/terms'

/** Dimensions of vectors built from words. */
const WORD_DIMS = 1_024
/** With 29 questions on ten topics, 0.4 to 0.5 merged no unrelated ones; 0.55 splits most. */
const SAME_MEANING = 0.45
/** Shared words are rarer than similar meanings. */
const SAME_WORDS = 0.35

type Embed = (texts: string[]) => Promise<Float32Array[]>

export interface GapGroup {
  /** Positions of its texts in the whole list. */
  positions: number[]
  /** Normalized, one per position. */
  vectors: Float32Array[]
  /** Minimum average cosine similarity of questions on one topic. */
  threshold: number
}

/**
 * Vectors of questions in comparable groups: by the model of the index if it supports their language, otherwise by
 * their words, hashed into a vector (Weinberger et al. 2009).
 */
export async function gapVectors(texts: readonly string[], index: IndexRow, embed: Embed): Promise<GapGroup[]> {
  const readability = texts.map((text) => readsLanguage(index.languages, detectLanguage(text)))
  const readIndexes = texts.flatMap((_, index) => (readability[index] ? [index] : []))
  const unread = texts.flatMap((_, index) => (readability[index] ? [] : [index]))
  const textsAt = (positions: readonly number[]) => positions.map((index) => texts[index] ?? '')
  const embedded = readIndexes.length === 0 ? [] : await embed(textsAt(readIndexes))
  return [
    { positions: readIndexes, vectors: embedded.map(toUnit), threshold: SAME_MEANING },
    { positions: unread, vectors: textsAt(unread).map(wordVector), threshold: SAME_WORDS },
  ].filter(({ positions }) => positions.length > 0)
}

function wordVector(text: string): Float32Array {
  const vector = new Float32Array(WORD_DIMS)
  for (const term of queryTermsOf(text, [])) {
    let hash = 7
    for (const letter of term) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
    vector[hash % WORD_DIMS] = 1
  }
  return toUnit(vector)
}

function toUnit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
