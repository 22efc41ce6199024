'use client'
import { useEffect, useRef } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getPassage, type PassageView } from '@/lib/contracts/knowledge'
import type { AppError } from '@/lib/core/app-error'
import type { Citation } from '@/lib/core/citations'

/** The cited passage, highlighted in its context. */
export function PassageDialog({ citation, onClose }: { citation: Citation | null; onClose: () => void }) {
  return (
    <Dialog open={citation !== null} onOpenChange={(open) => !open && onClose()}>
      {citation ? <PassageContent citation={citation} /> : null}
    </Dialog>
  )
}

function PassageContent({ citation }: { citation: Citation }) {
  const { chunkId, start, end, page } = citation
  const passage = useContractQuery(getPassage, { params: { chunkId }, query: { start, end } })
  return (
    <DialogContent
      size="lg"
      title={citation.documentName}
      description={page === null ? t('runPanel.passage') : t('runPanel.passageOnPage', { page })}
    >
      {passage.isPending ? <Skeleton className="h-40" /> : null}
      {passage.error ? <PassageFailure error={passage.error} onRetry={() => void passage.refetch()} /> : null}
      {passage.data ? <PassageText passage={passage.data} /> : null}
    </DialogContent>
  )
}

/** A retry does not help if the passage was deleted or is not accessible. */
function PassageFailure({ error, onRetry }: { error: AppError; onRetry: () => void }) {
  if (error.code === 'NOT_FOUND') return <p className="text-muted text-sm">{t('runPanel.passageGone')}</p>
  return <ErrorPanel error={error} onRetry={onRetry} />
}

function PassageText({ passage }: { passage: PassageView }) {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    <article
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      className="rounded-sm text-base text-muted leading-6"
    >
      {passage.headings.length > 0 ? <p className="mb-2 text-faint text-xs">{passage.headings.join(' › ')}</p> : null}
      <p className="whitespace-pre-wrap">
        {passage.before}
        <mark ref={mark} className="rounded-xs bg-accent-soft px-0.5 text-ink">
          {passage.text}
        </mark>
        {passage.after}
      </p>
    </article>
  )
}
