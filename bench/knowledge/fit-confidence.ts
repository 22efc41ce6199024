import { Adam } from '@/lib/models/builtin/adam'
import { RERANK_FEATURES } from '@/lib/rag/search/rerank-features'
import { dot, type RankedQuestion } from './fit-pairwise'

/** What can be compared between questions and is plain to read: with all features some would count against good matches. */
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

/** Logistic regression: does the best passage hold the answer? Wrong ones are those of questions about something else, and of articles that were taken away. */
export function fitConfidence(
  asked: readonly RankedQuestion[],
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
    ...asked.flatMap(({ candidates }) => best(candidates) ?? []),
    ...asked.flatMap(({ candidates }) => best(candidates.filter(({ right }) => !right)) ?? []),
    ...others,
  ]
  const width = examples[0]?.features.length ?? 0
  const parameters = new Float32Array(width + 1)
  const optimizer = new Adam(parameters, 0.05, 1e-3)
  for (let epoch = 0; epoch < 1_500; epoch += 1) {
    const gradient = new Float32Array(width + 1)
    for (const { features, right } of examples) {
      const probability = 1 / (1 + Math.exp(-dot(parameters, [...features, 1])))
      const error = probability - (right ? 1 : 0)
      for (const [index, value] of features.entries())
        if (isUsed[index]) gradient[index] = (gradient[index] ?? 0) + error * value
      gradient[width] = (gradient[width] ?? 0) + error
    }
    optimizer.step(gradient.map((value) => value / examples.length))
  }
  return { bias: parameters[width] ?? 0, weights: [...parameters.slice(0, width)] }
}
