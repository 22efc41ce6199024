import { Adam } from '@/lib/models/builtin/adam'

export interface PairwiseQuery {
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

/** Weights that put a right candidate before the wrong ones: a softmax over each list, by gradient descent with Adam. */
export function fitPairwise(queries: readonly PairwiseQuery[], epochs = 300): number[] {
  const usable = queries.filter(({ candidates }) => candidates.some(({ right }) => right))
  const width = usable[0]?.candidates[0]?.features.length ?? 0
  const weights = new Float32Array(width)
  const optimizer = new Adam(weights, 0.15, 1e-4)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const gradient = new Float32Array(width)
    for (const { candidates } of usable) addGradient(gradient, weights, candidates)
    optimizer.step(gradient.map((value) => value / usable.length))
  }
  return [...weights]
}

/** Wrong candidates are pushed down as much as they threaten, right ones up as much as they lack. */
function addGradient(gradient: Float32Array, weights: Float32Array, candidates: PairwiseQuery['candidates']): void {
  const list = [...weights]
  const scores = candidates.map(({ features }) => dot(list, features))
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

/** Two halves of the articles, each ranked by the weights of the other. */
export function crossValidate(
  queries: readonly PairwiseQuery[],
  report: (label: string, ranks: number[]) => void,
): void {
  const isEven = (article: string) =>
    [...article].reduce((sum, character) => sum * 31 + (character.codePointAt(0) ?? 0), 7) % 2 === 0
  const halves = [queries.filter(({ article }) => isEven(article)), queries.filter(({ article }) => !isEven(article))]
  const ranks = halves.flatMap((half, index) => {
    const weights = fitPairwise(halves[1 - index] ?? [])
    return half.map((query) => rankWith(weights, query))
  })
  report('reranked (2-fold)', ranks)
}

function rankWith(weights: readonly number[], { candidates }: PairwiseQuery): number {
  const sorted = [...candidates].sort((a, b) => dot(weights, b.features) - dot(weights, a.features))
  const groups = [...new Set(sorted.map(({ group }) => group))]
  const right = new Set(candidates.filter((candidate) => candidate.right).map(({ group }) => group))
  return groups.findIndex((group) => right.has(group)) + 1
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
