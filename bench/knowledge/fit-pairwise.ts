import { Adam } from '@/lib/models/builtin/adam'

export interface RankedQuestion {
  set: string
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

const EPOCHS = 250

/** Weights that put a right candidate before the wrong ones: a softmax over each list, by gradient descent with Adam. */
export function fitPairwise(questions: readonly RankedQuestion[], decay: number): number[] {
  const usable = questions.filter(({ candidates }) => candidates.some(({ right }) => right))
  const width = usable[0]?.candidates[0]?.features.length ?? 0
  const weights = new Float32Array(width)
  const optimizer = new Adam(weights, 0.15, decay)
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const gradient = new Float32Array(width)
    for (const { candidates } of usable) addGradient(gradient, weights, candidates)
    optimizer.step(gradient.map((value) => value / usable.length))
  }
  return [...weights]
}

/** Wrong candidates are pushed down as much as they threaten, right ones up as much as they lack. */
function addGradient(gradient: Float32Array, weights: Float32Array, candidates: RankedQuestion['candidates']): void {
  const scores = candidates.map(({ features }) => dot(weights, features))
  const highest = Math.max(...scores)
  const exponents = scores.map((score) => Math.exp(score - highest))
  const total = exponents.reduce((sum, value) => sum + value, 0)
  const rightTotal = exponents.reduce((sum, value, index) => sum + (candidates[index]?.right ? value : 0), 1e-12)
  for (const [index, { features, right }] of candidates.entries()) {
    const exponent = exponents[index] ?? 0
    const push = exponent / total - (right ? exponent / rightTotal : 0)
    for (const [feature, value] of features.entries()) gradient[feature] = (gradient[feature] ?? 0) + push * value
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
