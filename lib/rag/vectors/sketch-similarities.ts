import type { QuestionTokens } from '@/lib/models/builtin/embedder-protocol'
import { unpackSketches } from '@/lib/models/builtin/passage-sketches'
import { nearestSketches } from './nearest-sketches'

/** Limit of compared tokens per question. */
const MAX_TOKENS = 48
/** Number of tokens used for fusion. */
const RAREST_TOKENS = 8
const BYTE_VALUES = 256
const WORD_SIGNS = 32

/** A question prepared for comparison with token sketches. */
export interface QuestionSketch {
  dims: number
  /** Tables of the question's vector, then of each token. */
  sentence: SignTable
  tokens: SignTable[]
  weights: Float32Array
  /** Bits of the rarest tokens, which suffice for fusion: `dims / 32` words each, rounded up. */
  rarest: { signs: Int32Array; weights: number[] }
}

/** For each byte position and value: the partial dot product of these eight dimensions. */
type SignTable = Float32Array

export interface SketchSimilarities {
  /** One per sentence, in order. */
  sentences: number[]
  /**
   * Mean over the question's tokens of the similarity to the nearest passage token (MaxSim, Khattab
   * and Zaharia 2020).
   */
  tokens: number
  /** `tokens`, weighted by rarity. */
  rareTokens: number
  /** The lowest similarity of a token of the question. */
  leastToken: number
  /** `rareTokens` of the best sentence with its context, which favors matches close together. */
  sentenceTokens: number
}

export function readQuestionSketch(vector: Float32Array, tokens: QuestionTokens): QuestionSketch {
  const dims = vector.length
  const count = Math.min(MAX_TOKENS, tokens.weights.length)
  return {
    dims,
    sentence: tableOf(vector),
    tokens: Array.from({ length: count }, (_, row) => tableOf(tokens.vectors.subarray(row * dims, (row + 1) * dims))),
    weights: tokens.weights.subarray(0, count),
    rarest: rarestOf(tokens, dims),
  }
}

/**
 * Cosines between a question and the sketches of a passage's sentences and tokens.
 * @param counts number of tokens in the context and in each sentence
 */
export function compareSketches(
  question: QuestionSketch,
  packed: Uint8Array,
  counts: readonly number[],
): SketchSimilarities {
  const { dims, sentence, tokens, weights } = question
  const signs = unpackSketches(packed, dims)
  const ends = endsOf(signs.tokens.length, dims / 8, counts)
  const nearest = new Float64Array(ends.length)
  const bySentence = new Float64Array(Math.max(1, ends.length - 1))
  let sum = 0
  let weighted = 0
  let totalWeight = 0
  let lowestSimilarity = Number.POSITIVE_INFINITY
  for (const [row, table] of tokens.entries()) {
    const weight = weights[row] ?? 0
    nearestByPart(table, signs.tokens, ends, nearest)
    const inContext = nearest[0] ?? -1
    let best = inContext
    for (let index = 0; index < bySentence.length; index += 1) {
      const inSentence = Math.max(inContext, nearest[1 + index] ?? -1)
      bySentence[index] = (bySentence[index] ?? 0) + weight * inSentence
      best = Math.max(best, inSentence)
    }
    sum += best
    weighted += best * weight
    totalWeight += weight
    lowestSimilarity = Math.min(lowestSimilarity, best)
  }
  return {
    sentences: cosines(sentence, signs.sentences, dims),
    tokens: sum / Math.max(1, tokens.length),
    rareTokens: weighted / (totalWeight || 1),
    leastToken: tokens.length > 0 ? lowestSimilarity : 0,
    sentenceTokens: Math.max(...bySentence) / (totalWeight || 1),
  }
}

/** End of each part's rows in bytes; the last part gets the remainder, unread parts are empty. */
function endsOf(length: number, width: number, counts: readonly number[]): number[] {
  let end = 0
  const ends = counts.slice(0, -1).map((count) => {
    end = Math.min(length, end + count * width)
    return end
  })
  return [...ends, length]
}

/** `rareTokens` of the rarest tokens only, with sketches on both sides: fast enough for many passages. */
export function compareRarest({ dims, rarest }: QuestionSketch, packed: Uint8Array): number {
  const words = Math.ceil(dims / WORD_SIGNS)
  const rows = inWords(unpackSketches(packed, dims).tokens, dims / 8, words)
  let [sum, total] = [0, 0]
  for (const [row, weight] of rarest.weights.entries()) {
    sum += weight * (1 - (2 * nearestSketches(rarest.signs, row * words, rows, words)) / dims)
    total += weight
  }
  return sum / (total || 1)
}

function rarestOf({ vectors, weights }: QuestionTokens, dims: number): QuestionSketch['rarest'] {
  const order = [...weights.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0)).slice(0, RAREST_TOKENS)
  const words = Math.ceil(dims / WORD_SIGNS)
  const signs = new Int32Array(order.length * words)
  for (const [row, index] of order.entries()) {
    for (let dim = 0; dim < dims; dim += 1) {
      const wordIndex = row * words + (dim >> 5)
      if ((vectors[index * dims + dim] ?? 0) > 0) signs[wordIndex] = (signs[wordIndex] ?? 0) | (1 << (dim & 31))
    }
  }
  return { signs, weights: order.map((index) => weights[index] ?? 0) }
}

/** Copies rows for alignment: bytes from the database start anywhere, and a row may not fill its last word. */
function inWords(rows: Uint8Array, width: number, words: number): Int32Array {
  const count = Math.floor(rows.length / width)
  const copied = new Uint8Array(count * words * 4)
  if (width === words * 4) copied.set(rows.subarray(0, count * width))
  else
    for (let row = 0; row < count; row += 1) copied.set(rows.subarray(row * width, (row + 1) * width), row * words * 4)
  return new Int32Array(copied.buffer)
}

/** Sums over all sign combinations of eight numbers, each derived from a previous one by flipping one sign. */
function tableOf(vector: Float32Array): SignTable {
  const table = new Float32Array((vector.length / 8) * BYTE_VALUES)
  for (let start = 0; start < vector.length; start += 8) {
    const tableStart = (start / 8) * BYTE_VALUES
    let none = 0
    for (let bit = 0; bit < 8; bit += 1) none -= vector[start + bit] ?? 0
    table[tableStart] = none
    for (let value = 1; value < BYTE_VALUES; value += 1) {
      const lowest = value & -value
      const bit = 31 - Math.clz32(lowest)
      table[tableStart + value] = (table[tableStart + value - lowest] ?? 0) + 2 * (vector[start + bit] ?? 0)
    }
  }
  return table
}

/** Cosine of each row; a sign vector has the length √dims. */
function cosines(table: SignTable, rows: Uint8Array, dims: number): number[] {
  const width = dims / 8
  const norm = Math.sqrt(dims)
  return Array.from(
    { length: Math.floor(rows.length / width) },
    (_, row) => sumAt(table, rows, row * width, width) / norm,
  )
}

/** Writes the maximum of each part to `nearest`, -1 for a part without rows. */
function nearestByPart(table: SignTable, rows: Uint8Array, ends: readonly number[], nearest: Float64Array): void {
  const width = table.length / BYTE_VALUES
  const norm = Math.sqrt(8 * width)
  let index = 0
  for (let part = 0; part < ends.length; part += 1) {
    const end = ends[part] ?? 0
    let best = -norm
    for (; index + width <= end; index += width) best = Math.max(best, sumAt(table, rows, index, width))
    nearest[part] = best / norm
  }
}

/** Hot loop: four independent sums, since each addition waits for the previous one. */
function sumAt(table: SignTable, rows: Uint8Array, from: number, width: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let byte = 0
  for (; byte + 4 <= width; byte += 4) {
    const tableStart = byte * BYTE_VALUES
    a += table[tableStart + (rows[from + byte] ?? 0)] ?? 0
    b += table[tableStart + BYTE_VALUES + (rows[from + byte + 1] ?? 0)] ?? 0
    c += table[tableStart + 2 * BYTE_VALUES + (rows[from + byte + 2] ?? 0)] ?? 0
    d += table[tableStart + 3 * BYTE_VALUES + (rows[from + byte + 3] ?? 0)] ?? 0
  }
  for (; byte < width; byte += 1) a += table[byte * BYTE_VALUES + (rows[from + byte] ?? 0)] ?? 0
  return a + b + c + d
}
