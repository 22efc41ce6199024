import { seededRandom, shuffle } from '@/lib/core/seeded-random'

/** Indexes of a stratified sample with at least one example per class. */
export function stratifiedPart(labels: readonly number[], share: number, seed: number): number[] {
  const random = seededRandom(seed)
  const byClass = new Map<number, number[]>()
  for (const [example, label] of labels.entries()) {
    const list = byClass.get(label)
    if (list) list.push(example)
    else byClass.set(label, [example])
  }
  return [...byClass.values()].flatMap((list) =>
    shuffle(list, random).slice(0, Math.max(1, Math.round(list.length * share))),
  )
}
