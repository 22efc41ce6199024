import { t } from '@/lib/client/messages/t'
import type { LabFigure, LabMeasure } from '@/lib/contracts/retrieval-lab-runs'

export interface MeasureText {
  label: string
  hint: string
}

const recall = (k: number): MeasureText => ({
  label: t('lab.measureRecall', { k }),
  hint: t('lab.measureRecallHint', { k }),
})

export const MEASURES: Readonly<Record<LabMeasure, MeasureText>> = {
  recall1: recall(1),
  recall3: recall(3),
  recall5: recall(5),
  recall10: recall(10),
  recallAll: { label: t('lab.measureRecallAll'), hint: t('lab.measureRecallAllHint') },
  ndcg: { label: t('lab.measureNdcg'), hint: t('lab.measureNdcgHint') },
  mrr: { label: t('lab.measureMrr'), hint: t('lab.measureMrrHint') },
  answerFound: { label: t('lab.found'), hint: t('lab.answerFoundHint') },
}

/** In per cent with one digit, as retrieval is told. */
export function shareText(share: number | null): string {
  return share === null ? '–' : (share * 100).toFixed(1)
}

/** With its sign, so that zero is told apart from nothing. */
export function differenceText(difference: number): string {
  const text = (difference * 100).toFixed(1)
  return difference > 0 ? `+${text}` : text.replace('-', '−')
}

export function intervalText({ interval }: LabFigure): string {
  return interval === null ? '' : `${shareText(interval.low)}–${shareText(interval.high)}`
}
