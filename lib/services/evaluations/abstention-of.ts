import type { VariantSummary } from '@/lib/contracts/experiments'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { ScoredAnswer } from './scored-answer'

/** Coverage, precision, recall and F1 of declined answers. Failed runs and answers without a verdict are not counted. */
export function abstentionOf(
  examples: readonly (readonly [exampleId: string, trials: readonly ScoredAnswer[]])[],
  scorers: readonly ScorerSettings[],
): VariantSummary['abstention'] {
  const scorer = scorers.find(({ kind }) => kind === 'abstention')
  if (!scorer) return null
  const answers = examples.flatMap(([, trials]) =>
    trials.flatMap(({ scores }) => {
      const score = scores.get(scorer.id)
      if (score?.outcome !== 'scored' || score.value === null) return []
      const hasAbstained = score.label === 'abstained'
      // An answer is correct if the app declined and no answer exists, or if it answered and one exists.
      return [{ hasAbstained, isAnswerable: hasAbstained !== (score.value === 1) }]
    }),
  )
  if (answers.length === 0) return null
  const abstained = answers.filter(({ hasAbstained }) => hasAbstained)
  const unanswerable = answers.filter(({ isAnswerable }) => !isAnswerable)
  const right = abstained.filter(({ isAnswerable }) => !isAnswerable).length
  const both = abstained.length + unanswerable.length
  return {
    answerable: answers.length - unanswerable.length,
    unanswerable: unanswerable.length,
    coverage: 1 - abstained.length / answers.length,
    precision: abstained.length === 0 ? null : right / abstained.length,
    recall: unanswerable.length === 0 ? null : right / unanswerable.length,
    f1: unanswerable.length === 0 ? null : (2 * right) / both,
  }
}
