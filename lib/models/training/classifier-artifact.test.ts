import { expect, test } from 'vitest'
import { sampleClassifier } from '@/lib/services/training/testing/sample-classifier'
import { decodeClassifier } from './classifier-artifact'

test('restores every number that was stored', () => {
  const { header, model } = decodeClassifier(sampleClassifier(['a', 'b', 'c']))
  expect(header).toMatchObject({ classes: ['a', 'b', 'c'], threshold: 0.6, dims: 384 })
  expect(model.weights[384 + 1]).toBeCloseTo(0.3)
  expect([model.weights.length, model.biases.length]).toEqual([3 * 384, 3])
})

test('rejects a classifier of another embedding model with an explanation', () => {
  const other = sampleClassifier(['a', 'b'], { embedder: { id: 'other/model', sha256: 'b'.repeat(64) } })
  expect(() => decodeClassifier(other)).toThrow(/trained on other\/model .* Train it again/)
  const sameName = sampleClassifier(['a', 'b'], {
    embedder: { id: 'builtin/all-minilm-l6-v2', sha256: 'b'.repeat(64) },
  })
  expect(() => decodeClassifier(sameName)).toThrow('Train it again')
})

test('detects flipped bytes, truncation and foreign data', () => {
  const complete = sampleClassifier(['a', 'b'])
  for (const index of [0, 8, 9, 12, 40, 300, complete.length - 3_000, complete.length - 1]) {
    const flipped = complete.slice()
    flipped[index] = (flipped[index] ?? 0) ^ 1
    expect(() => decodeClassifier(flipped), `byte ${index}`).toThrow()
  }
  expect(() => decodeClassifier(complete.slice(0, -4))).toThrow('damaged')
  expect(() => decodeClassifier(new Uint8Array(5))).toThrow('damaged')
  expect(() => decodeClassifier(new TextEncoder().encode('{"classes":["a","b"],"weights":[1,2]}'))).toThrow('damaged')
})
