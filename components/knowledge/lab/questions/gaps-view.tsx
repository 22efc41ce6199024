'use client'
import { useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { LabQuestionValues } from '@/lib/contracts/retrieval-lab'
import { GAP_DAYS, listGaps } from '@/lib/contracts/retrieval-lab-gaps'
import { GapCard } from './gap-card'
import { QuestionDialog } from './question-dialog'

const DAYS = GAP_DAYS.map(String)
/** Confidence thresholds in percent. */
const UNSURE = ['0', '5', '10', '20', '30', '40', '60']
const WHO = ['everyone', 'outside'] as const
type Who = (typeof WHO)[number]
const WHO_LABELS = { everyone: 'lab.gapsEveryone', outside: 'lab.gapsOutside' } as const satisfies Record<
  Who,
  MessageKey
>

export interface GapsViewProps {
  knowledgeBaseId: string
  /** Opens the search test for a question. */
  onTry: (question: string) => void
}

/** Real questions without good results, grouped by topic. */
export function GapsView({ knowledgeBaseId, onTry }: GapsViewProps) {
  const [days, setDays] = useState('30')
  const [who, setWho] = useState<Who>('everyone')
  const [unsureBelow, setUnsureBelow] = useState('20')
  const [proposed, setProposed] = useState<(Partial<LabQuestionValues> & { runId: string }) | null>(null)
  const gaps = useContractQuery(listGaps, {
    params: { knowledgeBaseId },
    query: { days: Number(days), who, unsureBelow: Number(unsureBelow) },
    keepPrevious: true,
    staleTime: 30_000,
  })
  const data = gaps.data
  return (
    <section className="flex min-w-0 flex-col gap-4">
      <p className="max-w-3xl text-muted text-sm">{t('lab.gapsHint')}</p>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Choice
          className="w-40"
          label={t('lab.gapsTime')}
          values={DAYS}
          labelOf={(value) => t('lab.gapsDays', { count: Number(value) })}
          value={days}
          onSelect={setDays}
        />
        <Choice
          className="w-56"
          label={t('lab.gapsWho')}
          values={WHO}
          labelOf={(value) => t(WHO_LABELS[value])}
          value={who}
          onSelect={setWho}
        />
        <Choice
          className="w-60"
          label={t('lab.gapsConfidence')}
          values={UNSURE}
          labelOf={(share) => t('lab.gapsUnsure', { share })}
          value={unsureBelow}
          onSelect={setUnsureBelow}
        />
      </div>
      {blockingError(gaps) ? (
        <ErrorPanel error={gaps.error} onRetry={() => void gaps.refetch()} />
      ) : !data ? (
        <SkeletonRows />
      ) : data.asked === 0 ? (
        <EmptyState icon="message-circle" title={t('lab.gapsEmptyTitle')} text={t('lab.gapsEmptyText')} />
      ) : (
        <>
          <p className="text-sm" aria-live="polite">
            {t('lab.gapsCount', { missed: data.missed, count: data.asked })}
            {data.isCut ? <span className="text-muted"> {t('lab.gapsCut')}</span> : null}
          </p>
          {data.clusters.length === 0 ? (
            <EmptyState compact icon="check" title={t('lab.gapsNoneTitle')} text={t('lab.gapsNoneText')} />
          ) : (
            <ul className="flex flex-col gap-2">
              {data.clusters.map((cluster) => (
                <GapCard
                  key={cluster.central}
                  cluster={cluster}
                  onTry={onTry}
                  onAdd={({ question, runId }) => setProposed({ question, runId })}
                />
              ))}
            </ul>
          )}
        </>
      )}
      {proposed ? (
        <QuestionDialog
          knowledgeBaseId={knowledgeBaseId}
          question={null}
          proposed={proposed}
          onClose={() => setProposed(null)}
        />
      ) : null}
    </section>
  )
}
