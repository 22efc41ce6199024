'use client'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'
import { Tooltip } from '@/components/ui/tooltip'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import type { NodeManifest } from '@/lib/graph/manifest'
import { useEditorState, useUi } from '../../state/editor-context'
import { isAlarming } from '../../state/is-alarming'
import { issueKey } from '../../validation/issue-key'
import { NodeIcon } from './node-icon'
import { NodeStatusBadge } from './node-status-badge'
import { nodeSummary } from './node-summary'

export interface NodeHeaderProps {
  node: GraphNode
  manifest: NodeManifest | undefined
  issues: readonly GraphIssue[]
  tools?: ReactNode
}

export function NodeHeader({ node, manifest, issues, tools }: NodeHeaderProps) {
  const summary = useEditorState((state) => nodeSummary(node, manifest, state))
  return (
    <div className="flex h-13 items-center gap-2.5 pr-2.5 pl-2.5">
      <NodeIcon manifest={manifest} color={node.color} />
      <div className="min-w-0 flex-1">
        <div className="node-title truncate font-medium text-ink">{node.label}</div>
        <div className="flex items-center gap-2">
          <span className="node-summary min-w-0 flex-1 truncate text-muted">
            {summary === node.label ? '' : summary}
          </span>
          <NodeStatusBadge nodeId={node.id} />
        </div>
      </div>
      {node.locked ? <Icon name="lock" size={13} label={t('canvasEditing.locked')} className="text-muted" /> : null}
      {node.pinned ? <Icon name="map-pin" size={13} label={t('canvas.pinned')} className="text-accent" /> : null}
      <IssueMark issues={issues} />
      {tools}
    </div>
  )
}

/** Only errors and warnings mark the card. Hints are listed in the inspector and the problems panel. */
function IssueMark({ issues: all }: { issues: readonly GraphIssue[] }) {
  const hasTried = useUi((state) => state.hasTried)
  const issues = all.filter(({ severity }) => severity !== 'hint')
  if (issues.length === 0) return null
  const isError = issues.some((issue) => isAlarming(issue, hasTried))
  return (
    <Tooltip
      content={
        <span className="flex flex-col gap-1">
          {issues.map((issue) => (
            <span key={issueKey(issue)}>{localizeText(issue)}</span>
          ))}
        </span>
      }
    >
      <span className={isError ? 'text-danger' : 'text-warning'}>
        <Icon name="alert-triangle" size={14} label={t('canvas.problemCount', { count: issues.length })} />
      </span>
    </Tooltip>
  )
}
