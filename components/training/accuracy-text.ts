import { formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { LEAST_TEST_EXAMPLES } from '@/lib/contracts/training-figures'
import { wilsonInterval } from '@/lib/core/wilson-interval'

/** `92.6 % right`, or with few test examples how many of them: a share would promise more than is known. */
export function accuracyText(accuracy: number, testExamples: number): string {
  if (testExamples === 0 || testExamples >= LEAST_TEST_EXAMPLES)
    return t('training.rightShare', { share: formatShare(accuracy) })
  return t('training.rightOfTests', { right: Math.round(accuracy * testExamples), count: testExamples })
}

/** How far off the share may be, and what it rests on. */
export function accuracyNote(accuracy: number, examples: number, isTest: boolean): string {
  const { low, high } = wilsonInterval(Math.round(accuracy * examples), examples)
  const ends = { low: formatShare(low), high: formatShare(high) }
  return isTest
    ? `${t('training.measuredTest', { count: examples })} ${t('training.interval', ends)}`
    : `${t('training.measuredFolds')} ${t('training.intervalOf', { ...ends, count: examples })}`
}
