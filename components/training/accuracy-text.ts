import { formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { MIN_TEST_EXAMPLES } from '@/lib/contracts/training-metrics'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'

/**
 * `92.6 % correct`, or the number of correct examples if there are few: a percentage would suggest more precision than
 * is known.
 */
export function accuracyText(accuracy: number, testExamples: number): string {
  if (testExamples === 0 || testExamples >= MIN_TEST_EXAMPLES)
    return t('training.rightShare', { share: formatShare(accuracy) })
  return t('training.rightOfTests', { right: Math.round(accuracy * testExamples), count: testExamples })
}

/** Confidence interval of the accuracy, and its basis. */
export function accuracyNote(accuracy: number, examples: number, isTest: boolean): string {
  const { low, high } = wilsonInterval(Math.round(accuracy * examples), examples) ?? { low: 0, high: 1 }
  const ends = { low: formatShare(low), high: formatShare(high) }
  return isTest
    ? `${t('training.measuredTest', { count: examples })} ${t('training.interval', ends)}`
    : `${t('training.measuredFolds')} ${t('training.intervalOf', { ...ends, count: examples })}`
}
