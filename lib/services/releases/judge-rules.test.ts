import { expect, test } from 'vitest'
import { RolloutRules, type VersionMetrics } from '@/lib/contracts/rollouts'
import { judgeRules } from './judge-rules'

const metricsOf = (overrides: Partial<VersionMetrics> = {}): VersionMetrics => ({
  runs: 200,
  failed: 2,
  p50Ms: 400,
  p95Ms: 1_000,
  costMicros: 500,
  unpricedRuns: 0,
  thumbsUp: 40,
  thumbsDown: 10,
  ...overrides,
})
const rules = RolloutRules.parse({})
const judge = (candidate: Partial<VersionMetrics>, base: Partial<VersionMetrics> = {}) =>
  judgeRules(rules, metricsOf(base), metricsOf(candidate))

test('an equally good version passes, and every rule gives its reason', () => {
  expect(judge({})).toMatchObject({
    verdict: 'passed',
    reasons: [
      'Failed runs: 1.0 % against 1.0 % (at most 1 point more).',
      'Slowest twentieth: 1,000 ms against 1,000 ms (at most 20 % more).',
      'Cost of a run: $0.000500 against $0.000500 (at most 20 % more).',
      'Good ratings: 80 % against 80 %.',
    ],
    broken: [],
  })
})

test.each([
  ['new', { runs: 99 }, {}],
  ['live', {}, { runs: 20 }],
])('waits until the %s version has enough runs', (_, candidate, base) => {
  expect(judge(candidate, base).verdict).toBe('wait')
})

test.each([
  ['fails more often', { failed: 5 }],
  ['is slower', { p95Ms: 1_201 }],
  ['costs more', { costMicros: 601 }],
  ['has worse ratings', { thumbsUp: 39, thumbsDown: 11 }],
])('a version that %s fails', (_, candidate) => {
  expect(judge(candidate).verdict).toBe('failed')
})

test('a version at the bounds passes', () => {
  expect(judge({ failed: 4, p95Ms: 1_200, costMicros: 600 }).verdict).toBe('passed')
})

test('ignores a disabled rule and does not compare few ratings', () => {
  const lax = { ...rules, maxErrorPoints: null, maxP95Percent: null, maxCostPercent: null, feedbackNotWorse: false }
  const badMetrics = metricsOf({ failed: 200, p95Ms: null, costMicros: 9_000, thumbsUp: 0 })
  expect(judgeRules(lax, metricsOf(), badMetrics)).toEqual({ verdict: 'passed', reasons: [], broken: [], refs: [] })
  expect(judge({ thumbsUp: 0, thumbsDown: 4 }).verdict).toBe('passed')
})

test('a version without any success fails by its errors, though it has no times', () => {
  expect(judge({ failed: 200, p95Ms: null, p50Ms: null }).verdict).toBe('failed')
})

test('does not compare costs if a run called a model without a known price, and says so', () => {
  const { verdict, reasons } = judge({ costMicros: 9_000, unpricedRuns: 3 })
  expect(verdict).toBe('passed')
  expect(reasons).toContain('Cost of a run: not compared because 3 runs called a model without a known price.')
})

test('distinguishes the broken rule from the others', () => {
  const { reasons, broken } = judge({ p95Ms: 1_500 })
  expect([reasons.length, broken]).toEqual([4, ['Slowest twentieth: 1,500 ms against 1,000 ms (at most 20 % more).']])
})

test('stops a version with errors before it has enough runs', () => {
  const early = judge({ runs: 8, failed: 8 })
  expect(early).toMatchObject({ verdict: 'failed', broken: early.reasons })
  expect(early.reasons).toEqual([
    '8 of the first 8 runs failed, against 1.0 % of the live version: more than its rule allows, even if all others succeed.',
  ])
})

test.each([
  ['four failures may be chance', { runs: 8, failed: 4 }, {}],
  ['the live version has too few runs to compare with', { runs: 8, failed: 8 }, { runs: 19, failed: 0 }],
  ['the live version fails as often', { runs: 50, failed: 8 }, { runs: 200, failed: 20 }],
])('does not end early: %s', (_, candidate, base) => {
  expect(judge(candidate, base).verdict).toBe('wait')
})

test('an early end requires an error rule', () => {
  const withoutErrorRule = { ...rules, maxErrorPoints: null }
  expect(judgeRules(withoutErrorRule, metricsOf(), metricsOf({ runs: 8, failed: 8 })).verdict).toBe('wait')
})

const patient = RolloutRules.parse({ untilClear: true, maxP95Percent: null, maxCostPercent: null })
const judgeClear = (candidate: Partial<VersionMetrics>, base: Partial<VersionMetrics> = {}, isOverdue = false) =>
  judgeRules(patient, metricsOf(base), metricsOf(candidate), isOverdue)

test('waits until the difference of failures is clear, although it has enough runs', () => {
  const { verdict, reasons } = judgeClear({ failed: 6 })
  expect(verdict).toBe('wait')
  expect(reasons[0]).toMatch(
    /^Not clear yet\. Failed runs: the difference to the live version is between −\d\.\d and \+\d\.\d points/,
  )
  expect(judge({ failed: 6 }).verdict).toBe('failed')
})

test('passes a version that is clearly not worse, and fails a clearly worse one before it has enough runs', () => {
  expect(judgeClear({ runs: 20_000, failed: 200 }, { runs: 20_000, failed: 200 }).verdict).toBe('passed')
  expect(judgeClear({ runs: 40, failed: 20 }, { runs: 60, failed: 1 })).toMatchObject({ verdict: 'failed' })
})

test('fails a version whose result is not clear in time', () => {
  const { verdict, broken } = judgeClear({ failed: 6 }, {}, true)
  expect([verdict, broken[0]]).toEqual(['failed', expect.stringContaining('Not clear after 7 days.')])
})
