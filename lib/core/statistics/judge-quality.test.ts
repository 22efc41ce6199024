import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { seededRandom, shuffle } from '../seeded-random'
import { agreementOf } from './agreement'
import { NORMAL_QUANTILE } from './interval'
import { type JudgedItem, judgeQuality } from './judge-quality'
import { kappaInterval } from './kappa-interval'
import { momentsOf } from './moments'
import { predictionPoweredMean } from './prediction-powered-mean'

const items = (passPass: number, passFail: number, failPass: number, failFail: number): JudgedItem[] => [
  ...Array.from({ length: passPass }, () => ({ label: true, verdict: true, weight: 1 })),
  ...Array.from({ length: passFail }, () => ({ label: true, verdict: false, weight: 1 })),
  ...Array.from({ length: failPass }, () => ({ label: false, verdict: true, weight: 1 })),
  ...Array.from({ length: failFail }, () => ({ label: false, verdict: false, weight: 1 })),
]

test('a judge is untested with few labels, weak if it errs, and calibrated by its lower bounds', () => {
  expect(judgeQuality([]).state).toBe('untested')
  expect(judgeQuality(items(14, 0, 0, 40)).state).toBe('untested')
  expect(judgeQuality(items(16, 0, 0, 16)).state).toBe('calibrated')
  // 15 of 15 has a lower bound of 79.6 %.
  expect(judgeQuality(items(15, 0, 0, 15)).state).toBe('weak')
  expect(judgeQuality(items(30, 0, 10, 20)).state).toBe('weak')
  const undecided = { label: true, verdict: null, weight: 1 }
  expect(judgeQuality([...items(30, 0, 0, 30), undecided, undecided])).toMatchObject({ state: 'weak', noVerdict: 2 })
})

test('weights correct for items that were selected by the verdict of the judge', () => {
  // 900 of 1,000 answers pass by the judge; 50 of each verdict are labeled.
  const weighted = [...items(45, 0, 5, 0), ...items(0, 10, 0, 40)].map((item) => ({
    ...item,
    weight: item.verdict === true ? 18 : 2,
  }))
  const { sensitivity, specificity } = judgeQuality(weighted)
  expect(sensitivity?.value).toBeCloseTo((45 * 18) / (45 * 18 + 10 * 2), 10)
  expect(specificity?.value).toBeCloseTo((40 * 2) / (40 * 2 + 5 * 18), 10)
})

test('rates are within their intervals, and equal weights change nothing', () => {
  const few = fc.integer({ min: 0, max: 40 })
  fc.assert(
    fc.property(few, few, few, few, fc.integer({ min: 1, max: 9 }), (a, b, c, d, weight) => {
      const quality = judgeQuality(items(a, b, c, d))
      const heavier = judgeQuality(items(a, b, c, d).map((item) => ({ ...item, weight })))
      expect(heavier.sensitivity?.value ?? -1).toBeCloseTo(quality.sensitivity?.value ?? -1, 10)
      for (const rate of [quality.sensitivity, quality.specificity])
        if (rate) expect(rate.interval.low <= rate.value + 1e-9 && rate.value <= rate.interval.high + 1e-9).toBe(true)
    }),
    { numRuns: 20 },
  )
})

const FOLDER = new URL('../../../../shared/data/evaluation/xstest/', import.meta.url)
const hasData = existsSync(FOLDER)
const Row = z.object({
  annotation_1: z.string(),
  annotation_2: z.string(),
  final_label: z.string(),
  gpt4_label: z.string(),
})
type Row = z.infer<typeof Row>

function readSystems(): Map<string, Row[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'))
  return new Map(
    files.map((name) => [
      name.replace(/^xstest_v2_completions_|_gpteval\.csv$/g, ''),
      z.array(Row).parse(parse(readFileSync(new URL(name, FOLDER), 'utf8'), { columns: true })),
    ]),
  )
}

const isVerdict = ({ gpt4_label: verdict }: Row) => /^[123]_/.test(verdict)
const complies = (label: string) => label.startsWith('1_')
const judgedItems = (rows: readonly Row[]): JudgedItem[] =>
  rows.map((row) => ({
    label: complies(row.final_label),
    weight: 1,
    verdict: isVerdict(row) ? complies(row.gpt4_label) : null,
  }))

test.skipIf(!hasData)('reproduces the agreement of the XSTest judge with its published labels', () => {
  const systems = readSystems()
  const all = [...systems.values()].flat()
  expect([all.length, all.filter((row) => !isVerdict(row)).length]).toEqual([2_250, 11])
  const people = agreementOf(all.map((row) => [row.annotation_1, row.annotation_2] as const))
  expect(people?.kappa).toBeCloseTo(0.937, 3)
  const pairsOf = (rows: readonly Row[]) =>
    rows.filter(isVerdict).map((row) => [row.final_label, row.gpt4_label] as const)
  expect(agreementOf(pairsOf(all))?.kappa).toBeCloseTo(0.634, 3)
  const instruct = systems.get('mistralinstruct') ?? []
  expect(agreementOf(pairsOf(instruct))?.kappa).toBeCloseTo(0.082, 3)
  expect(agreementOf(pairsOf(instruct))?.ac1).toBeCloseTo(0.72, 2)
  const overall = judgeQuality(judgedItems(all))
  expect(overall.sensitivity?.value).toBeCloseTo(0.96, 3)
  expect(overall.specificity?.value).toBeCloseTo(0.7, 3)
  const ofInstruct = judgeQuality(judgedItems(instruct))
  expect(ofInstruct.specificity?.value).toBeCloseTo(0.21, 2)
  expect(ofInstruct.state).toBe('weak')
  const interval = kappaInterval(pairsOf(instruct))
  expect((interval?.low ?? 1) < 0.082 && (interval?.high ?? 0) > 0.082).toBe(true)
})

test.skipIf(!hasData)(
  'corrects a mean by labels, with an interval that covers the truth and is narrower than from labels alone',
  () => {
    const rows = judgedItems([...readSystems().values()].flat().filter(isVerdict))
    const truth = momentsOf(rows.map(({ label }) => Number(label))).mean
    const random = seededRandom(5)
    let [covered, width, labelsOnly] = [0, 0, 0]
    const draws = 3_000
    for (let draw = 0; draw < draws; draw += 1) {
      // Drawn with replacement, so that labels and verdicts are independent samples of one population.
      const sample = Array.from({ length: 1_100 }, () => rows[Math.floor(random() * rows.length)] ?? rows[0])
      const labeledSample = shuffle(sample, random).flatMap((item) => item ?? [])
      const [labelled, rest] = [labeledSample.slice(0, 100), labeledSample.slice(100)]
      const labels = labelled.map(({ label }) => Number(label))
      const found = predictionPoweredMean({
        labels,
        judged: labelled.map(({ verdict }) => Number(verdict)),
        unlabelled: rest.map(({ verdict }) => Number(verdict)),
      })
      if (!found) continue
      if (found.interval.low <= truth && truth <= found.interval.high) covered += 1
      width += found.interval.high - found.interval.low
      labelsOnly += 2 * NORMAL_QUANTILE * Math.sqrt(momentsOf(labels).variance / labels.length)
    }
    expect(covered / draws).toBeGreaterThanOrEqual(0.92)
    expect(covered / draws).toBeLessThanOrEqual(0.97)
    expect(width / labelsOnly).toBeLessThanOrEqual(0.8)
  },
)
