import { lossOf, newtonStep, toLists } from './list-loss'

export interface RankedQuestion {
  set: string
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

const MAX_STEPS = 40
/** The loss is a mean of logarithms; smaller changes do not affect the ranking. */
const ENOUGH = 1e-7

/** Prior knowledge of the weights: the sign and rough size of each. */
export interface Prior {
  /** Strength of the prior. */
  decay: number
  /** The target of each feature in standard deviations; 0 excludes the feature. No weight changes its sign. */
  weights: readonly number[]
}

/** Candidates per list that a fit uses, best first; later ones add no information. */
const MAX_CANDIDATES = 12

/**
 * Fits weights that rank a correct candidate before the wrong ones: a softmax over each list, by Newton's method with
 * step halving, which converges from anywhere in about eight steps. Features are standardized first.
 */
export function fitPairwise(questions: readonly RankedQuestion[], prior: Prior): number[] {
  const lists = toLists(questions.flatMap((question) => shortened(question) ?? []))
  let weights = [...prior.weights]
  let loss = lossOf(lists, weights, prior)
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const towards = newtonStep(lists, weights, prior)
    let next = weights
    let after = Number.POSITIVE_INFINITY
    for (let share = 1; share > 1e-4 && after > loss; share /= 2) {
      next = weights.map((weight, index) => sameSign(weight - share * (towards[index] ?? 0), prior.weights[index] ?? 0))
      after = lossOf(lists, next, prior)
    }
    if (after > loss - ENOUGH) break
    weights = next
    loss = after
  }
  return weights.map((weight, index) => weight / (lists.spreads[index] ?? 1))
}

/** Mean loss over the questions with a correct candidate, with weights of the raw features. */
export function heldOutLoss(questions: readonly RankedQuestion[], weights: readonly number[]): number {
  const lists = toLists(questions.flatMap((question) => shortened(question) ?? []))
  const scaled = weights.map((weight, index) => weight * (lists.spreads[index] ?? 1))
  return lossOf(lists, scaled, { decay: 0, weights: scaled })
}

const sameSign = (weight: number, as: number): number => (weight * as > 0 ? weight : 0)

function shortened({ candidates, ...question }: RankedQuestion): RankedQuestion | null {
  if (!candidates.some(({ right }) => right)) return null
  return { ...question, candidates: candidates.filter(({ right }, index) => right || index < MAX_CANDIDATES) }
}

/** Deterministic fold of an article. */
export function foldOf(article: string, folds: number, salt = ''): number {
  let hash = 7
  for (const character of salt + article) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0x5bd1e995) >>> 0
  return ((hash ^ (hash >>> 15)) >>> 0) % folds
}

/** Rank of the first correct passage; 0 if there is none. */
export function rankWith(weights: ArrayLike<number>, { candidates }: RankedQuestion): number {
  const sorted = [...candidates].sort((a, b) => dot(weights, b.features) - dot(weights, a.features))
  const groups = [...new Set(sorted.map(({ group }) => group))]
  const right = new Set(candidates.filter((candidate) => candidate.right).map(({ group }) => group))
  return groups.findIndex((group) => right.has(group)) + 1
}

export function dot(weights: ArrayLike<number>, features: readonly number[]): number {
  return features.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0)
}
