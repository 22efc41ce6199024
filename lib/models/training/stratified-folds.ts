import { seededRandom, shuffle } from '@/lib/core/seeded-random'

/**
 * Assigns each example to a fold, from 0. Classes are spread evenly; the folds that get the
 * remainder vary by class.
 */
export function stratifiedFolds(labels: readonly number[], folds: number, seed: number): number[] {
  const random = seededRandom(seed)
  const byClass = new Map<number, number[]>()
  for (const [example, label] of labels.entries()) {
    const list = byClass.get(label)
    if (list) list.push(example)
    else byClass.set(label, [example])
  }
  const result = new Array<number>(labels.length).fill(0)
  let next = 0
  for (const list of byClass.values()) {
    for (const example of shuffle(list, random)) {
      result[example] = next % folds
      next += 1
    }
  }
  return result
}
