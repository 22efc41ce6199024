import { expect, test } from 'vitest'
import { packSigns, unpackSigns } from '@/lib/models/builtin/passage-signs'
import { compareSigns, readSignQuestion } from './sign-similarities'

const DIMS = 384
const wave = (step: number) => {
  const raw = Float32Array.from({ length: DIMS }, (_, dim) => Math.sin(step * (dim + 1) + step))
  const norm = Math.hypot(...raw)
  return raw.map((value) => value / norm)
}
/** Reckoned plainly: the cosine of a vector to the signs of another. */
const plain = (vector: Float32Array, other: Float32Array) =>
  vector.reduce((sum, value, dim) => sum + value * ((other[dim] ?? 0) > 0 ? 1 : -1), 0) / Math.sqrt(DIMS)

/** As the database hands them out: bytes somewhere in a larger buffer. */
function stored(sentences: readonly Float32Array[], tokens: readonly Float32Array[]): Uint8Array {
  const packed = packSigns(sentences, tokens)
  const larger = new Uint8Array(packed.length + 7)
  larger.set(packed, 7)
  return larger.subarray(7)
}

test('cosines by tables are those reckoned plainly, each question token with its nearest', () => {
  const question = wave(0.7)
  const asked = [wave(0.71), wave(2.3)]
  const sentences = [wave(0.72), wave(1.9), wave(2.31)]
  const tokens = [wave(0.9), wave(0.715), wave(2.29), wave(1.1)]
  const read = readSignQuestion(question, {
    vectors: Float32Array.from(asked.flatMap((vector) => [...vector])),
    weights: Float32Array.of(1, 3),
  })
  const found = compareSigns(read, stored(sentences, tokens))
  for (const [place, sentence] of sentences.entries())
    expect(found.sentences[place]).toBeCloseTo(plain(question, sentence), 5)
  const [first = 0, second = 0] = asked.map((vector) => Math.max(...tokens.map((token) => plain(vector, token))))
  expect(found.tokens).toBeCloseTo((first + second) / 2, 5)
  expect(found.rareTokens).toBeCloseTo((first + 3 * second) / 4, 5)
  expect(found.leastToken).toBeCloseTo(Math.min(first, second), 5)
})

test('a row of signs takes a bit a number, and sentences and tokens come apart again', () => {
  const packed = packSigns([wave(1), wave(2)], [wave(3)])
  expect(packed).toHaveLength(1 + 3 * 48)
  const { sentences, tokens } = unpackSigns(packed, DIMS)
  expect([sentences.length, tokens.length]).toEqual([96, 48])
})

test('a question without tokens, and a passage without any', () => {
  const none = { vectors: new Float32Array(), weights: new Float32Array() }
  const found = compareSigns(readSignQuestion(wave(1), none), packSigns([], []))
  expect(found).toEqual({ sentences: [], tokens: 0, rareTokens: 0, leastToken: 0 })
})
