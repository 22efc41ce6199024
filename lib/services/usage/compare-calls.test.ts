import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costMicros } from '@/lib/models/prices'
import { compareCalls, type ReplayedCall } from './compare-calls'
import { quantilesOf } from './quantiles-of'

const target = { connectionId: 'c2', provider: 'openai', model: 'gpt-4o-mini', host: 'api.openai.com' }
const measured = { calls: 20, firstTokenMs: 200, tokensPerSecond: 100 }

const call = (values: Partial<ReplayedCall>): ReplayedCall => ({
  runId: 'r1',
  at: new Date('2026-11-24T10:00:00Z'),
  connectionId: 'c1',
  model: 'gpt-4o',
  isCached: false,
  estimated: false,
  inputTokens: 1_000,
  cachedInputTokens: 0,
  outputTokens: 100,
  costMicros: 3_500,
  durationMs: 2_000,
  ...values,
})

test('sums the calls of a run at the price and speed of the other model', () => {
  const report = compareCalls([call({}), call({}), call({ runId: 'r2' })], target, measured)
  const price = costMicros({ ...target, inputTokens: 1_000, outputTokens: 100 })
  expect(price).not.toBeNull()
  expect(report).toMatchObject({ runs: 2, calls: 3, inputTokens: 3_000, outputTokens: 300, models: ['gpt-4o'] })
  expect(report.actual.costMicros).toMatchObject({ total: 10_500, p50: 3_500, p95: 7_000 })
  expect(report.actual.modelMs).toMatchObject({ total: 6_000, p50: 2_000, p95: 4_000 })
  expect(report.target.costMicros).toMatchObject({ total: 3 * (price ?? 0) })
  expect(report.target.modelMs).toMatchObject({ total: 3 * 1_200, p50: 1_200, p95: 2_400 })
})

test('an unknown price is not 0', () => {
  const unpriced = compareCalls([call({}), call({ runId: 'r2', costMicros: null })], target, measured)
  expect(unpriced).toMatchObject({ unpricedCalls: 1, actual: { costMicros: { total: null, p50: null, curve: [] } } })
  expect(unpriced.target.costMicros.total).not.toBeNull()
  const unknown = compareCalls([call({})], { ...target, model: 'nobody-knows-this' }, measured)
  expect(unknown.target.costMicros.total).toBeNull()
})

test('a model without measurements here has no duration', () => {
  expect(compareCalls([call({})], target, null)).toMatchObject({ measured: null, target: { modelMs: { total: null } } })
})

test('cached responses stay free', () => {
  const report = compareCalls([call({ isCached: true, costMicros: 0, durationMs: 3 })], target, measured)
  expect(report.target).toMatchObject({ costMicros: { total: 0 }, modelMs: { total: 3 } })
})

test('reports the batch price separately, if it is known', () => {
  // gpt-4o-mini: 0.075 $ and 0.30 $ per million in batches.
  expect(compareCalls([call({}), call({ isCached: true })], target, measured).batchMicros).toBe(75 + 30)
  const unknown = { ...target, provider: 'groq', model: 'openai/gpt-oss-20b', host: 'api.groq.com' }
  expect(compareCalls([call({})], unknown, measured).batchMicros).toBeNull()
})

test('no runs give an empty report', () => {
  expect(compareCalls([], target, measured)).toMatchObject({
    runs: 0,
    calls: 0,
    from: null,
    target: { costMicros: { total: null } },
  })
})

test('quantiles increase from the minimum to the maximum', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (values) => {
      const { total, p50, p95, curve } = quantilesOf(values)
      expect(total).toBe(values.reduce((sum, value) => sum + value, 0))
      expect(curve).toEqual([...curve].sort((a, b) => a - b))
      expect([curve[0], curve.at(-1)]).toEqual([Math.min(...values), Math.max(...values)])
      expect(p50).toBeLessThanOrEqual(p95 ?? 0)
    }),
  )
})
