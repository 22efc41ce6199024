import type { LabelReport } from '@/lib/contracts/label-report'
import { classificationMetrics } from '@/lib/models/training/classification-metrics'

const MAX_CLASSES = 500
const MIN_EXAMPLES_PER_CLASS = 2
const SHOWN_MIX_UPS = 20

export interface LabeledAnswer {
  expected: string
  answer: string
}

/**
 * Metrics of expected values that are labels, computed as on the page of a trained classifier. An answer that is none
 * of the labels counts as wrong.
 * @returns null if the expected values are too different to be labels
 */
export function labelReport(
  answers: readonly LabeledAnswer[],
  normalize: (text: string) => string,
): LabelReport | null {
  const names = new Map<string, string>()
  for (const { expected } of answers)
    if (!names.has(normalize(expected))) names.set(normalize(expected), expected.trim())
  if (names.size < 2 || names.size > MAX_CLASSES || answers.length < MIN_EXAMPLES_PER_CLASS * names.size) return null
  const keys = [...names.keys()].sort()
  const indexes = new Map(keys.map((key, index) => [key, index]))
  // An additional class for answers that are not a label. No example expects it, so it is excluded from the means.
  const none = keys.length
  const truths = answers.map(({ expected }) => indexes.get(normalize(expected)) ?? none)
  const predictions = answers.map(({ answer }) => indexes.get(normalize(answer)) ?? none)
  const labels = [...keys.map((key) => names.get(key) ?? key), '']
  const { accuracy, macroF1, classes, confusion } = classificationMetrics(labels, truths, predictions)
  const mixUps = confusion.flatMap((row, truth) =>
    row.flatMap((count, answer) =>
      truth === answer || count === 0
        ? []
        : [{ expected: labels[truth] ?? '', answer: answer === none ? null : (labels[answer] ?? ''), count }],
    ),
  )
  return {
    accuracy,
    macroF1,
    examples: answers.length,
    unknown: predictions.filter((prediction) => prediction === none).length,
    classes: classes.filter(({ examples }) => examples > 0).sort((a, b) => (a.f1 ?? 0) - (b.f1 ?? 0)),
    mixUps: mixUps.sort((a, b) => b.count - a.count).slice(0, SHOWN_MIX_UPS),
  }
}
