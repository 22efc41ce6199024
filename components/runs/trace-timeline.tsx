'use client'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { formatCount, formatDuration } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { NodeState, NodeStatus, RunState } from '@/lib/engine/run-state'
import { RunStatusIcon } from './run-status-icon'
import { timelineSpans } from './timeline-spans'

export interface TraceTimelineProps {
  state: RunState
  labels: Readonly<Record<string, string>>
  /** Null: the whole run. */
  selectedKey: string | null
  onSelect: (key: string | null) => void
}

const BAR_COLOURS: Readonly<Record<NodeStatus, string>> = {
  waiting: 'bg-line-strong',
  running: 'bg-info',
  paused: 'bg-warning',
  done: 'bg-control',
  skipped: 'bg-line-strong',
  failed: 'bg-danger',
}

const ROW =
  'flex w-full items-center gap-2.5 px-4 text-left transition-colors hover:bg-hover/60 focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft/60'

/** Nodes in the order in which they first appeared, each with a bar of when it ran. */
export function TraceTimeline({ state, labels, selectedKey, onSelect }: TraceTimelineProps) {
  const spans = timelineSpans(state)
  const entries = Object.entries(state.nodes)
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('runs.timeline')}</CardTitle>
        <span className="text-muted text-xs">{t('runs.nodes', { count: entries.length })}</span>
      </CardHeader>
      <div className="divide-y">
        <button
          type="button"
          aria-pressed={selectedKey === null}
          onClick={() => onSelect(null)}
          className={cn(ROW, 'h-9')}
        >
          <Icon name="activity" size={14} className="text-muted" />
          <span className="flex-1 font-medium text-sm">{t('runs.overview')}</span>
          <span className="text-muted text-xs tabular-nums">
            {state.durationMs === null ? '' : formatDuration(state.durationMs)}
          </span>
        </button>
        {entries.length === 0 ? (
          <p className="px-4 py-6 text-center text-muted text-sm">{t('runs.notStarted')}</p>
        ) : null}
        {entries.map(([key, node]) => (
          <button
            key={key}
            type="button"
            aria-pressed={selectedKey === key}
            onClick={() => onSelect(key)}
            className={cn(ROW, 'h-10')}
          >
            <span style={{ marginLeft: (node.path.length - 1) * 12 }} className="flex">
              <RunStatusIcon status={node.status} />
            </span>
            <span className="w-36 shrink-0 truncate font-medium text-sm sm:w-44">
              {labels[node.nodeId] ?? node.nodeId}
            </span>
            <span className="relative h-1.5 min-w-0 flex-1 rounded-full bg-sunken">
              <Bar span={spans.get(key)} status={node.status} />
            </span>
            <NodeFigures node={node} />
          </button>
        ))}
      </div>
    </Card>
  )
}

function Bar({ span, status }: { span: { start: number; width: number } | undefined; status: NodeStatus }) {
  if (!span) return null
  return (
    <span
      className={cn('absolute inset-y-0 min-w-1 rounded-full', BAR_COLOURS[status])}
      style={{ left: `${span.start * 100}%`, width: `${span.width * 100}%` }}
    />
  )
}

function NodeFigures({ node }: { node: NodeState }) {
  const tokens = node.usage.reduce((sum, usage) => sum + usage.inputTokens + usage.outputTokens, 0)
  return (
    <span className="flex w-16 shrink-0 flex-col text-right text-xs leading-4 tabular-nums">
      <span className="text-muted">{node.durationMs === null ? '' : formatDuration(node.durationMs)}</span>
      {tokens > 0 ? (
        <span className="text-2xs text-faint">{t('runs.tokensShort', { tokens: formatCount(tokens) })}</span>
      ) : null}
    </span>
  )
}
