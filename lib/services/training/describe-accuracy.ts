import 'server-only'
import { MIN_TEST_EXAMPLES, rightOf, type TrainingReport, testExamplesOf } from '@/lib/contracts/training-metrics'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

const percent = (share: number): string => (share * 100).toFixed(1)

/** The accuracy of a classifier and its reliability. */
export function describeAccuracy(report: TrainingReport): Problem {
  const measured = rightOf(report)
  if (measured === null) return problem('training.notMeasured')
  const { right, total: count } = measured
  const tests = testExamplesOf(report)
  if (tests > 0 && tests < MIN_TEST_EXAMPLES) return problem('training.tooFewTests', { right, count })
  const { low, high } = wilsonInterval(right, count) ?? { low: 0, high: 1 }
  const params = { share: percent(right / count), count, low: percent(low), high: percent(high) }
  return tests > 0 ? problem('training.accuracyOfTests', params) : problem('training.accuracyOfFolds', params)
}
