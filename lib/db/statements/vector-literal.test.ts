import v8 from 'node:v8'
import { expect, test } from 'vitest'
import { toVectorLiteral } from './vector-literal'

const oldMb = () =>
  (v8.getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? 0) / 1024 / 1024

test('writes every digit of each number as pgvector reads it', () => {
  const numbers = Float32Array.of(1e-8, -0.3333333432674408, 12345.6787109375, 1e21, 0, 7)
  const literal = toVectorLiteral(numbers)
  expect(literal).toMatch(/^\[[-+.\de]+(?:,[-+.\de]+)*\]$/)
  expect(Float32Array.from(literal.slice(1, -1).split(','), Number)).toEqual(numbers)
})

test('leaves no number strings for a full garbage collection', () => {
  const random = () => Float32Array.from({ length: 384 }, Math.random)
  const vectors = Array.from({ length: 1_000 }, random)
  const before = oldMb()
  const letters = vectors.reduce((sum, vector) => sum + toVectorLiteral(vector).length, 0)
  // With `join`: 15.
  expect(oldMb() - before).toBeLessThan(5)
  expect(letters).toBeGreaterThan(384_000)
})
