'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { formatCost } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { listLabQuestions } from '@/lib/contracts/retrieval-lab'
import { cancelGeneration, readGeneration } from '@/lib/contracts/retrieval-lab-generation'
import { RetryNote } from '../../retry-note'

const POLL_MS = 1_000
/** Polling, because others may start a generation. */
const IDLE_POLL_MS = 15_000

/** Progress of the question generation. Renders nothing if none is running. */
export function GenerationStatus({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const params = { knowledgeBaseId }
  const client = useQueryClient()
  const found = useContractQuery(readGeneration, {
    params,
    refetchInterval: (data) => (data?.make?.status === 'running' ? POLL_MS : IDLE_POLL_MS),
  })
  const cancel = useContractMutation(cancelGeneration, { invalidates: [readGeneration] })
  const make = found.data?.make
  const generated = make?.made ?? 0
  // New questions appear in the list.
  useEffect(() => {
    if (generated > 0) void client.invalidateQueries({ queryKey: allOf(listLabQuestions) })
  }, [client, generated])
  const stop = () => cancel.mutate({ params })
  if (make?.status === 'failed')
    return (
      <div role="alert" className="mb-3 flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
        <div className="min-w-0 flex-1 break-words">
          <p>{make.error === null ? t('common.errorUnknown') : localizeStored(make.error, make.errorRef)}</p>
          <p className="text-xs">{t('lab.makeDone', { done: make.done, total: make.total, made: generated })}</p>
        </div>
        <IconButton size="sm" icon="x" label={t('common.close')} disabled={cancel.isPending} onClick={stop} />
      </div>
    )
  if (make?.status !== 'running') return null
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3">
      <Progress
        value={make.total === 0 ? null : make.done / make.total}
        label={t('lab.make')}
        className="min-w-32 flex-1"
      />
      <span className="shrink-0 text-muted text-xs tabular-nums" aria-live="polite">
        {t('lab.makeDone', { done: make.done, total: make.total, made: generated })}
        {make.costMicros === null ? '' : ` · ${formatCost(make.costMicros)}`}
      </span>
      <Button size="sm" busy={cancel.isPending} onClick={stop}>
        {t('common.cancel')}
      </Button>
      {make.error === null ? null : <RetryNote reason={make.error} reasonRef={make.errorRef} />}
    </div>
  )
}
