import { dot, type RankedQuestion } from './fit-pairwise'

const THRESHOLDS = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]

export interface ConfidenceReport {
  answered: readonly RankedQuestion[]
  /** Questions without an answer in the documents, by their sets. */
  unanswered: readonly RankedQuestion[]
  order: ArrayLike<number>
  /** Confidence by the fit that excluded this question. */
  confidenceOf(question: RankedQuestion, features: readonly number[]): number
  articleOf(group: string): string
}

/**
 * The questions that a threshold would reject. There are three groups: questions whose best passage is
 * correct, the same questions without that passage or its article, and the sets of questions without an
 * answer.
 */
export function reportConfidence({ answered, unanswered, order, confidenceOf, articleOf }: ConfidenceReport): void {
  const best = (candidates: RankedQuestion['candidates']) =>
    candidates.toSorted((a, b) => dot(order, b.features) - dot(order, a.features)).slice(0, 1)
  const rows = new Map<string, number[]>()
  const add = (name: string, question: RankedQuestion, candidates = question.candidates) => {
    const values = rows.get(name) ?? []
    values.push(...best(candidates).map(({ features }) => confidenceOf(question, features)))
    rows.set(name, values)
  }
  for (const question of answered) {
    const { article, candidates } = question
    const [first] = best(candidates)
    if (first) add(first.right ? 'best passage right' : 'best passage wrong', question)
    add(
      'its passage taken away',
      question,
      candidates.filter(({ right }) => !right),
    )
    add(
      'its article taken away',
      question,
      candidates.filter(({ group }) => articleOf(group) !== article),
    )
  }
  for (const question of unanswered) add(question.set, question)
  console.log(`rejected in percent, below ${THRESHOLDS.join(', ')}`)
  for (const [name, values] of rows) {
    const shares = THRESHOLDS.map((least) => (100 * values.filter((value) => value < least).length) / values.length)
    console.log(
      `${name.padEnd(24)} ${shares.map((share) => share.toFixed(1).padStart(5)).join(' ')}  n ${values.length}`,
    )
  }
}
