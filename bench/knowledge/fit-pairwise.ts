import { solve } from './solve'

export interface RankedQuestion {
  set: string
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

const MOST_STEPS = 40
/** The loss is a mean of logarithms: what changes it by less changes no order. */
const ENOUGH = 1e-9

/**
 * Weights that put a right candidate before the wrong ones: a softmax over each list, by Newton's method with halved steps,
 * which comes to the same weights from anywhere (some ten steps; gradient descent took four hundred and was not there yet).
 * Features are brought to one spread first, so that the decay holds all of them alike.
 */
export function fitPairwise(questions: readonly RankedQuestion[], decay: number): number[] {
  const usable = questions.filter(({ candidates }) => candidates.some(({ right }) => right))
  const all = usable.flatMap(({ candidates }) => candidates.map(({ features }) => features))
  const spreads = spreadsOf(all)
  const width = spreads.length
  const rows = new Float64Array(all.length * width)
  for (const [row, features] of all.entries())
    for (const [at, value] of features.entries()) rows[row * width + at] = value / (spreads[at] ?? 1)
  const lists = usable.map(({ candidates }) => candidates.map(({ right }) => right))
  let weights: number[] = spreads.map(() => 0)
  let loss = lossOf(rows, lists, weights, decay)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const towards = newtonStep(rows, lists, weights, decay)
    let next = weights
    let after = Number.POSITIVE_INFINITY
    for (let share = 1; share > 1e-4 && after > loss; share /= 2) {
      next = weights.map((weight, at) => weight - share * (towards[at] ?? 0))
      after = lossOf(rows, lists, next, decay)
    }
    if (after > loss - ENOUGH) break
    weights = next
    loss = after
  }
  return weights.map((weight, at) => weight / (spreads[at] ?? 1))
}

/** Standard deviation of each feature over all candidates. */
function spreadsOf(all: readonly (readonly number[])[]): number[] {
  return Array.from({ length: all[0]?.length ?? 0 }, (_, at) => {
    const mean = all.reduce((sum, features) => sum + (features[at] ?? 0), 0) / all.length
    return Math.sqrt(all.reduce((sum, features) => sum + ((features[at] ?? 0) - mean) ** 2, 0) / all.length) || 1
  })
}

/** Which of a list's candidates are right. */
type List = readonly boolean[]

interface Shares {
  /** Of all candidates, and of the right ones: each sums to one. */
  all: number[]
  right: number[]
  loss: number
}

function sharesOf(rows: Float64Array, first: number, list: List, weights: readonly number[]): Shares {
  const width = weights.length
  const scores = list.map((_, row) => {
    let score = 0
    for (let at = 0; at < width; at += 1) score += (rows[(first + row) * width + at] ?? 0) * (weights[at] ?? 0)
    return score
  })
  const highest = Math.max(...scores)
  const exponents = scores.map((score) => Math.exp(score - highest))
  const total = exponents.reduce((sum, value) => sum + value, 0)
  const right = exponents.reduce((sum, value, row) => sum + (list[row] ? value : 0), 1e-300)
  return {
    all: exponents.map((value) => value / total),
    right: exponents.map((value, row) => (list[row] ? value / right : 0)),
    loss: Math.log(total) - Math.log(right),
  }
}

/** Mean of what the right candidates lack, and what the decay adds. */
function lossOf(rows: Float64Array, lists: readonly List[], weights: readonly number[], decay: number): number {
  let first = 0
  let sum = 0
  for (const list of lists) {
    sum += sharesOf(rows, first, list, weights).loss
    first += list.length
  }
  return sum / lists.length + decay * weights.reduce((total, weight) => total + weight ** 2, 0)
}

/** Gradient over curvature; of the curvature the part of all candidates, which cannot be negative. */
function newtonStep(rows: Float64Array, lists: readonly List[], weights: readonly number[], decay: number): number[] {
  const width = weights.length
  const gradient = weights.map((weight) => 2 * decay * weight * lists.length)
  const curvature = Array.from({ length: width }, (_, at) =>
    weights.map((_, to) => (at === to ? 2 * decay * lists.length : 0)),
  )
  let first = 0
  for (const list of lists) {
    const own = rows.subarray(first * width, (first + list.length) * width)
    addList({ gradient, curvature }, own, sharesOf(rows, first, list, weights))
    first += list.length
  }
  for (const [at, line] of curvature.entries())
    for (let to = at + 1; to < width; to += 1) line[to] = curvature[to]?.[at] ?? 0
  return solve(curvature, gradient)
}

interface Step {
  gradient: number[]
  /** Its lower half. */
  curvature: number[][]
}

function addList({ gradient, curvature }: Step, rows: Float64Array, { all, right }: Shares): void {
  const width = gradient.length
  const mean = gradient.map((_, at) => all.reduce((sum, share, row) => sum + share * (rows[row * width + at] ?? 0), 0))
  for (const [row, share] of all.entries()) {
    const own = rows.subarray(row * width, (row + 1) * width)
    const push = share - (right[row] ?? 0)
    const apart = own.map((value, at) => value - (mean[at] ?? 0))
    for (const [at, value] of own.entries()) {
      gradient[at] = (gradient[at] ?? 0) + push * value
      const line = curvature[at] ?? []
      const turned = share * (apart[at] ?? 0)
      for (let to = 0; to <= at; to += 1) line[to] = (line[to] ?? 0) + turned * (apart[to] ?? 0)
    }
  }
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
