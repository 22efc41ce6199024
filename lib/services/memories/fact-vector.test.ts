import { expect, test } from 'vitest'
import { fromBytes, similarity, toBytes } from './fact-vector'

test('reads a vector from a buffer that shares its memory with other values', () => {
  const vector = Float32Array.of(0.6, -0.8)
  const shared = Buffer.concat([Buffer.alloc(3, 7), toBytes(vector), Buffer.alloc(5, 9)])
  const stored = shared.subarray(3, 3 + 2 * Float32Array.BYTES_PER_ELEMENT)
  expect(fromBytes(stored)).toEqual(vector)
  expect(similarity(fromBytes(stored), vector)).toBeCloseTo(1)
})

test('vectors of different models are not similar', () => {
  expect(similarity(Float32Array.of(1, 0), Float32Array.of(1, 0, 0))).toBe(0)
})
