export interface PairwiseQuery {
  /** Questions of one article stay on one side of a split. */
  article: string
  candidates: { features: number[]; right: boolean; group: string }[]
}

/** Weights that put a right candidate before the wrong ones: logistic regression on differences, with a little decay. */
export function fitPairwise(queries: readonly PairwiseQuery[], epochs = 400): number[] {
  const width = queries[0]?.candidates[0]?.features.length ?? 0
  const weights = new Array<number>(width).fill(0)
  const moments = new Array<number>(width).fill(1e-8)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const gradient = new Array<number>(width).fill(0)
    let pairs = 0
    for (const { candidates } of queries) {
      const right = candidates.find((candidate) => candidate.right)
      if (!right) continue
      // A listwise softmax over the candidates: the wrong ones weigh as much as they threaten.
      const scores = candidates.map(({ features }) => dot(weights, features))
      const highest = Math.max(...scores)
      const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0)
      const rightTotal = candidates.reduce((sum, c, i) => sum + (c.right ? Math.exp((scores[i] ?? 0) - highest) : 0), 0)
      for (const [index, { features, right: isRight }] of candidates.entries()) {
        const exponent = Math.exp((scores[index] ?? 0) - highest)
        const push = exponent / total - (isRight ? exponent / rightTotal : 0)
        for (let k = 0; k < width; k += 1) gradient[k] = (gradient[k] ?? 0) + push * (features[k] ?? 0)
      }
      pairs += 1
    }
    for (let k = 0; k < width; k += 1) {
      const slope = (gradient[k] ?? 0) / pairs + 1e-4 * (weights[k] ?? 0)
      moments[k] = (moments[k] ?? 0) + slope * slope
      weights[k] = (weights[k] ?? 0) - (2 * slope) / Math.sqrt(moments[k] ?? 1)
    }
  }
  return weights
}

/** Two halves of the articles, each ranked by the weights of the other. */
export function crossValidate(queries: readonly PairwiseQuery[], report: (label: string, ranks: number[]) => void): void {
  const isEven = (article: string) => [...article].reduce((sum, character) => sum * 31 + (character.codePointAt(0) ?? 0), 7) % 2 === 0
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

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
