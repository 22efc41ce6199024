import { lossOf, newtonStep, toLists } from './list-loss'

export interface RankedQuestion {
  set: string
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

const MOST_STEPS = 40
/** The loss is a mean of logarithms: what changes it by less changes no order. */
const ENOUGH = 1e-7

/**
 * Weights that put a right candidate before the wrong ones: a softmax over each list, by Newton's method with halved steps,
 * which comes to the same weights from anywhere (some ten steps; gradient descent took four hundred and was not there yet).
 * Features are brought to one spread first, so that the decay holds all of them alike.
 */
export function fitPairwise(questions: readonly RankedQuestion[], decay: number): number[] {
  const lists = toLists(questions.filter(({ candidates }) => candidates.some(({ right }) => right)))
  let weights: number[] = lists.spreads.map(() => 0)
  let loss = lossOf(lists, weights, decay)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const towards = newtonStep(lists, weights, decay)
    let next = weights
    let after = Number.POSITIVE_INFINITY
    for (let share = 1; share > 1e-4 && after > loss; share /= 2) {
      next = weights.map((weight, at) => weight - share * (towards[at] ?? 0))
      after = lossOf(lists, next, decay)
    }
    if (after > loss - ENOUGH) break
    weights = next
    loss = after
  }
  return weights.map((weight, at) => weight / (lists.spreads[at] ?? 1))
}

/** Which part of several an article belongs to, always the same. */
export function foldOf(article: string, folds: number, salt = ''): number {
  let hash = 7
  for (const character of salt + article) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0x5bd1e995) >>> 0
  return ((hash ^ (hash >>> 15)) >>> 0) % folds
}

/** Place of the first right passage, 0: none. */
export function rankWith(weights: ArrayLike<number>, { candidates }: RankedQuestion): number {
  const sorted = [...candidates].sort((a, b) => dot(weights, b.features) - dot(weights, a.features))
  const groups = [...new Set(sorted.map(({ group }) => group))]
  const right = new Set(candidates.filter((candidate) => candidate.right).map(({ group }) => group))
  return groups.findIndex((group) => right.has(group)) + 1
}

export function dot(weights: ArrayLike<number>, features: readonly number[]): number {
  return features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)
}
