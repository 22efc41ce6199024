import { expect, test } from 'vitest'
import { type MeasuredAnswer, summarizeRun } from './summarize-run'

const answer = (places: (number | null)[], overrides: Partial<MeasuredAnswer> = {}): MeasuredAnswer => ({
  places,
  answerFound: null,
  durationMs: 10,
  costMicros: 0,
  error: null,
  ...overrides,
})
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

test('marks a significant gain, but not one whose interval includes zero', () => {
  const baseline = [...times(20, answer([3])), ...times(20, answer([1]))]
  const better = [...times(20, answer([1])), ...times(20, answer([1]))]
  const unsure = [answer([1]), ...times(19, answer([3])), ...times(20, answer([1]))]
  const [first, second, third] = summarizeRun([baseline, better, unsure])
  expect(first?.measures.recall1).toMatchObject({ mean: 0.5, difference: null })
  expect(second?.measures.recall1.difference).toMatchObject({ mean: 0.5, isSignificant: true })
  expect(third?.measures.recall1.difference).toMatchObject({ mean: 0.025, isSignificant: false })
  expect(second?.measures.recall3.difference).toMatchObject({ mean: 0, isSignificant: false })
})

test('counts questions only for the metrics that they support', () => {
  const [metrics] = summarizeRun([[answer([1]), answer([], { answerFound: true }), answer([null, 2])]])
  expect(metrics?.measures.recall5.mean).toBe(0.75)
  expect(metrics?.measures.answerFound.mean).toBe(1)
  const [none] = summarizeRun([[answer([1])]])
  expect(none?.measures.answerFound).toEqual({ mean: null, interval: null, difference: null })
})

test('computes latency by nearest rank without failures, and no cost without a price', () => {
  const durations = Array.from({ length: 20 }, (_, index) => answer([1], { durationMs: index + 1, costMicros: 2 }))
  const failed = answer([null], { durationMs: 9_999, error: 'It broke off.' })
  const [metrics] = summarizeRun([[...durations, failed]])
  expect(metrics).toMatchObject({ latencyP50Ms: 10, latencyP95Ms: 19, errors: 1 })
  expect(metrics?.costPerThousandMicros).toBeCloseTo(1_904.76, 1)
  expect(metrics?.measures.recall1.mean).toBeCloseTo(20 / 21)
  const [unknown] = summarizeRun([[answer([1], { costMicros: null }), answer([1])]])
  expect(unknown?.costPerThousandMicros).toBeNull()
})
