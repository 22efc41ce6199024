'use client'
import { Icon } from '@/components/ui/icon'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type FeedbackView, listFeedback } from '@/lib/contracts/feedback'
import { RateButtons } from './rate-buttons'

/** Feedback on a run's answer, including one's own. */
export function FeedbackSection({ runId }: { runId: string }) {
  const query = useContractQuery(listFeedback, { params: { runId } })
  return (
    <section className="mt-4 rounded-lg border bg-surface">
      <header className="flex items-center justify-between gap-3 px-4 py-2">
        <h2 className="font-medium text-sm">{t('feedback.title')}</h2>
        <RateButtons runId={runId} />
      </header>
      {query.data?.feedback.length === 0 ? (
        <p className="px-4 pb-3 text-muted text-xs">{t('feedback.none')}</p>
      ) : (
        <ul className="divide-y border-t">
          {query.data?.feedback.map((feedback) => (
            <FeedbackText key={feedback.id} feedback={feedback} />
          ))}
        </ul>
      )}
    </section>
  )
}

function FeedbackText({ feedback }: { feedback: FeedbackView }) {
  const { rating, reason, correction, updatedAt } = feedback
  return (
    <li className="flex gap-3 px-4 py-2.5 text-sm">
      <Icon
        name={rating === 'up' ? 'thumbs-up' : 'thumbs-down'}
        size={14}
        className={rating === 'up' ? 'mt-0.5 text-success' : 'mt-0.5 text-danger'}
      />
      <div className="min-w-0 flex-1">
        <p className="text-muted text-xs">
          <span className="sr-only">{t(rating === 'up' ? 'feedback.up' : 'feedback.down')}, </span>
          {nameOf(feedback)} · {formatRelative(updatedAt)}
        </p>
        {reason === '' ? null : <p className="mt-0.5 whitespace-pre-wrap break-words">{reason}</p>}
        {correction === null ? null : (
          <div className="mt-1 border-success border-l-2 pl-2.5">
            <p className="text-faint text-xs">{t('feedback.isCorrection')}</p>
            <p className="whitespace-pre-wrap break-words">{correction}</p>
          </div>
        )}
      </div>
    </li>
  )
}

function nameOf({ from, name, isMine }: FeedbackView): string {
  if (isMine) return t('feedback.mine')
  if (from === 'visitor') return t('feedback.fromVisitor')
  return from === 'key' ? t('feedback.fromKey', { name: name ?? '' }) : (name ?? t('feedback.formerMember'))
}
