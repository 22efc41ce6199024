import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../seeded-random'
import { BettingSequence } from './betting-sequence'
import { bootstrapTInterval } from './bootstrap-t-interval'
import { clusteredMean } from './clustered-mean'
import { hajekMean } from './hajek-mean'
import { newcombeInterval } from './newcombe-interval'
import { predictionPoweredMean } from './prediction-powered-mean'
import { studentP, studentQuantile } from './student-t'
import { wilsonInterval } from './wilson-interval'

test('reproduces the score interval in Newcombe 1998, table I', () => {
  expect(wilsonInterval(81, 263)).toEqual({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) })
  expect(wilsonInterval(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) })
  expect(wilsonInterval(29, 29)).toEqual({ low: expect.closeTo(0.883, 3), high: 1 })
  expect(wilsonInterval(0, 0)).toBeNull()
})

test('reproduces the tables of Student’s t', () => {
  const quantiles = [1, 2, 5, 10, 30, 120, 1_000].map(studentQuantile)
  const table = [12.7062, 4.3027, 2.5706, 2.2281, 2.0423, 1.9799, 1.9623]
  for (const [index, quantile] of quantiles.entries()) expect(quantile).toBeCloseTo(table[index] ?? 0, 3)
  expect(studentP(2.2281, 10)).toBeCloseTo(0.05, 4)
})

test('a paired interval contains the difference, and reverses when the variants swap', () => {
  const counts = fc.record({ both: fc.nat(200), lost: fc.nat(200), gained: fc.nat(200), neither: fc.nat(200) })
  fc.assert(
    fc.property(counts, ({ both, lost, gained, neither }) => {
      const count = both + lost + gained + neither
      const interval = newcombeInterval({ both, lost, gained, neither })
      if (count === 0 || !interval) return interval === null
      const swapped = newcombeInterval({ both, lost: gained, gained: lost, neither })
      expect(swapped?.low).toBeCloseTo(-interval.high, 10)
      expect(interval.low).toBeLessThanOrEqual((gained - lost) / count + 1e-12)
      expect(interval.high).toBeGreaterThanOrEqual((gained - lost) / count - 1e-12)
      expect(interval.low).toBeGreaterThanOrEqual(-1 - 1e-12)
      return interval.high <= 1 + 1e-12
    }),
  )
})

test('bootstrap-t covers the mean of a skewed distribution in 93 to 97 % of samples', () => {
  const random = seededRandom(3)
  let covered = 0
  for (let sample = 0; sample < 300; sample += 1) {
    const values = Array.from({ length: 60 }, () => -Math.log(1 - random()))
    const interval = bootstrapTInterval(values, sample)
    if (interval && interval.low <= 1 && interval.high >= 1) covered += 1
  }
  expect(covered / 300).toBeGreaterThan(0.92)
  expect(covered / 300).toBeLessThan(0.98)
})

test('returns a single point as the interval of constant values, and nothing without values', () => {
  expect(bootstrapTInterval([0.5, 0.5, 0.5])).toEqual({ low: 0.5, high: 0.5 })
  expect(bootstrapTInterval([])).toBeNull()
})

test('covers the mean of simulated clusters in 93 to 97 % of samples', () => {
  const random = seededRandom(11)
  const draws = 1_000
  let covered = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const [values, groups]: [number[], string[]] = [[], []]
    for (let group = 0; group < 40; group += 1) {
      const shift = random() - 0.5
      for (let member = 0; member < 5; member += 1) {
        values.push(shift + random() - 0.5)
        groups.push(String(group))
      }
    }
    const found = clusteredMean(values, groups)
    if (found && found.interval.low <= 0 && found.interval.high >= 0) covered += 1
  }
  expect(covered / draws).toBeGreaterThan(0.93)
  expect(covered / draws).toBeLessThan(0.97)
  expect(clusteredMean([1, 2], ['a', 'a'])).toBeNull()
})

test('a confidence sequence narrows around the difference and excludes zero when one exists', () => {
  const random = seededRandom(5)
  const [none, some] = [new BettingSequence(), new BettingSequence()]
  for (let index = 0; index < 2_000; index += 1) {
    none.add(random() < 0.1 ? 1 : random() < 0.11 ? -1 : 0)
    some.add(random() < 0.2 ? 1 : 0)
  }
  const [around, above] = [none.interval(), some.interval()]
  expect(around?.low).toBeLessThan(0)
  expect(around?.high).toBeGreaterThan(0)
  expect(above?.low).toBeGreaterThan(0.1)
  expect(above?.high).toBeLessThan(0.3)
})

test('a judge that agrees with people narrows the interval, and a useless one gets no weight', () => {
  const random = seededRandom(9)
  const truth = Array.from({ length: 1_100 }, () => Number(random() < 0.6))
  const goodJudge = truth.map((value) => (random() < 0.9 ? value : 1 - value))
  const noInterval = { low: 0, high: 0 }
  const found = predictionPoweredMean({
    labels: truth.slice(0, 100),
    judged: goodJudge.slice(0, 100),
    unlabelled: goodJudge.slice(100),
  })
  const { low, high } = found?.interval ?? noInterval
  expect(high - low).toBeLessThan(0.15)
  expect(found?.weight).toBeGreaterThan(0.5)
  const flat = predictionPoweredMean({ labels: [0, 1, 1], judged: [1, 1, 1], unlabelled: [1, 1] })
  expect(flat?.weight).toBe(0)
  expect(flat?.mean).toBeCloseTo(2 / 3)
})

test('weights values by their probability of being sampled', () => {
  const found = hajekMean([
    { value: 1, probability: 0.5 },
    { value: 0, probability: 1 },
  ])
  expect(found?.mean).toBeCloseTo(2 / 3)
  expect(hajekMean([])).toBeNull()
})
