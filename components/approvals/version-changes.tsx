'use client'
import { GraphChanges } from '@/components/diff/graph-changes'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getVersion } from '@/lib/contracts/versions'
import { diffGraphs } from '@/lib/graph/diff/diff'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'

export interface VersionChangesProps {
  appId: string
  /** Null if nothing is live. */
  fromId: string | null
  fromNumber: number
  toId: string
}

/** What a release would change in an environment: nodes, settings, and word diffs of prompts. */
export function VersionChanges({ appId, fromId, fromNumber, toId }: VersionChangesProps) {
  const before = useContractQuery(getVersion, {
    params: { appId, versionId: fromId ?? toId },
    enabled: fromId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const after = useContractQuery(getVersion, {
    params: { appId, versionId: toId },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const error = before.error ?? after.error
  const retry = () => {
    for (const query of [before, after]) if (query.isError) void query.refetch()
  }
  if (fromId === null) return <p className="text-muted text-sm">{t('releases.changesFromNothing')}</p>
  return (
    <section className="rounded-lg border bg-surface">
      <h3 className="border-b px-4 py-2.5 font-medium text-sm">{t('releases.changesFrom', { number: fromNumber })}</h3>
      {before.data && after.data ? (
        <Changes before={before.data.graph} after={after.data.graph} />
      ) : error ? (
        <ErrorPanel error={error} onRetry={retry} className="m-3" />
      ) : (
        <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
          <Spinner size={14} />
          {t('common.loading')}
        </p>
      )}
    </section>
  )
}

function Changes({ before, after }: { before: Graph; after: Graph }) {
  const diff = diffGraphs(migrateGraph(before, manifestOf), migrateGraph(after, manifestOf))
  if (diff.changesRuns) return <GraphChanges diff={diff} />
  return (
    <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
      <Icon name="circle-check" size={15} className="text-success" />
      {t('releases.noChanges')}
    </p>
  )
}
