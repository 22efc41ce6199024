import { seededRandom, shuffle } from '@/lib/core/seeded-random'
import type { Choice } from '../choice'
import { nextStep, type SearchState, type Step } from '../next-step'
import type { RaceCandidate } from '../race'

/** Searches with a table of values instead of an app. */
export function searchTable(
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
