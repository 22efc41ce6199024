'use client'
import { ConfigChangeList } from '@/components/diff/config-change-list'
import { fieldName } from '@/components/diff/field-names'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { getVersion } from '@/lib/contracts/versions'
import { diffGraphs, type NodeChange } from '@/lib/graph/diff'
import type { Graph, GraphNode } from '@/lib/graph/graph'

export interface VersionChangesProps {
  appId: string
  /** null: nothing is live. */
  fromId: string | null
  fromNumber: number
  toId: string
}

/** What the version changes for those who use the environment: nodes, settings, and prompts word by word. */
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
  const failed = before.error ?? after.error
  if (fromId === null) return <p className="text-muted text-sm">{t('releases.changesFromNothing')}</p>
  return (
    <section className="rounded-lg border bg-surface">
      <h3 className="border-b px-4 py-2.5 font-medium text-sm">{t('releases.changesFrom', { number: fromNumber })}</h3>
      {before.data && after.data ? (
        <Changes before={before.data.graph} after={after.data.graph} />
      ) : failed ? (
        <ErrorPanel error={failed} onRetry={() => void after.refetch()} className="m-3" />
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
  const diff = diffGraphs(before, after)
  const { added, removed } = diff.nodes
  const edges = diff.edges.added.length + diff.edges.removed.length
  if (!diff.changesRuns)
    return (
      <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
        <Icon name="circle-check" size={15} className="text-success" />
        {t('releases.noChanges')}
      </p>
    )
  return (
    <ul className="max-h-96 divide-y overflow-y-auto">
      {added.map((node) => (
        <NodeRow key={`+${node.id}`} node={node} tone="success" what={t('releases.added')} />
      ))}
      {diff.nodes.changed.map((change) => (
        <ChangedNode key={change.after.id} change={change} />
      ))}
      {removed.map((node) => (
        <NodeRow key={`-${node.id}`} node={node} tone="danger" what={t('releases.removed')} />
      ))}
      {edges > 0 ? (
        <li className="px-4 py-2 text-muted text-sm">{t('releases.connections', { count: edges })}</li>
      ) : null}
    </ul>
  )
}

function NodeRow({ node, tone, what }: { node: GraphNode; tone: BadgeTone; what: string }) {
  return (
    <li className="flex items-center gap-3 px-4 py-2 text-sm">
      <Badge tone={tone} className="w-18 justify-center">
        {what}
      </Badge>
      <span className="min-w-0 truncate font-medium">{node.label || node.id}</span>
    </li>
  )
}

function ChangedNode({ change: { before, after, fields } }: { change: NodeChange }) {
  const others = fields.flatMap((field) => (field === 'config' ? [] : [fieldName(field)]))
  return (
    <li className="px-4 py-2.5 text-sm">
      <div className="flex items-center gap-3">
        <Badge tone="info" className="w-18 justify-center">
          {t('releases.changed')}
        </Badge>
        <span className="min-w-0 truncate font-medium">{after.label || after.id}</span>
        {others.length > 0 ? <span className="ml-auto shrink-0 text-muted text-xs">{others.join(', ')}</span> : null}
      </div>
      {fields.includes('config') ? (
        <ConfigChangeList type={after.type} before={before.config} after={after.config} />
      ) : null}
    </li>
  )
}
