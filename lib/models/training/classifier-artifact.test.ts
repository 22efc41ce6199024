import { expect, test } from 'vitest'
import { sampleClassifier } from '@/lib/services/training/testing/sample-classifier'
import { decodeClassifier } from './classifier-artifact'

test('what is stored comes back number by number', () => {
  const { header, model } = decodeClassifier(sampleClassifier(['a', 'b', 'c']))
  expect(header).toMatchObject({ classes: ['a', 'b', 'c'], threshold: 0.6, dims: 384 })
  expect(model.weights[384 + 1]).toBeCloseTo(0.3)
  expect([model.weights.length, model.biases.length]).toEqual([3 * 384, 3])
})

test('a classifier of another embedding model is refused, in words', () => {
  const other = sampleClassifier(['a', 'b'], { embedder: { id: 'other/model', sha256: 'b'.repeat(64) } })
  expect(() => decodeClassifier(other)).toThrow(/trained on other\/model .* Train it again/)
  const sameName = sampleClassifier(['a', 'b'], {
    embedder: { id: 'builtin/all-minilm-l6-v2', sha256: 'b'.repeat(64) },
  })
  expect(() => decodeClassifier(sameName)).toThrow('Train it again')
})

test('any flipped byte, a cut end and foreign bytes are found', () => {
  const whole = sampleClassifier(['a', 'b'])
  for (const place of [0, 8, 9, 12, 40, 300, whole.length - 3_000, whole.length - 1]) {
    const flipped = whole.slice()
    flipped[place] = (flipped[place] ?? 0) ^ 1
    expect(() => decodeClassifier(flipped), `byte ${place}`).toThrow()
  }
  expect(() => decodeClassifier(whole.slice(0, -4))).toThrow('damaged')
  expect(() => decodeClassifier(new Uint8Array(5))).toThrow('damaged')
  expect(() => decodeClassifier(new TextEncoder().encode('{"classes":["a","b"],"weights":[1,2]}'))).toThrow('damaged')
})
