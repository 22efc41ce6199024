'use client'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { giveFeedback, listFeedback, type Rating } from '@/lib/contracts/feedback'
import { listRuns } from '@/lib/contracts/runs'
import { FeedbackDialog } from './feedback-dialog'

/** Thumbs for one answer. Thumbs up is sent immediately; thumbs down asks for a reason and a correction. */
export function RateButtons({ runId }: { runId: string }) {
  const canRate = useHasRole('runner')
  const [pendingRating, setPendingRating] = useState<Rating | null>(null)
  const feedback = useContractQuery(listFeedback, { params: { runId }, staleTime: 60_000 })
  const rate = useContractMutation(giveFeedback, { invalidates: [listFeedback, listRuns] })
  const previous = feedback.data?.feedback.find(({ isMine }) => isMine)
  if (!canRate) return null
  return (
    <span className="inline-flex items-center">
      <IconButton
        icon="thumbs-up"
        size="sm"
        label={t('feedback.up')}
        active={previous?.rating === 'up'}
        aria-pressed={previous?.rating === 'up'}
        busy={rate.isPending}
        onClick={() =>
          previous?.rating === 'up'
            ? setPendingRating('up')
            : rate.mutate({ params: { runId }, body: { rating: 'up' } })
        }
      />
      <IconButton
        icon="thumbs-down"
        size="sm"
        label={t('feedback.down')}
        active={previous?.rating === 'down'}
        aria-pressed={previous?.rating === 'down'}
        onClick={() => setPendingRating('down')}
      />
      {pendingRating ? (
        <FeedbackDialog
          runId={runId}
          rating={pendingRating}
          previous={previous}
          onClose={() => setPendingRating(null)}
        />
      ) : null}
    </span>
  )
}
