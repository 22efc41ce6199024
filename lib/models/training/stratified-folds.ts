import { seededRandom, shuffle } from '@/lib/core/seeded-random'

/** The fold of each example, from 0: every class is spread evenly, and which classes get one more turns with the class. */
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
