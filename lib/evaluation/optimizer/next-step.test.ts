import { expect, test } from 'vitest'
import { seededRandom, shuffle } from '@/lib/core/seeded-random'
import { bestOf, type Choice, nextStep, type SearchState, type Step } from './next-step'
import { meanOn, type RaceCandidate } from './race'

/** Searches with a table of values instead of an app. */
function search(
  sizes: readonly number[],
  score: (choice: Choice, caseId: string) => number,
  {
    count = 200,
    costOf = () => 0,
    maxRuns = 100_000,
    seed = 3,
  }: Partial<{ count: number; costOf: (choice: Choice) => number; maxRuns: number; seed: number }> = {},
) {
  const cases = shuffle(
    Array.from({ length: count }, (_, index) => `case-${index}`),
    seededRandom(seed),
  )
  const draft = sizes.map(() => 0)
  const newCandidate = (index: number, choice: Choice): RaceCandidate & { values: Map<string, number | null> } => ({
    index,
    choice,
    status: 'racing',
    stage: 0,
    values: new Map(),
    cost: costOf(choice),
  })
  const candidates = [newCandidate(0, draft)]
  const state = (): SearchState => ({ candidates, cases, sizes, maxRuns, canRewrite: false, seed })
  const apply = (step: Step): void => {
    if (step.kind === 'propose')
      for (const choice of step.choices) candidates.push(newCandidate(candidates.length, choice))
    if (step.kind === 'decide')
      for (const { index, ...decision } of step.decisions) Object.assign(candidates[index] ?? {}, decision)
    if (step.kind === 'measure')
      for (const { variant, caseId } of step.cells) {
        const candidate = candidates[variant]
        candidate?.values.set(caseId, score(candidate.choice, caseId))
      }
  }
  for (;;) {
    const step = nextStep(state())
    const runs = candidates.reduce((sum, { values }) => sum + values.size, 0)
    if (step.kind === 'stop') return { candidates, cases, runs, reason: step.reason }
    apply(step)
  }
}

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

test('keeps a cheaper candidate although a dearer one is better', () => {
  const found = search([2], ([value]) => (value === 1 ? 0.7 : 0.9), { costOf: ([value]) => (value === 1 ? 10 : 100) })
  expect(found.candidates.map(({ status }) => status)).toEqual(['finished', 'finished'])
  expect(found.reason).toBe('exhausted')
})

test('drops a candidate that is worse beyond chance before it has answered every case', () => {
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
