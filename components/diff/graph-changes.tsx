'use client'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { t } from '@/lib/client/messages/t'
import type { GraphDiff, NodeChange } from '@/lib/graph/diff/diff'
import type { GraphNode } from '@/lib/graph/graph'
import { ConfigChangeList } from './config-change-list'
import { fieldName } from './field-names'

/** Differences between two graphs: nodes, settings, and word diffs of prompts. */
export function GraphChanges({ diff }: { diff: GraphDiff }) {
  const { added, changed, removed } = diff.nodes
  const edges = diff.edges.added.length + diff.edges.removed.length
  return (
    <ul className="max-h-96 divide-y overflow-y-auto">
      {added.map((node) => (
        <NodeRow key={`+${node.id}`} node={node} tone="success" what={t('releases.added')} />
      ))}
      {changed.map((change) => (
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
