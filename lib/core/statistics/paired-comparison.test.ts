import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seededRandom, shuffle } from '../seeded-random'
import { BettingSequence } from './betting-sequence'
import { comparePairs } from './paired-comparison'
import { passAllK, passAtK } from './repeated-trials'
import { wilsonInterval } from './wilson-interval'

const FOLDER = new URL('../../../../shared/data/evaluation/', import.meta.url)
const hasData = existsSync(FOLDER)
const MARGIN = 0.02

const SYSTEMS = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'] as const
type System = (typeof SYSTEMS)[number]
type Solved = Record<System, { is_correct: boolean }>

function readSolved(): Solved[] {
  const lines = readFileSync(new URL('gsm8k-example-model-solutions.jsonl', FOLDER), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Solved)
}

const pairsOf = (rows: readonly Solved[], first: System, second: System) =>
  rows.map((row) => ({ first: Number(row[first].is_correct), second: Number(row[second].is_correct) }))

test.skipIf(!hasData)('reproduces the published comparison of four systems on GSM8K', () => {
  const rows = readSolved()
  const correct = SYSTEMS.map((system) => rows.filter((row) => row[system].is_correct).length)
  expect(correct.map((count) => ((100 * count) / rows.length).toFixed(2))).toEqual(['21.68', '39.04', '34.72', '56.25'])
  const interval = wilsonInterval(correct[3] ?? 0, rows.length)
  expect([interval?.low, interval?.high].map((bound) => (100 * (bound ?? 0)).toFixed(2))).toEqual(['53.56', '58.91'])
  const found = comparePairs(pairsOf(rows, '6b_verification', '175b_finetuning'), MARGIN)
  expect(found).toMatchObject({ verdict: 'worse', gained: 152, lost: 209, method: 'mcnemar', count: 1_319 })
  expect(found?.p).toBeCloseTo(0.0032, 4)
  expect((100 * (found?.difference ?? 0)).toFixed(2)).toBe('-4.32')
  expect((100 * (found?.interval.low ?? 0)).toFixed(2)).toBe('-7.13')
  expect((100 * (found?.interval.high ?? 0)).toFixed(2)).toBe('-1.50')
})

test.skipIf(!hasData)('rarely reports a difference between equal variants', () => {
  const pairs = pairsOf(readSolved(), '6b_verification', '175b_finetuning')
  const seeds = 1_000
  let [fixed, early] = [0, 0]
  for (let seed = 0; seed < seeds; seed += 1) {
    const random = seededRandom(seed)
    const swapped = pairs.map((pair) => (random() < 0.5 ? pair : { first: pair.second, second: pair.first }))
    const verdict = comparePairs(swapped, MARGIN)?.verdict
    if (verdict === 'better' || verdict === 'worse') fixed += 1
    if (seed % 10 === 0 && stopsEarly(shuffle(swapped, random))) early += 1
  }
  expect(fixed / seeds).toBeLessThanOrEqual(0.065)
  expect(early / (seeds / 10)).toBeLessThanOrEqual(0.05)
})

/** Whether a check after each 20 examples ever finds a difference. */
function stopsEarly(pairs: readonly { first: number; second: number }[]): boolean {
  const sequence = new BettingSequence()
  return pairs.some(({ first, second }, index) => {
    sequence.add(second - first)
    const interval = index % 20 === 19 ? sequence.interval() : { low: 0, high: 0 }
    return interval === null || interval.low > 0 || interval.high < 0
  })
}

test.skipIf(!hasData)('reproduces the published reliability on tau-bench', () => {
  const text = readFileSync(new URL('tau-bench-gpt-4o-airline.json', FOLDER), 'utf8')
  const trials = JSON.parse(text) as { task_id: number; reward: number }[]
  const tasks = [...Map.groupBy(trials, ({ task_id }) => task_id).values()]
  const mean = (rate: (count: number, passed: number) => number) =>
    tasks.reduce((sum, own) => sum + rate(own.length, own.filter(({ reward }) => reward === 1).length), 0) /
    tasks.length
  const allPass = [1, 2, 3, 4].map((k) => mean((count, passed) => passAllK(count, passed, k)).toFixed(3))
  expect(allPass).toEqual(['0.420', '0.273', '0.220', '0.200'])
  expect(mean((count, passed) => passAtK(count, passed, 4)).toFixed(3)).toBe('0.720')
})

test('returns one of four verdicts', () => {
  const pairs = (gained: number, lost: number, equal: number) => [
    ...Array.from({ length: gained }, () => ({ first: 0, second: 1 })),
    ...Array.from({ length: lost }, () => ({ first: 1, second: 0 })),
    ...Array.from({ length: equal }, () => ({ first: 1, second: 1 })),
  ]
  expect(comparePairs(pairs(96, 47, 1_057), MARGIN)).toMatchObject({ verdict: 'better', gained: 96, lost: 47 })
  expect(comparePairs(pairs(3, 3, 2_000), MARGIN)).toMatchObject({ verdict: 'equivalent', more: null })
  const few = comparePairs(pairs(3, 1, 20), MARGIN)
  expect(few).toMatchObject({ verdict: 'inconclusive' })
  expect(few?.more).toBeGreaterThan(100)
  expect(comparePairs([], MARGIN)).toBeNull()
})

test('reports too few pairs as inconclusive, whatever the interval says', () => {
  const pairs = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ first: 0.2, second: 0.7 + index / 99 }))
  expect(comparePairs(pairs(29), MARGIN)).toMatchObject({ verdict: 'inconclusive', hasTooFewPairs: true })
  expect(comparePairs(pairs(29), MARGIN)?.more).toBeGreaterThanOrEqual(1)
  expect(comparePairs(pairs(30), MARGIN)).toMatchObject({ verdict: 'better', hasTooFewPairs: false, more: null })
})

test('reports an interval and a test that disagree as inconclusive', () => {
  const pairs = Array.from({ length: 40 }, (_, index) => ({ first: Number(index >= 5), second: 1 }))
  const found = comparePairs(pairs, MARGIN)
  expect(found?.p).toBeGreaterThan(0.05)
  expect(found?.interval.low).toBeGreaterThan(0)
  expect(found).toMatchObject({ verdict: 'inconclusive', hasTooFewPairs: true })
})

test('uses clusters when groups repeat, and resampling for scores between 0 and 1', () => {
  const graded = Array.from({ length: 40 }, (_, index) => ({ first: 0.4, second: 0.5 + (index % 5) / 50 }))
  expect(comparePairs(graded, MARGIN)).toMatchObject({ verdict: 'better', method: 'bootstrap', clusters: null })
  const grouped = graded.map((pair, index) => ({ ...pair, group: `document ${index % 8}` }))
  expect(comparePairs(grouped, MARGIN)).toMatchObject({ method: 'clusters', clusters: 8 })
})
