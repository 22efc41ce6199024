'use client'
import Link from 'next/link'
import { useMemo, useRef, useState } from 'react'
import { FeedbackSection } from '@/components/feedback/feedback-section'
import { CreateRegressionButton } from '@/components/gates/create-regression-button'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { RunStatusBadge } from '@/components/ui/run-status-badge'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { RunStatus } from '@/lib/contracts/run-status'
import { cancelRun, getRun, listRuns } from '@/lib/contracts/runs'
import { foldRun, type RunState } from '@/lib/engine/state/run-state'
import { AddToLabButton } from './add-to-lab-button'
import { FailureNote } from './failure-note'
import { waitsFor } from './open-pending-inputs'
import { PartNote } from './part-note'
import { ReusedResultsNote } from './reused-results-note'
import { RunAgainMenu } from './run-again-menu'
import { RunFacts } from './trace/run-facts'
import { TraceDetail } from './trace/trace-detail'
import { TraceOverview } from './trace/trace-overview'
import { TraceTimeline } from './trace/trace-timeline'

const LIVE_POLL_MS = 1_000
const PAUSED_POLL_MS = 3_000
/** Tailwind's breakpoint `lg`. */
const WIDE_SCREEN = '(min-width: 64rem)'

export function RunPage({ runId }: { runId: string }) {
  const run = useContractQuery(getRun, {
    params: { runId },
    refetchInterval: (data) => pollOf(data?.run.status),
  })
  return (
    <PageBody>
      {blockingError(run) ? (
        <>
          <PageHeader title={t('runs.title')} back={{ href: '/runs', label: t('runs.title') }} />
          <ErrorPanel error={run.error} onRetry={() => void run.refetch()} />
        </>
      ) : run.data ? (
        <Trace record={run.data} />
      ) : (
        <SkeletonRows count={8} />
      )}
    </PageBody>
  )
}

/** Whether a step returned passages that the answer may cite. */
function hasPassages({ nodes }: RunState): boolean {
  return Object.values(nodes).some(({ outputs }) => Array.isArray(outputs?.documents) && outputs.documents.length > 0)
}

function pollOf(status: RunStatus | undefined): number | false {
  if (status === 'running' || status === 'queued') return LIVE_POLL_MS
  return status === 'paused' ? PAUSED_POLL_MS : false
}

function Trace({ record }: { record: ResponseOf<typeof getRun> }) {
  const { run, events, labels } = record
  const state = useMemo(() => foldRun(events), [events])
  const [selectedKey, setSelectedKey] = useState<string | null>(null)
  const cancel = useContractMutation(cancelRun, { invalidates: [getRun, listRuns] })
  const isLive = pollOf(run.status) !== false
  const selected = selectedKey === null ? undefined : state.nodes[selectedKey]
  const detail = useRef<HTMLDivElement>(null)
  function select(key: string | null) {
    setSelectedKey(key)
    // On narrow screens the detail is below the timeline, so it is scrolled into view.
    if (!window.matchMedia(WIDE_SCREEN).matches) detail.current?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  }
  return (
    <>
      <PageHeader
        back={{ href: '/runs', label: t('runs.title') }}
        title={
          <span className="flex flex-wrap items-center gap-3">
            {t('runs.runOf', { app: run.appName })}
            <RunStatusBadge status={run.status} waitsFor={waitsFor(state)} />
          </span>
        }
        actions={
          <>
            {isLive ? (
              <Button
                icon="square"
                busy={cancel.isPending}
                onClick={() => cancel.mutate({ params: { runId: run.id } })}
              >
                {t('runs.cancel')}
              </Button>
            ) : null}
            {!isLive && hasPassages(state) ? <AddToLabButton runId={run.id} /> : null}
            {isLive ? null : <CreateRegressionButton runId={run.id} />}
            {isLive ? null : <RunAgainMenu run={run} inputs={record.inputs} />}
            <Button asChild>
              <Link href={`/apps/${run.appId}/runs/${run.id}`}>{t('runs.openTimeTravel')}</Link>
            </Button>
            <Button asChild>
              <Link href={`/apps/${run.appId}`}>{t('runs.openApp')}</Link>
            </Button>
          </>
        }
      />
      {run.part === null ? null : (
        <div className="-mt-2 mb-3">
          <PartNote part={run.part} labelOf={(nodeId) => labels[nodeId] ?? nodeId} />
        </div>
      )}
      {run.sourceRunId === null ? null : (
        <div className="-mt-2 mb-3">
          <ReusedResultsNote
            source={{ runId: run.sourceRunId, nodeId: run.sourceNodeId }}
            labelOf={(nodeId) => labels[nodeId] ?? nodeId}
          />
        </div>
      )}
      <FailureNote failureOf={record.failureOf} failureRunId={record.failureRunId} />
      {record.turnKey === null ? null : (
        <p className="-mt-2 mb-3 flex items-center gap-1.5 text-muted text-sm">
          <Icon name="clock" size={14} />
          {t('runs.queuedBehindKey', { key: record.turnKey })}
        </p>
      )}
      <RunFacts run={run} />
      {isLive ? null : <FeedbackSection runId={run.id} />}
      <div className="mt-5 grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)]">
        <TraceTimeline state={state} labels={labels} selectedKey={selectedKey} onSelect={select} />
        <div ref={detail} className="min-w-0 scroll-mt-4 lg:sticky lg:top-6">
          {selected ? (
            <TraceDetail node={selected} state={state} labels={labels} run={run} />
          ) : (
            <TraceOverview state={state} inputs={record.inputs} runId={run.id} labels={labels} />
          )}
        </div>
      </div>
    </>
  )
}
