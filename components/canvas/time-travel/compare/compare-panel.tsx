'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorPanel } from '@/components/ui/error-panel'
import { RunStatusBadge } from '@/components/ui/run-status-badge'
import { SkeletonRows } from '@/components/ui/skeleton'
import { formatDateTime } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { getRun } from '@/lib/contracts/runs'
import { foldRun } from '@/lib/engine/state/run-state'
import { pollOf } from '../poll-of'
import { CompareMetrics } from './compare-metrics'
import { CompareNodes } from './compare-nodes'
import { CompareOutputs } from './compare-outputs'
import { compareRuns } from './compare-runs'

type RunRecord = ResponseOf<typeof getRun>

/** Two runs side by side: metrics, output diff and nodes. The older run is on the left. */
export function ComparePanel({ record, otherId }: { record: RunRecord; otherId: string }) {
  const other = useContractQuery(getRun, {
    params: { runId: otherId },
    refetchInterval: (data) => pollOf(data?.run.status),
  })
  if (other.error) return <ErrorPanel error={other.error} onRetry={() => void other.refetch()} className="m-6" />
  if (!other.data) return <SkeletonRows count={8} />
  const pair = [record, other.data].sort((a, b) => a.run.createdAt.localeCompare(b.run.createdAt))
  const [before = record, after = other.data] = pair
  return <Compared before={before} after={after} shownId={record.run.id} />
}

function Compared({ before, after, shownId }: { before: RunRecord; after: RunRecord; shownId: string }) {
  const compared = useMemo(() => compareRuns(foldRun(before.events), foldRun(after.events)), [before, after])
  return (
    <main className="min-h-0 flex-1 overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-col gap-5 p-4 md:p-6">
        <div className="grid gap-3 md:grid-cols-2">
          <RunHead
            record={before}
            otherId={after.run.id}
            isShown={before.run.id === shownId}
            title={t('timeTravel.before')}
          />
          <RunHead
            record={after}
            otherId={before.run.id}
            isShown={after.run.id === shownId}
            title={t('timeTravel.after')}
          />
        </div>
        <CompareMetrics before={before.run} after={after.run} whole={compared.whole} />
        <CompareOutputs outputs={compared.outputs} />
        <CompareNodes nodes={compared.nodes} labels={{ ...before.labels, ...after.labels }} />
      </div>
    </main>
  )
}

interface RunHeadProps {
  record: RunRecord
  otherId: string
  isShown: boolean
  title: string
}

function RunHead({ record: { run }, otherId, isShown, title }: RunHeadProps) {
  return (
    <section className="flex flex-wrap items-center gap-2 rounded-lg border bg-surface px-4 py-2.5">
      <h2 className="font-semibold text-sm">{title}</h2>
      <RunStatusBadge status={run.status} />
      <span className="min-w-0 flex-1 truncate text-muted text-xs">{formatDateTime(run.createdAt)}</span>
      {isShown ? null : (
        <Button asChild size="sm">
          <Link href={`/apps/${run.appId}/runs/${run.id}?with=${otherId}`}>{t('runs.openTimeTravel')}</Link>
        </Button>
      )}
    </section>
  )
}
