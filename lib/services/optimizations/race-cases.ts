import { seededRandom, shuffle } from '@/lib/core/seeded-random'
import { trainingCases } from './divide-cases'
import type { OptimizationRow } from './optimization-rows'

interface RaceCases {
  /** Cases that select candidates, in the order of the race. */
  order: string[]
  /** Cases for the model that rewrites instructions. They do not select candidates. */
  training: string[]
}

/** Divides the cases of a search. Without a model that rewrites instructions, every case can select candidates. */
export function raceCases(
  { writer, seed }: Pick<OptimizationRow, 'writer' | 'seed'>,
  cases: Parameters<typeof trainingCases>[0],
): RaceCases {
  const training = writer === null ? new Set<string>() : trainingCases(cases)
  const order = shuffle(
    cases.map(({ id }) => id).filter((id) => !training.has(id)),
    seededRandom(seed),
  )
  return { order, training: [...training] }
}
