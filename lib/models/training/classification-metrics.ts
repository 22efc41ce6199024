import type { ClassificationMetrics } from '@/lib/contracts/training-metrics'

export function classificationMetrics(
  names: readonly string[],
  truths: readonly number[],
  answers: readonly number[],
): ClassificationMetrics {
  const confusion = names.map(() => names.map(() => 0))
  for (const [example, truth] of truths.entries()) {
    const row = confusion[truth]
    const answer = answers[example]
    if (row && answer !== undefined) row[answer] = (row[answer] ?? 0) + 1
  }
  const classes = names.map((name, index) => ({ name, ...classMetrics(confusion, index) }))
  const rightCount = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  const present = classes.filter(({ examples }) => examples > 0)
  return {
    examples: truths.length,
    accuracy: share(rightCount, truths.length),
    macroF1: share(
      present.reduce((sum, { f1 }) => sum + (f1 ?? 0), 0),
      present.length,
    ),
    classes,
    confusion,
  }
}

function classMetrics(confusion: readonly number[][], index: number) {
  const rightCount = confusion[index]?.[index] ?? 0
  const examples = confusion[index]?.reduce((sum, count) => sum + count, 0) ?? 0
  const predictedCount = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0)
  return {
    examples,
    precision: share(rightCount, predictedCount),
    recall: share(rightCount, examples),
    f1: share(2 * rightCount, examples + predictedCount),
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
