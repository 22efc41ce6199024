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
  const spreads = spreadsOf(usable)
  const scaled = usable.map(({ candidates }) =>
    candidates.map((item) => ({ ...item, features: item.features.map((value, at) => value / (spreads[at] ?? 1)) })),
  )
  const width = spreads.length
  const weights = new Float32Array(width)
  const optimizer = new Adam(weights, 0.05, 0)
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const gradient = new Float32Array(width)
    for (const candidates of scaled) addGradient(gradient, weights, candidates)
    optimizer.step(gradient.map((value, at) => value / scaled.length + 2 * decay * (weights[at] ?? 0)))
  }
  return [...weights].map((weight, at) => weight / (spreads[at] ?? 1))
}

/** Standard deviation of each feature over all candidates. */
function spreadsOf(questions: readonly RankedQuestion[]): number[] {
  const all = questions.flatMap(({ candidates }) => candidates.map(({ features }) => features))
  const width = all[0]?.length ?? 0
  return Array.from({ length: width }, (_, at) => {
    const values = all.map((features) => features[at] ?? 0)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1
  })
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
