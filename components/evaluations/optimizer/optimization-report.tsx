'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { SkeletonRows } from '@/components/ui/skeleton'
import { StoredText } from '@/components/ui/stored-text'
import { formatCost } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import type { EvaluationView } from '@/lib/contracts/evaluations'
import {
  deleteOptimization,
  getOptimization,
  listOptimizations,
  type OptimizationView,
  stopOptimization,
} from '@/lib/contracts/optimizations'
import { CandidateDetails } from './candidate-details'
import { CandidateTable } from './candidate-table'
import { ConfirmationPanel } from './confirmation-panel'
import { FrontChart } from './front-chart'

const POLL_MS = 2_000
const ACTIVE: readonly OptimizationView['status'][] = ['queued', 'running', 'confirming']
const STATUSES = {
  queued: { tone: 'neutral', label: 'evaluations.statusQueued' },
  running: { tone: 'info', label: 'optimizer.statusSearching' },
  confirming: { tone: 'info', label: 'optimizer.statusConfirming' },
  done: { tone: 'success', label: 'evaluations.statusDone' },
  stopped: { tone: 'warning', label: 'evaluations.statusStopped' },
  failed: { tone: 'danger', label: 'evaluations.statusFailed' },
} as const

interface OptimizationReportProps {
  evaluation: EvaluationView
  optimizationId: string
}

/** Verdict, front and candidates; preliminary while the search runs. */
export function OptimizationReport({ evaluation, optimizationId }: OptimizationReportProps) {
  const params = { evaluationId: evaluation.id, optimizationId }
  const found = useContractQuery(getOptimization, {
    params,
    refetchInterval: (data) => (data && ACTIVE.includes(data.optimization.status) ? POLL_MS : false),
  })
  const [selected, setSelected] = useState<number | null>(null)
  if (blockingError(found)) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <SkeletonRows count={3} />
  const { optimization, candidates, confirmations } = found.data
  const best =
    candidates.find(({ finalistAs }) => finalistAs.includes('best')) ??
    candidates.find(({ finalistAs }) => finalistAs.length > 0)
  const shown = candidates.find(({ index }) => index === (selected ?? best?.index))
  return (
    <div className="flex flex-col gap-4">
      <State optimization={optimization} />
      <ConfirmationPanel
        optimization={optimization}
        candidates={candidates}
        confirmations={confirmations}
        margin={evaluation.margin}
      />
      {candidates.length > 1 ? (
        <>
          <FrontChart
            candidates={candidates}
            axis={optimization.axis}
            selected={shown?.index ?? null}
            onSelect={setSelected}
          />
          {shown ? (
            <CandidateDetails evaluation={evaluation} optimizationId={optimizationId} candidate={shown} />
          ) : null}
          <CandidateTable candidates={candidates} selected={shown?.index ?? null} onSelect={setSelected} />
        </>
      ) : null}
    </div>
  )
}

function State({ optimization }: { optimization: OptimizationView }) {
  const { status, runs, costMicros, limits, stopReason, searchCases, heldOutCases, error, errorRef } = optimization
  const { tone, label } = STATUSES[status]
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
        <Badge tone={tone}>{t(label)}</Badge>
        <span className="tabular-nums" aria-live="polite">
          {t('optimizer.runCount', { count: runs })}
        </span>
        <span>{t('optimizer.parts', { search: searchCases, heldOut: heldOutCases })}</span>
        {costMicros > 0 ? <span className="tabular-nums">{formatCost(costMicros)}</span> : null}
        {stopReason === null ? null : <span>{t(`optimizer.stop-${stopReason}`)}</span>}
        <Actions optimization={optimization} />
      </div>
      {status === 'queued' || status === 'running' ? (
        <Progress value={Math.min(1, runs / limits.maxRuns)} label={t('optimizer.statusSearching')} />
      ) : null}
      {error === null ? null : (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          <StoredText text={error} problem={errorRef} />
        </p>
      )}
    </section>
  )
}

function Actions({ optimization: { id, evaluationId, status } }: { optimization: OptimizationView }) {
  const canEdit = useHasRole('editor')
  const [isOpen, setOpen] = useState(false)
  const stop = useContractMutation(stopOptimization, { invalidates: [listOptimizations, getOptimization] })
  const remove = useContractMutation(deleteOptimization, {
    invalidates: [listOptimizations],
    onSuccess: () => setOpen(false),
  })
  const params = { evaluationId, optimizationId: id }
  if (!canEdit) return null
  return (
    <span className="ml-auto flex items-center gap-1">
      {ACTIVE.includes(status) ? (
        <Button size="sm" icon="pause" disabled={stop.isPending} onClick={() => stop.mutate({ params })}>
          {t('optimizer.stop')}
        </Button>
      ) : null}
      <IconButton size="sm" icon="trash" label={t('optimizer.delete')} onClick={() => setOpen(true)} />
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('optimizer.deleteTitle')}
        description={t('optimizer.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </span>
  )
}
