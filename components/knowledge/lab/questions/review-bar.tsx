import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { LabQuestionView } from '@/lib/contracts/retrieval-lab'

export interface ReviewBarProps {
  pendingCount: number
  review: LabQuestionView['review']
  /** Whether there are reviewed questions as well. */
  hasOthers: boolean
  onReview: (review: LabQuestionView['review']) => void
  /** Keeps or discards all pending questions. */
  onAll: (action: 'accept' | 'remove') => void
  busy: boolean
}

/** Opens the questions that are pending review. Renders nothing if there are none. */
export function ReviewBar({ pendingCount, review, hasOthers, onReview, onAll, busy }: ReviewBarProps) {
  if (pendingCount === 0) return null
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 rounded-lg border border-info/30 bg-info-soft px-3 py-2 text-sm">
      <span className="min-w-48 flex-1 text-info">
        {review === 'pending' ? t('lab.pendingHint') : t('lab.pendingShow', { count: pendingCount })}
      </span>
      {review === 'pending' ? (
        <>
          <Button size="sm" icon="check" busy={busy} onClick={() => onAll('accept')}>
            {t('lab.acceptAll', { count: pendingCount })}
          </Button>
          <Button size="sm" disabled={busy} onClick={() => onAll('remove')}>
            {t('lab.rejectAll')}
          </Button>
          {hasOthers ? (
            <Button size="sm" variant="ghost" onClick={() => onReview('accepted')}>
              {t('lab.showAll')}
            </Button>
          ) : null}
        </>
      ) : (
        <Button size="sm" onClick={() => onReview('pending')}>
          {t('lab.review')}
        </Button>
      )}
    </div>
  )
}
