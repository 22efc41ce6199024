import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GateRules } from '@/lib/contracts/gates'
import { problem } from '@/lib/messages/problems/problem'
import type { StoredAnswer } from '../evaluations/read-answers'
import type { Evidence, GateEvidence, Measured } from './gate-evidence'
import { judgeGate } from './judge-gate'

interface Answered {
  value: number | null
  outcome?: 'scored' | 'app-failed' | 'no-verdict'
  latencyMs?: number | null
  costMicros?: number | null
  isInterrupted?: boolean
}

function measured(answers: readonly (number | null | Answered)[]): Measured {
  const stored = answers.map((input, index): StoredAnswer => {
    const answer = input === null || typeof input === 'number' ? { value: input } : input
    const { value, latencyMs = 100, costMicros = 10, isInterrupted = false } = answer
    const outcome = answer.outcome ?? (value === null ? 'no-verdict' : 'scored')
    return {
      variant: 0,
      trial: 0,
      exampleId: `e${index}`,
      cluster: null,
      isFailed: outcome === 'app-failed',
      isInterrupted,
      latencyMs,
      costMicros,
      scores: new Map([['equal', { outcome, value }]]),
    }
  })
  return {
    evaluationId: 'v',
    experimentId: 'x',
    datasetVersionId: 'd',
    exampleCount: answers.length,
    answers: stored,
    scorers: [{ id: 'equal', kind: 'equal', normalize: true }],
  }
}

const gap: Evidence = { evaluationId: 'v', needsRun: true, missing: problem('gates.notMeasured') }
const passing = (count: number, total: number) =>
  measured(Array.from({ length: total }, (_, index) => Number(index < count)))

function judge(candidate: Evidence, rules: Partial<GateRules> = {}, overrides: Partial<GateEvidence> = {}) {
  const evidence = {
    candidate,
    live: null,
    regressions: null,
    mustIds: new Set<string>(),
    attempts: 0,
    attacks: null,
    judges: new Map(),
    ...overrides,
  }
  return judgeGate(GateRules.parse(rules), evidence)
}

const answerOf = (rule: string, judged: ReturnType<typeof judge>) =>
  judged.rules.find((item) => item.rule === rule)?.answer

test('fails a version 8 points worse, passes an equal one, and says how many cases would decide if 40 do not', () => {
  const compare = (passed: number, live: number, total: number) =>
    judge(passing(passed, total), {}, { live: passing(live, total) })
  expect(compare(728, 800, 900).answer).toBe('fails')
  expect(compare(800, 800, 900).answer).toBe('passes')
  const few = compare(29, 32, 40)
  expect(few.answer).toBe('inconclusive')
  expect(few.more).toBeGreaterThan(40)
  expect(compare(10, 10, 10)).toMatchObject({ answer: 'inconclusive' })
})

test('reports the size of a regression and the number of lost examples', () => {
  const { rules } = judge(passing(728, 900), {}, { live: passing(800, 900) })
  const rule = rules.find((item) => item.rule === 'not-worse')
  expect(rule).toMatchObject({ metric: 'equal', threshold: -0.02, answer: 'fails' })
  expect(rule?.value).toBeCloseTo(-0.08)
  expect(rule?.reason).toMatch(
    /^It is worse than the live version by 8\.0 points, between -9\.\d and -6\.\d: 72 lost, 0/,
  )
})

test('a metric passes by its lower bound, and fails only if its upper bound is too low', () => {
  const at = (atLeast: number, candidate = passing(90, 100)) =>
    judge(candidate, { metrics: [{ scorer: 'equal', atLeast }] }).rules.find(({ rule }) => rule === 'metric')
  expect(at(0.8)).toMatchObject({ answer: 'passes', value: 0.9 })
  expect(at(0.85)).toMatchObject({ answer: 'inconclusive', more: expect.any(Number) })
  expect(at(0.95)).toMatchObject({ answer: 'fails', more: null })
  expect(at(0.92)).toMatchObject({ answer: 'inconclusive', more: null })
  expect(at(0.5, measured([null, null]))).toMatchObject({ answer: 'inconclusive', value: null })
})

test('answers without a verdict count against the share, and failures of the app do not', () => {
  const failed = { value: 0, outcome: 'app-failed' as const }
  const manyPasses = Array.from({ length: 97 }, () => 1)
  expect(answerOf('scored', judge(measured([...manyPasses, failed, failed, failed])))).toBe('passes')
  expect(answerOf('scored', judge(measured([...manyPasses, null, null, null])))).toBe('fails')
  const interrupted = { value: null, isInterrupted: true }
  expect(answerOf('scored', judge(measured([...manyPasses, interrupted, interrupted, interrupted])))).toBe(
    'inconclusive',
  )
})

test('requires that required cases pass in every trial', () => {
  const mustIds = new Set(['e0', 'e1'])
  expect(answerOf('must', judge(measured([1, 1, 0]), {}, { mustIds }))).toBe('passes')
  expect(answerOf('must', judge(measured([1, 0, 1]), {}, { mustIds }))).toBe('fails')
  expect(answerOf('must', judge(measured([1, null]), {}, { mustIds }))).toBe('inconclusive')
  const measuredOnce = measured([1, 1])
  const unsteady = {
    ...measuredOnce,
    answers: [...measuredOnce.answers, ...measured([0]).answers.map((item) => ({ ...item, trial: 1 }))],
  }
  expect(answerOf('must', judge(unsteady, {}, { mustIds }))).toBe('fails')
})

test('a regression test fails the gate only if the live version passes it', () => {
  const passed = passing(1, 1)
  const tests = (candidate: Evidence, live: Evidence | null) =>
    answerOf('regressions', judge(passed, {}, { regressions: { candidate, live } }))
  expect(tests(measured([1, 0]), measured([1, 1]))).toBe('fails')
  expect(tests(measured([1, 0]), measured([1, 0]))).toBe('passes')
  expect(tests(measured([1, null]), measured([1, 1]))).toBe('inconclusive')
  expect(tests(measured([1, 0]), gap)).toBe('inconclusive')
  expect(tests(measured([1, 1]), gap)).toBe('passes')
  expect(tests(gap, measured([1, 1]))).toBe('inconclusive')
})

test('limits latency and cost absolutely and relative to the live version', () => {
  const runs = (latencyMs: number | null, costMicros: number | null) =>
    measured(Array.from({ length: 40 }, () => ({ value: 1, latencyMs, costMicros })))
  const live = runs(100, 100)
  const rules = { notWorse: null, maxP95Ms: 300, maxP95Percent: 20, maxCostMicros: 300, maxCostPercent: 20 }
  const answers = (candidate: Measured) =>
    judge(candidate, rules, { live })
      .rules.filter(({ rule }) => /^(p95|cost)/.test(rule))
      .map(({ rule, answer }) => `${rule} ${answer}`)
  expect(answers(runs(119, 119))).toEqual(['p95 passes', 'cost passes', 'p95-live passes', 'cost-live passes'])
  expect(answers(runs(200, 200))).toEqual(['p95 passes', 'cost passes', 'p95-live fails', 'cost-live fails'])
  expect(answers(runs(400, 400))).toEqual(['p95 fails', 'cost fails', 'p95-live fails', 'cost-live fails'])
  // Reused steps and unknown prices are not evidence.
  expect(new Set(answers(runs(null, null)).map((text) => text.split(' ')[1]))).toEqual(new Set(['inconclusive']))
})

test('is inconclusive without evidence, and needs fresh cases in a test split from the fifth version on', () => {
  expect(judge(gap)).toMatchObject({ answer: 'inconclusive', rules: [{ rule: 'evidence' }] })
  expect(judge(passing(9, 9), { notWorse: null }, { attempts: 4 }).answer).toBe('passes')
  expect(judge(passing(9, 9), { notWorse: null }, { attempts: 5 }).answer).toBe('inconclusive')
})

test('a version that answers every case at least as well never fails', () => {
  const values = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 80 })
  fc.assert(
    fc.property(values, (pairs) => {
      const live = measured(pairs.map(([value]) => value))
      const better = measured(pairs.map(([value, gain]) => Math.max(value, gain)))
      const mustIds = new Set(pairs.flatMap(([value], index) => (value === 1 ? [`e${index}`] : [])))
      expect(judge(better, {}, { live, mustIds, regressions: { candidate: better, live } }).answer).not.toBe('fails')
    }),
  )
})

test('a judge decides nothing before it is calibrated', () => {
  const failing = passing(10, 900)
  const judges = new Map([['equal', 'untested' as const]])
  const found = judge(failing, { metrics: [{ scorer: 'equal', atLeast: 0.5 }] }, { live: passing(800, 900), judges })
  expect(found.answer).toBe('inconclusive')
  expect([answerOf('metric', found), answerOf('not-worse', found)]).toEqual(['inconclusive', 'inconclusive'])
  expect(found.rules.find(({ rule }) => rule === 'metric')?.reason).toMatch(/^The judge of “equal” is untested\./)
  const weak = judge(failing, {}, { live: passing(800, 900), judges: new Map([['equal', 'weak' as const]]) })
  expect(weak.rules.find(({ rule }) => rule === 'not-worse')?.reason).toMatch(/disagrees with people too often/)
})

test('limits the upper bound of successful attacks, and waits for attacks on this graph', () => {
  const attacked = (attacks: GateEvidence['attacks'], maxAttackSuccess: number | null = 0.05) =>
    answerOf('attacks', judge(passing(100, 100), { maxAttackSuccess }, { attacks }))
  expect(attacked(null, null)).toBeUndefined()
  expect(attacked(null)).toBe('inconclusive')
  expect(attacked({ succeeded: 0, count: 130 })).toBe('passes')
  expect(attacked({ succeeded: 0, count: 26 })).toBe('inconclusive')
  expect(attacked({ succeeded: 20, count: 130 })).toBe('fails')
})
