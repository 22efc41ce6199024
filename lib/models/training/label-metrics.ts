import type { LabelMetrics } from '@/lib/contracts/training-metrics'

/** Shares of labels that are right, wrong, or missing because of the confidence threshold. */
export function labelMetrics(
  truths: readonly number[],
  answers: readonly { label: number; probability: number }[],
  threshold: number,
): LabelMetrics {
  const metrics = { right: 0, wrong: 0, withoutLabel: 0 }
  for (const [index, { label, probability }] of answers.entries()) {
    if (probability < threshold) metrics.withoutLabel += 1
    else if (label === truths[index]) metrics.right += 1
    else metrics.wrong += 1
  }
  return metrics
}
