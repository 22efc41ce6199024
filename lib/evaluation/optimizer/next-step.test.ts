import { expect, test } from 'vitest'
import { seededRandom } from '@/lib/core/seeded-random'
import { meanOn } from '@/lib/services/optimizations/race-stage'
import type { Choice } from './choice'
import { bestOf } from './next-step'
import type { RaceCandidate } from './race'
import { searchTable as search } from './testing/search-table'

const noise = (text: string): number => {
  const random = seededRandom([...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7))
  random()
  return random()
}

test('finds the best of 48 settings within a third of all answers', () => {
  const sizes = [3, 4, 2, 2]
  const quality = ([a = 0, b = 0, c = 0, d = 0]: Choice) =>
    0.4 + ([0, 0.15, 0.05][a] ?? 0) + ([0, 0.05, 0.1, 0.02][b] ?? 0) + 0.05 * c - 0.1 * d
  const found = search(sizes, (choice, id) => Number(noise(id) < quality(choice)))
  const finished = found.candidates.filter(({ status }) => status === 'finished')
  expect(bestOf(finished, found.cases)?.choice).toEqual([1, 2, 1, 0])
  expect(found.runs).toBeLessThanOrEqual(0.35 * 48 * 200)
})

test('keeps a cheaper candidate although a more expensive one is better', () => {
  const found = search([2], ([value]) => (value === 1 ? 0.7 : 0.9), { costOf: ([value]) => (value === 1 ? 10 : 100) })
  expect(found.candidates.map(({ status }) => status)).toEqual(['finished', 'finished'])
  expect(found.reason).toBe('exhausted')
})

test('drops a candidate that is significantly worse before it has answered every case', () => {
  const found = search([2], ([value], id) => (value === 1 ? 0 : Number(noise(id) < 0.8)))
  expect(found.candidates[1]).toMatchObject({ status: 'worse' })
  expect(found.candidates[1]?.values.size).toBeLessThan(200)
  expect(found.candidates[0]?.values.size).toBe(200)
})

test('stops at the limit of runs, at a perfect score and after ten candidates without gain', () => {
  expect(search([3, 3, 3], () => 0.5, { maxRuns: 700 })).toMatchObject({ reason: 'runs' })
  const limited = search([3, 3, 3], () => 0.5, { maxRuns: 700 })
  expect(limited.runs).toBeLessThanOrEqual(700)
  expect(search([3, 3, 3], ([first]) => (first === 1 ? 1 : 0.2)).reason).toBe('perfect')
  expect(search([3, 3, 3], () => 0.5).reason).toBe('no-gain')
})

test('decides the same from the same state', () => {
  const value = (choice: Choice, id: string) => noise(`${id} ${choice.join()}`)
  const [first, second] = [search([3, 3], value), search([3, 3], value)]
  expect(second.candidates.map(({ choice, status }) => [choice, status])).toEqual(
    first.candidates.map(({ choice, status }) => [choice, status]),
  )
  expect(meanOn(first.candidates[0] as RaceCandidate, first.cases)).toBeGreaterThan(0)
})
