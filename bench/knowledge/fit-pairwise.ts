import { Adam } from '@/lib/models/builtin/adam'

export interface RankedQuestion {
  set: string
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

const EPOCHS = 400

/**
 * Weights that put a right candidate before the wrong ones: a softmax over each list, by gradient descent with Adam.
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
  const weights = new Float32Array(width)
  const optimizer = new Adam(weights, 0.05, 0)
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const gradient = new Float32Array(width)
    let first = 0
    for (const { candidates } of usable) {
      addGradient(gradient, weights, rows.subarray(first * width, (first + candidates.length) * width), candidates)
      first += candidates.length
    }
    optimizer.step(gradient.map((value, at) => value / usable.length + 2 * decay * (weights[at] ?? 0)))
  }
  return [...weights].map((weight, at) => weight / (spreads[at] ?? 1))
}

/** Standard deviation of each feature over all candidates. */
function spreadsOf(all: readonly (readonly number[])[]): number[] {
  return Array.from({ length: all[0]?.length ?? 0 }, (_, at) => {
    const mean = all.reduce((sum, features) => sum + (features[at] ?? 0), 0) / all.length
    return Math.sqrt(all.reduce((sum, features) => sum + ((features[at] ?? 0) - mean) ** 2, 0) / all.length) || 1
  })
}

/** Wrong candidates are pushed down as much as they threaten, right ones up as much as they lack. @param rows features of the candidates, one after the other */
function addGradient(
  gradient: Float32Array,
  weights: Float32Array,
  rows: Float64Array,
  candidates: RankedQuestion['candidates'],
): void {
  const width = weights.length
  const scores = candidates.map((_, row) => {
    let score = 0
    for (let at = 0; at < width; at += 1) score += (rows[row * width + at] ?? 0) * (weights[at] ?? 0)
    return score
  })
  const highest = Math.max(...scores)
  const exponents = scores.map((score) => Math.exp(score - highest))
  const total = exponents.reduce((sum, value) => sum + value, 0)
  const rightTotal = exponents.reduce((sum, value, index) => sum + (candidates[index]?.right ? value : 0), 1e-12)
  for (const [row, { right }] of candidates.entries()) {
    const exponent = exponents[row] ?? 0
    const push = exponent / total - (right ? exponent / rightTotal : 0)
    for (let at = 0; at < width; at += 1) gradient[at] = (gradient[at] ?? 0) + push * (rows[row * width + at] ?? 0)
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
