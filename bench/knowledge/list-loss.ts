import type { Prior, RankedQuestion } from './fit-pairwise'
import { solve } from './solve'

/** Candidates with a smaller softmax share do not contribute to the curvature. */
const MIN_SHARE = 1e-6

/** Candidates of all questions as one table. A fit reads it about twenty times, so plain loops are used. */
export interface Lists {
  /** Standardized features, row by row. */
  rows: Float64Array
  /** Mean and deviation of each feature before that. */
  spreads: number[]
  /** By row: 1 where the candidate is right. */
  right: Uint8Array
  /** Start of each list, and end of the last one. */
  starts: number[]
}

export function toLists(questions: readonly RankedQuestion[]): Lists {
  const all = questions.flatMap(({ candidates }) => candidates)
  const spreads = spreadsOf(all.map(({ features }) => features))
  const rows = new Float64Array(all.length * spreads.length)
  for (const [row, { features }] of all.entries())
    for (const [index, value] of features.entries()) rows[row * spreads.length + index] = value / (spreads[index] ?? 1)
  const starts = [0]
  for (const { candidates } of questions) starts.push((starts.at(-1) ?? 0) + candidates.length)
  return { rows, spreads, right: Uint8Array.from(all, (candidate) => Number(candidate.right)), starts }
}

/** Mean loss of the correct candidates, plus the distance from the prior. */
export function lossOf(lists: Lists, weights: readonly number[], prior: Prior): number {
  const distanceFromPrior = weights.reduce(
    (total, weight, index) => total + (weight - (prior.weights[index] ?? 0)) ** 2,
    0,
  )
  return sharesOf(lists, weights).loss + prior.decay * distanceFromPrior
}

/**
 * Gradient over curvature, using the part of the curvature over all candidates, which cannot be negative. Weights at
 * zero that would change their sign stay.
 */
export function newtonStep(lists: Lists, weights: readonly number[], prior: Prior): number[] {
  const { rows, starts } = lists
  const width = weights.length
  const count = starts.length - 1
  const { all, right } = sharesOf(lists, weights)
  const pull = 2 * prior.decay * count
  const gradient = Float64Array.from(weights, (weight, index) => pull * (weight - (prior.weights[index] ?? 0)))
  const curvature = new Float64Array(width * width)
  const apart = new Float64Array(width)
  for (let list = 0; list < count; list += 1) {
    const [from, to] = [starts[list] ?? 0, starts[list + 1] ?? 0]
    const mean = meanOf(rows, all, from, to, width)
    for (let row = from; row < to; row += 1) {
      const share = all[row] ?? 0
      const push = share - (right[row] ?? 0)
      for (let at = 0; at < width; at += 1) {
        const value = rows[row * width + at] ?? 0
        gradient[at] = (gradient[at] ?? 0) + push * value
        apart[at] = value - (mean[at] ?? 0)
      }
      if (share > MIN_SHARE) addOuter(curvature, apart, share)
    }
  }
  const isHeld = weights.map(
    (weight, index) => weight === 0 && (prior.weights[index] ?? 0) * (gradient[index] ?? 0) >= 0,
  )
  const matrix = weights.map((_, index) =>
    weights.map((_weight, to) => {
      if (isHeld[index] || isHeld[to]) return Number(index === to)
      const below = curvature[Math.max(index, to) * width + Math.min(index, to)] ?? 0
      return below + (index === to ? pull : 0)
    }),
  )
  return solve(
    matrix,
    Array.from(gradient, (value, index) => (isHeld[index] ? 0 : value)),
  )
}

/** Uses the lower half of the matrix. */
function addOuter(matrix: Float64Array, vector: Float64Array, share: number): void {
  const width = vector.length
  for (let at = 0; at < width; at += 1) {
    const turned = share * (vector[at] ?? 0)
    for (let to = 0; to <= at; to += 1)
      matrix[at * width + to] = (matrix[at * width + to] ?? 0) + turned * (vector[to] ?? 0)
  }
}

function meanOf(rows: Float64Array, shares: Float64Array, from: number, to: number, width: number): Float64Array {
  const mean = new Float64Array(width)
  for (let row = from; row < to; row += 1)
    for (let at = 0; at < width; at += 1)
      mean[at] = (mean[at] ?? 0) + (shares[row] ?? 0) * (rows[row * width + at] ?? 0)
  return mean
}

/** Softmax of each list over all and over the correct candidates; the loss is a mean over lists. */
function sharesOf({ rows, right, starts }: Lists, weights: readonly number[]) {
  const all = scoresOf(rows, weights)
  const ofRight = new Float64Array(right.length)
  let loss = 0
  for (let list = 0; list + 1 < starts.length; list += 1) {
    const subset = all.subarray(starts[list], starts[list + 1])
    const rights = right.subarray(starts[list], starts[list + 1])
    loss += softmax(subset, rights, ofRight.subarray(starts[list], starts[list + 1]))
  }
  return { all, right: ofRight, loss: loss / (starts.length - 1) }
}

function scoresOf(rows: Float64Array, weights: readonly number[]): Float64Array {
  const width = weights.length
  const scores = new Float64Array(rows.length / width)
  for (let row = 0; row < scores.length; row += 1) {
    let score = 0
    for (let at = 0; at < width; at += 1) score += (rows[row * width + at] ?? 0) * (weights[at] ?? 0)
    scores[row] = score
  }
  return scores
}

/** Turns scores into shares; returns the list's loss. */
function softmax(scores: Float64Array, right: Uint8Array, ofRight: Float64Array): number {
  const highest = Math.max(...scores)
  let [total, rights] = [0, 1e-300]
  for (const [row, score] of scores.entries()) {
    const value = Math.exp(score - highest)
    scores[row] = value
    total += value
    rights += value * (right[row] ?? 0)
  }
  for (const [row, value] of scores.entries()) {
    ofRight[row] = (value * (right[row] ?? 0)) / rights
    scores[row] = value / total
  }
  return Math.log(total) - Math.log(rights)
}

/** Standard deviation of each feature over all candidates. */
function spreadsOf(all: readonly (readonly number[])[]): number[] {
  return Array.from({ length: all[0]?.length ?? 0 }, (_, index) => {
    const mean = all.reduce((sum, features) => sum + (features[index] ?? 0), 0) / all.length
    return Math.sqrt(all.reduce((sum, features) => sum + ((features[index] ?? 0) - mean) ** 2, 0) / all.length) || 1
  })
}
