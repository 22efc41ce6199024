import 'server-only'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import { readsLanguage } from '@/lib/rag/indexes/reads-language'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { queryTermsOf } from '@/lib/rag/text/terms'

/** Dims of vectors made of words. */
const WORD_DIMS = 1_024
/** Of 29 questions on ten topics 0.4 to 0.5 put none together that do not belong; 0.55 tears most apart (docs/retrieval-lab.md). */
const SAME_MEANING = 0.45
/** Words meet less often than meanings do. */
const SAME_WORDS = 0.35

type Embed = (texts: string[]) => Promise<Float32Array[]>

export interface GapGroup {
  /** Places of its texts among all. */
  places: number[]
  /** Of length 1, one a place. */
  vectors: Float32Array[]
  /** Least average cosine of questions of one topic. */
  threshold: number
}

/**
 * Vectors of questions in groups that can be compared: by the model of the index where it reads their language, else by
 * their words, hashed into a vector (Weinberger et al. 2009).
 */
export async function gapVectors(texts: readonly string[], index: IndexRow, embed: Embed): Promise<GapGroup[]> {
  const isRead = texts.map((text) => readsLanguage(index.languages, detectLanguage(text)))
  const read = texts.flatMap((_, place) => (isRead[place] ? [place] : []))
  const unread = texts.flatMap((_, place) => (isRead[place] ? [] : [place]))
  const of = (places: readonly number[]) => places.map((place) => texts[place] ?? '')
  const embedded = read.length === 0 ? [] : await embed(of(read))
  return [
    { places: read, vectors: embedded.map(toUnit), threshold: SAME_MEANING },
    { places: unread, vectors: of(unread).map(wordVector), threshold: SAME_WORDS },
  ].filter(({ places }) => places.length > 0)
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
