import { Adam } from '@/lib/models/builtin/adam'
import { RERANK_FEATURES } from '@/lib/rag/search/rerank/rerank-features'
import { dot, type RankedQuestion } from './fit-pairwise'

/**
 * Features that are comparable between questions and interpretable: with all features some would count against good
 * matches.
 */
const USED: readonly string[] = [
  'similarity',
  'coverage',
  'sentenceCoverage',
  'twoSentenceCoverage',
  'pairs',
  'exactWords',
  'missing',
]

export interface Judged {
  features: number[]
  right: boolean
}

/**
 * Logistic regression: does the best passage contain the answer? Negatives are unrelated questions, and questions whose
 * article was removed.
 */
export function fitConfidence(
  answered: readonly RankedQuestion[],
  others: readonly Judged[],
  order: ArrayLike<number>,
): { bias: number; weights: number[] } {
  const isUsed = RERANK_FEATURES.map((name) => USED.includes(name))
  const best = (candidates: RankedQuestion['candidates']) =>
    candidates.reduce<RankedQuestion['candidates'][number] | null>(
      (first, item) => (first && dot(order, first.features) >= dot(order, item.features) ? first : item),
      null,
    )
  const examples: Judged[] = [
    ...answered.flatMap(({ candidates }) => best(candidates) ?? []),
    ...answered.flatMap(({ candidates }) => best(candidates.filter(({ right }) => !right)) ?? []),
    ...others,
  ]
  const places = [...isUsed.keys()].filter((index) => isUsed[index])
  const width = places.length
  const rows = examples.map(({ features }) => Float32Array.from(places, (index) => features[index] ?? 0))
  const rights = examples.map(({ right }) => right)
  const parameters = new Float32Array(width + 1)
  const optimizer = new Adam(parameters, 0.05, 1e-3)
  for (let epoch = 0; epoch < 1_500; epoch += 1) optimizer.step(gradientOf(parameters, rows, rights))
  const weights = isUsed.map(() => 0)
  for (const [position, index] of places.entries()) weights[index] = parameters[position] ?? 0
  return { bias: parameters[width] ?? 0, weights }
}

/** Mean over the examples; the bias is the last parameter. */
function gradientOf(parameters: Float32Array, rows: readonly Float32Array[], right: readonly boolean[]): Float32Array {
  const width = parameters.length - 1
  const gradient = new Float32Array(width + 1)
  for (const [example, row] of rows.entries()) {
    let score = parameters[width] ?? 0
    for (let at = 0; at < width; at += 1) score += (row[at] ?? 0) * (parameters[at] ?? 0)
    const error = (1 / (1 + Math.exp(-score)) - (right[example] ? 1 : 0)) / rows.length
    for (let at = 0; at < width; at += 1) gradient[at] = (gradient[at] ?? 0) + error * (row[at] ?? 0)
    gradient[width] = (gradient[width] ?? 0) + error
  }
  return gradient
}
