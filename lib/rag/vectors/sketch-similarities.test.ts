import { expect, test } from 'vitest'
import { packSketches, unpackSketches } from '@/lib/models/builtin/passage-sketches'
import { nearestSketches } from './nearest-sketches'
import { compareRarest, compareSketches, readQuestionSketch } from './sketch-similarities'

const DIMS = 384
const wave = (step: number) => {
  const raw = Float32Array.from({ length: DIMS }, (_, dim) => Math.sin(step * (dim + 1) + step))
  const norm = Math.hypot(...raw)
  return raw.map((value) => value / norm)
}
const sign = (value: number | undefined) => ((value ?? 0) > 0 ? 1 : -1)
/**
 * Reference implementation: the cosine between a vector and the sign vector of another, and between
 * both sign vectors.
 */
const plain = (vector: Float32Array, other: Float32Array) =>
  vector.reduce((sum, value, dim) => sum + value * sign(other[dim]), 0) / Math.sqrt(DIMS)
const plainSigns = (vector: Float32Array, other: Float32Array) => plain(vector.map(sign), other) / Math.sqrt(DIMS)

/** Like the database driver: bytes at any offset of a larger buffer. */
function stored(sentences: readonly Float32Array[], tokens: readonly Float32Array[]): Uint8Array {
  const packed = packSketches(sentences, tokens)
  const larger = new Uint8Array(packed.length + 7)
  larger.set(packed, 7)
  return larger.subarray(7)
}

test('matches cosines of the reference implementation, each question token with its nearest', () => {
  const question = wave(0.7)
  const queryVectors = [wave(0.71), wave(2.3)]
  const sentences = [wave(0.72), wave(1.9), wave(2.31)]
  const tokens = [wave(0.9), wave(0.715), wave(2.29), wave(1.1)]
  const questionSketch = readQuestionSketch(question, {
    vectors: Float32Array.from(queryVectors.flatMap((vector) => [...vector])),
    weights: Float32Array.of(1, 3),
  })
  const found = compareSketches(questionSketch, stored(sentences, tokens), [1, 1, 2])
  for (const [index, sentence] of sentences.entries())
    expect(found.sentences[index]).toBeCloseTo(plain(question, sentence), 5)
  const [first = 0, second = 0] = queryVectors.map((vector) => Math.max(...tokens.map((token) => plain(vector, token))))
  expect(found.tokens).toBeCloseTo((first + second) / 2, 5)
  expect(found.rareTokens).toBeCloseTo((first + 3 * second) / 4, 5)
  expect(found.leastToken).toBeCloseTo(Math.min(first, second), 5)
})

test('prefers a match within one sentence to one spread over several', () => {
  const queryVectors = [wave(0.71), wave(2.3)]
  const questionSketch = readQuestionSketch(wave(0.7), {
    vectors: Float32Array.from(queryVectors.flatMap((vector) => [...vector])),
    weights: Float32Array.of(1, 3),
  })
  const [heading, first, second] = [wave(4.4), wave(0.71), wave(2.3)]
  const similarityWith = (counts: number[]) =>
    compareSketches(questionSketch, stored([], [heading, first, second]), counts).sentenceTokens
  const isNear = (index: number, tokens: Float32Array[]) =>
    Math.max(...tokens.map((token) => plain(queryVectors[index] ?? new Float32Array(), token)))
  const together = (isNear(0, [heading, first, second]) + 3 * isNear(1, [heading, first, second])) / 4
  const apart = [first, second].map((token) => (isNear(0, [heading, token]) + 3 * isNear(1, [heading, token])) / 4)
  expect(similarityWith([1, 2])).toBeCloseTo(together, 5)
  expect(similarityWith([1, 1, 1])).toBeCloseTo(Math.max(...apart), 5)
  // Tokens beyond the counts belong to the last sentence; unread sentences have none.
  expect(similarityWith([1, 1])).toBeCloseTo(together, 5)
  expect(similarityWith([1, 2, 40])).toBeCloseTo(together, 5)
  expect(together).toBeGreaterThan(Math.max(...apart) + 0.1)
})

test('fuses by the sketches of the rarest tokens', () => {
  const queryVectors = Array.from({ length: 10 }, (_, index) => wave(0.3 + 0.37 * index))
  const weights = Float32Array.from(queryVectors, (_, index) => (index < 2 ? 0.1 : 1 + index))
  const questionSketch = readQuestionSketch(wave(1), {
    vectors: Float32Array.from(queryVectors.flatMap((it) => [...it])),
    weights,
  })
  const passage = stored([wave(1.2)], [wave(0.9), wave(2.2), wave(3.1)])
  const nearest = queryVectors.map((vector) =>
    Math.max(...[0.9, 2.2, 3.1].map((step) => plainSigns(vector, wave(step)))),
  )
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const rarest = sum(nearest.slice(2).map((value, index) => value * (weights[index + 2] ?? 0)))
  expect(compareRarest(questionSketch, passage)).toBeCloseTo(rarest / sum([...weights.slice(2)]), 5)
})

test('counts bits in rows of any width', () => {
  const bits = (row: Int32Array) => [...row].map((word) => (word >>> 0).toString(2).replaceAll('0', '').length)
  for (const words of [12, 24, 5]) {
    const rows = Int32Array.from({ length: 7 * words }, (_, index) => Math.imul(index + 3, 0x9e3779b1))
    const queryVectors = Int32Array.from({ length: 2 * words }, (_, index) => Math.imul(index + 11, 0x85ebca6b))
    const distances = Array.from({ length: 7 }, (_, row) =>
      bits(queryVectors.slice(words).map((word, index) => word ^ (rows[row * words + index] ?? 0))).reduce(
        (a, b) => a + b,
        0,
      ),
    )
    expect(nearestSketches(queryVectors, words, rows, words)).toBe(Math.min(...distances))
    expect(nearestSketches(queryVectors, words, new Int32Array(), words)).toBe(32 * words)
  }
})

test('packs a bit per dimension, and separates sentences and tokens again', () => {
  const packed = packSketches([wave(1), wave(2)], [wave(3)])
  expect(packed).toHaveLength(1 + 3 * 48)
  const { sentences, tokens } = unpackSketches(packed, DIMS)
  expect([sentences.length, tokens.length]).toEqual([96, 48])
})

test('handles a question or a passage without tokens', () => {
  const none = { vectors: new Float32Array(), weights: new Float32Array() }
  const found = compareSketches(readQuestionSketch(wave(1), none), packSketches([], []), [])
  expect(found).toEqual({ sentences: [], tokens: 0, rareTokens: 0, leastToken: 0, sentenceTokens: 0 })
})
