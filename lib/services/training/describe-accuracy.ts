import 'server-only'
import { LEAST_TEST_EXAMPLES, rightOf, type TrainingReport, testExamplesOf } from '@/lib/contracts/training-metrics'
import { wilsonInterval } from '@/lib/core/wilson-interval'

const percent = (share: number): string => (share * 100).toFixed(1)

/** The accuracy of a classifier and its reliability, without a full stop. */
export function describeAccuracy(report: TrainingReport): string {
  const measured = rightOf(report)
  if (measured === null) return 'Its accuracy was not measured'
  const { right, of } = measured
  const tests = testExamplesOf(report)
  if (tests > 0 && tests < LEAST_TEST_EXAMPLES) return `${right} of ${of} test examples right, too few to tell`
  const { low, high } = wilsonInterval(right, of)
  const where = tests > 0 ? `${of} test examples` : `${of} examples in cross-validation`
  return `${percent(right / of)} % of ${where} right (95 % interval ${percent(low)} to ${percent(high)} %)`
}
