import { seededRandom, shuffle } from '@/lib/core/seeded-random'
import type { Choice } from './choice'

const keyOf = (choice: Choice): string => choice.join()

/** Candidates that are spread over the values of each parameter (Latin hypercube sampling). */
export function sampleChoices(
  sizes: readonly number[],
  count: number,
  seed: number,
  known: readonly Choice[],
): Choice[] {
  const random = seededRandom(seed)
  const columns = sizes.map((size) => {
    const rows = shuffle(
      Array.from({ length: count }, (_, row) => row),
      random,
    )
    return rows.map((row) => Math.min(size - 1, Math.floor(((row + random()) / count) * size)))
  })
  const sampled = Array.from({ length: count }, (_, row) => columns.map((column) => column[row] ?? 0))
  const fresh = distinct(sampled, known)
  return fresh.length > 0 ? fresh : allChoices(sizes, known).slice(0, count)
}

export interface Measured {
  choice: Choice
  mean: number
}

/**
 * Candidates one step from the front, the most promising first. A value is rated by the mean of the candidates that
 * have it. An untried value gets the best mean of all.
 */
export function mutateChoices(
  sizes: readonly number[],
  {
    front,
    measured,
    count,
    seed,
  }: { front: readonly Choice[]; measured: readonly Measured[]; count: number; seed: number },
): Choice[] {
  const neighbours = front.flatMap((choice) =>
    sizes.flatMap((size, parameter) =>
      Array.from({ length: size }, (_, value) => choice.map((own, at) => (at === parameter ? value : own))),
    ),
  )
  const fresh = distinct(
    neighbours,
    measured.map(({ choice }) => choice),
  )
  const promise = (choice: Choice) => choice.reduce((sum, value, at) => sum + effectOf(measured, at, value), 0)
  return shuffle(fresh, seededRandom(seed))
    .map((choice) => ({ choice, value: promise(choice) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count)
    .map(({ choice }) => choice)
}

function effectOf(measured: readonly Measured[], parameter: number, value: number): number {
  const own = measured.filter(({ choice }) => choice[parameter] === value)
  if (own.length === 0) return Math.max(...measured.map(({ mean }) => mean))
  return own.reduce((sum, { mean }) => sum + mean, 0) / own.length
}

/** At most 10,000 choices, in order. */
function allChoices(sizes: readonly number[], known: readonly Choice[]): Choice[] {
  let all: Choice[] = [[]]
  for (const size of sizes)
    all = all.flatMap((start) => Array.from({ length: size }, (_, value) => [...start, value])).slice(0, 10_000)
  return distinct(all, known)
}

function distinct(choices: readonly Choice[], known: readonly Choice[]): Choice[] {
  const seen = new Set(known.map(keyOf))
  return choices.filter((choice) => {
    const isNew = !seen.has(keyOf(choice))
    seen.add(keyOf(choice))
    return isNew
  })
}
