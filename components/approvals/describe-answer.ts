import { t } from '@/lib/client/messages/t'
import type { AnswerView } from '@/lib/contracts/pending-inputs'

export function describeAnswer({ decision, by }: Pick<AnswerView, 'decision' | 'by'>): string {
  if (decision === 'timed-out') return t('approvals.timed-out')
  return t(decision === 'approved' ? 'approvals.approvedBy' : 'approvals.rejectedBy', { by: nameOf(by) })
}

export function nameOf(by: string): string {
  if (by === 'deadline') return t('approvals.byDeadline')
  return by === 'link' ? t('approvals.byLink') : by
}
