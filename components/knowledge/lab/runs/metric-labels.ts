import { t } from '@/lib/client/messages/t'
import type { LabMeasure, LabMetric } from '@/lib/contracts/retrieval-lab-runs'

/** Name and explanation of a metric. */
export function measureText(measure: LabMeasure): { label: string; hint: string } {
  switch (measure) {
    case 'recall1':
      return recallText(1)
    case 'recall3':
      return recallText(3)
    case 'recall5':
      return recallText(5)
    case 'recall10':
      return recallText(10)
    case 'recallAll':
      return { label: t('lab.measureRecallAll'), hint: t('lab.measureRecallAllHint') }
    case 'ndcg':
      return { label: t('lab.measureNdcg'), hint: t('lab.measureNdcgHint') }
    case 'mrr':
      return { label: t('lab.measureMrr'), hint: t('lab.measureMrrHint') }
    case 'answerFound':
      return { label: t('lab.found'), hint: t('lab.answerFoundHint') }
    default: {
      const unhandled: never = measure
      return unhandled
    }
  }
}

const recallText = (k: number) => ({ label: t('lab.measureRecall', { k }), hint: t('lab.measureRecallHint', { k }) })

/** A share in percent with one decimal, as is usual for retrieval metrics. */
export function shareText(share: number | null): string {
  return share === null ? '–' : (share * 100).toFixed(1)
}

/** A difference in percentage points, with its sign. */
export function differenceText(difference: number): string {
  const text = (difference * 100).toFixed(1)
  return difference > 0 ? `+${text}` : text.replace('-', '−')
}

export function intervalText({ interval }: LabMetric): string {
  return interval === null ? '' : `${shareText(interval.low)}–${shareText(interval.high)}`
}
