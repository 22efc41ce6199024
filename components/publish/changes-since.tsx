'use client'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { getVersion } from '@/lib/contracts/versions'
import { type ChangedField, diffGraphs, type GraphDiff } from '@/lib/graph/diff'
import type { Graph } from '@/lib/graph/graph'

export interface ChangesSinceProps {
  appId: string
  graph: Graph
  environment: string
  /** There. */
  live: { versionId: string; number: number }
}

/** What the draft would change for the users of the version that is live where it goes. */
export function ChangesSince({ appId, graph, environment, live }: ChangesSinceProps) {
  const version = useContractQuery(getVersion, { params: { appId, versionId: live.versionId } })
  return (
    <section className="rounded-lg border bg-surface">
      <h3 className="border-b px-4 py-2.5 font-medium text-sm">
        {t('publish.changesTitle', { number: live.number, environment })}
      </h3>
      {version.data ? (
        <Changes diff={diffGraphs(version.data.graph, graph)} />
      ) : version.error ? (
        <ErrorPanel error={version.error} onRetry={() => void version.refetch()} className="m-3" />
      ) : (
        <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
          <Spinner size={14} />
          {t('publish.changesLoading')}
        </p>
      )}
    </section>
  )
}

interface Row {
  id: string
  label: string
  tone: BadgeTone
  what: string
  detail: string
}

function Changes({ diff }: { diff: GraphDiff }) {
  const rows = rowsOf(diff)
  const edges = diff.edges.added.length + diff.edges.removed.length
  if (rows.length === 0 && edges === 0) {
    const isMoved = diff.nodes.moved.length > 0
    return (
      <p className="flex items-center gap-2 px-4 py-3 text-muted text-sm">
        <Icon name="circle-check" size={15} className="text-success" />
        {isMoved ? t('publish.movedOnly') : t('publish.noChanges')}
      </p>
    )
  }
  return (
    <ul className="max-h-64 divide-y overflow-y-auto">
      {rows.map((row) => (
        <li key={`${row.what} ${row.id}`} className="flex items-center gap-3 px-4 py-2 text-sm">
          <Badge tone={row.tone} className="w-18 justify-center">
            {row.what}
          </Badge>
          <span className="min-w-0 truncate font-medium">{row.label}</span>
          <span className="ml-auto shrink-0 text-muted text-xs">{row.detail}</span>
        </li>
      ))}
      {edges > 0 ? (
        <li className="px-4 py-2 text-muted text-sm">{t('publish.connections', { count: edges })}</li>
      ) : null}
    </ul>
  )
}

function rowsOf({ nodes }: GraphDiff): Row[] {
  const changed = nodes.changed.map(({ after, fields }): Row => {
    const detail = fields.map((field) => fieldNames[field]()).join(', ')
    return { id: after.id, label: after.label || after.id, tone: 'info', what: t('publish.changed'), detail }
  })
  return [
    ...nodes.added.map(
      (node): Row => ({
        id: node.id,
        label: node.label || node.id,
        tone: 'success',
        what: t('publish.added'),
        detail: '',
      }),
    ),
    ...changed,
    ...nodes.removed.map(
      (node): Row => ({
        id: node.id,
        label: node.label || node.id,
        tone: 'danger',
        what: t('publish.removed'),
        detail: '',
      }),
    ),
  ]
}

const fieldNames: Record<ChangedField, () => string> = {
  type: () => t('publish.fieldType'),
  version: () => t('publish.fieldVersion'),
  label: () => t('publish.fieldLabel'),
  config: () => t('publish.fieldConfig'),
  parent: () => t('publish.fieldParent'),
  sources: () => t('releases.fieldSources'),
  disabled: () => t('publish.fieldDisabled'),
  pinned: () => t('publish.fieldPinned'),
  policy: () => t('publish.fieldPolicy'),
}
