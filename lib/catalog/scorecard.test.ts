import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { scorecard } from './scorecard'
import { SCORECARD_RULES, type ScorecardInput } from './scorecard-rules'
import { checkOf, FACTS, KNOWN_SUMMARY, MEASURED, UNKNOWN_SUMMARY } from './testing/sample-card'

const now = new Date('2026-11-24T12:00:00Z')
const nothing: ScorecardInput = {
  summary: UNKNOWN_SUMMARY,
  facts: null,
  measured: null,
  quality: null,
  safety: null,
  address: null,
  now,
}
const known: ScorecardInput = {
  summary: KNOWN_SUMMARY,
  facts: FACTS,
  measured: MEASURED,
  now,
  address: 'https://models.example.com/v1',
  quality: checkOf('quality'),
  safety: checkOf('safety', { score: 0.75, done: 16, total: 16 }),
}
const pointsOf = (input: ScorecardInput) =>
  Object.fromEntries(scorecard(input).areas.flatMap(({ rules }) => rules.map(({ id, points }) => [id, points])))

test('matches every rule with the document', () => {
  const document = readFileSync(path.join(import.meta.dirname, '../../docs/reference/scorecard.md'), 'utf8')
  const stated = [...document.matchAll(/^\| ([QRSD]\d) \| (\d+) \| ([^|]+) \|/gm)].map(
    ([, id, possible, label]) => `${id} ${possible} ${label?.trim()}`,
  )
  expect(stated).toEqual(SCORECARD_RULES.map(({ id, possible, label }) => `${id} ${possible} ${label.message}`))
})

test('gives every area a hundred points', () => {
  for (const { area, rules } of scorecard(nothing).areas)
    expect([area, rules.reduce((sum, { possible }) => sum + possible, 0)]).toEqual([area, 100])
})

test('has no score without data, for every rule', () => {
  const card = scorecard(nothing)
  expect([card.score, card.known]).toEqual([null, 0])
  for (const { score, rules } of card.areas)
    expect([score, new Set(rules.map(({ reason }) => reason))]).toEqual([null, new Set(['No data.'])])
})

test('awards points for known facts and measurements', () => {
  expect(pointsOf(known)).toEqual({
    Q1: 48,
    Q2: 20,
    Q3: 20,
    R1: 30,
    R2: 15,
    R3: 30,
    S1: 30,
    S2: 30,
    S3: 15,
    S4: 15,
    D1: 20,
    D2: 20,
    D3: 20,
    D4: 20,
    D5: 10,
    D6: 0,
  })
  const card = scorecard(known)
  expect(card.areas.map(({ score }) => score)).toEqual([88, 75, 90, 90])
  expect([card.score, card.known]).toEqual([85.8, 100])
})

test('does not deduct points for unknown facts', () => {
  const card = scorecard({ ...known, measured: { ...MEASURED, calls: 19 }, safety: null })
  // Reliability: 30 of 100 points known, too few for a score. Security: 60.
  expect(card.areas.map(({ score, known: share }) => [score, share])).toEqual([
    [88, 100],
    [null, 30],
    [100, 60],
    [90, 100],
  ])
  expect([card.score, card.known]).toEqual([92.7, 72.5])
})

test('has no score for a model with little data', () => {
  const hardly = scorecard({ ...nothing, address: 'https://models.example.com/v1' })
  expect([hardly.score, hardly.known]).toEqual([null, 3.8])
  expect(hardly.areas.map(({ score }) => score)).toEqual([null, null, null, null])
  // The minimum is half of the points.
  const half = scorecard({ ...known, quality: null, safety: null, measured: null })
  expect(half.known).toBeLessThan(50)
  expect(half.score).toBeNull()
})

test('deducts points for a retiring model, missing TLS and old measurements', () => {
  const late = pointsOf({
    ...known,
    summary: { ...KNOWN_SUMMARY, retiresOn: '2026-12-11', dataUse: 'may-train' },
    address: 'http://models.example.com/v1',
    quality: checkOf('quality', { endedAt: '2026-08-01T00:00:00.000Z', done: 12 }),
  })
  expect([late.R3, late.S2, late.S3, late.Q2, late.Q3]).toEqual([10, 0, 0, 0, 0])
  expect(pointsOf({ ...known, address: 'http://127.0.0.1:11434' }).S3).toBe(15)
  expect(pointsOf({ ...known, summary: { ...KNOWN_SUMMARY, retiresOn: '2026-11-24' } }).R3).toBe(0)
})
