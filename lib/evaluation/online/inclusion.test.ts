import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { seededRandom } from '@/lib/core/seeded-random'
import { hajekMean } from '@/lib/core/statistics/hajek-mean'
import { hashOfRun, inclusionOf } from './inclusion'

const none = {
  isDisliked: false,
  isCanary: false,
  hasNoAnswer: false,
  isGuarded: false,
  isUnsure: false,
  share: 0.2,
  currentShare: 0.2,
}

test('a run is in the sample exactly when its hash is below the share', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (hash) => {
      const { cause, probability } = inclusionOf(hash, none)
      expect(cause).toBe(hash < 0.2 ? 'sampled' : 'not-sampled')
      expect(probability).toBe(hash < 0.2 ? 0.2 : 0)
    }),
  )
})

test('always includes a run with signs of a problem, but counts it for alerts only by its hash', () => {
  const facts = { ...none, isDisliked: true }
  expect(inclusionOf(0.9, facts)).toEqual({ cause: 'thumbs-down', isInSample: false, probability: 1 })
  expect(inclusionOf(0.1, facts)).toEqual({ cause: 'thumbs-down', isInSample: true, probability: 1 })
  expect(inclusionOf(0.1, { ...facts, currentShare: 0 })).toMatchObject({ cause: 'no-budget', probability: 0 })
})

test('hashes of runs are uniform and depend on the rule', () => {
  const [rule, other] = [newId(), newId()]
  const ids = Array.from({ length: 5_000 }, () => newId())
  const below = (ruleId: string) => ids.filter((id) => hashOfRun(ruleId, id) < 0.2)
  expect(below(rule).length / ids.length).toBeCloseTo(0.2, 1)
  expect(below(other)).not.toEqual(below(rule))
})

test('the weighted mean is unbiased although disliked answers are always included', () => {
  const random = seededRandom(7)
  const truth: number[] = []
  const sample: { value: number; probability: number }[] = []
  for (const _ of Array.from({ length: 20_000 }, () => null)) {
    const isDisliked = random() < 0.1
    const value = Number(random() < (isDisliked ? 0.1 : 0.9))
    truth.push(value)
    const { probability } = inclusionOf(random(), { ...none, isDisliked })
    if (probability > 0) sample.push({ value, probability })
  }
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length
  const found = hajekMean(sample)
  expect(found?.mean).toBeCloseTo(mean, 1)
  expect(found?.interval.low).toBeLessThan(mean)
  expect(found?.interval.high).toBeGreaterThan(mean)
  const plain = sample.reduce((sum, { value }) => sum + value, 0) / sample.length
  expect(Math.abs(plain - mean)).toBeGreaterThan(0.1)
})
