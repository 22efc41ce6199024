'use client'
import { useMemo } from 'react'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { formatCount, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { NodeState, NodeStatus, RunState } from '@/lib/engine/state/run-state'
import { RunStatusIcon } from '../run-status-icon'
import { CollapseButton } from './collapse-button'
import { frameName } from './frame-name'
import { stepLabel } from './step-label'
import { stepName } from './step-name'
import { type TimelineSpan, timelineSpans } from './timeline-spans'
import { type TraceRow, traceRows } from './trace-rows'
import { useToggled } from './use-toggled'
import { VirtualRows } from './virtual-rows'

export interface TraceTimelineProps {
  state: RunState
  labels: Readonly<Record<string, string>>
  /** Null selects the whole run. */
  selectedKey: string | null
  onSelect: (key: string | null) => void
}

const BAR_COLORS: Readonly<Record<NodeStatus, string>> = {
  waiting: 'bg-line-strong',
  running: 'bg-info',
  paused: 'bg-warning',
  done: 'bg-control',
  skipped: 'bg-line-strong',
  failed: 'bg-danger',
}

const ROW =
  'flex w-full items-center gap-2.5 px-4 text-left transition-colors hover:bg-hover/60 focus-visible:-outline-offset-2 aria-pressed:bg-accent-soft/60'

const ROW_HEIGHT = 40
/** Above this number of rows the list scrolls. */
const LONG = 40

/** Steps in order of appearance, each with a bar on the time axis; items and rounds are nested. */
export function TraceTimeline({ state, labels, selectedKey, onSelect }: TraceTimelineProps) {
  const spans = useMemo(() => timelineSpans(state), [state])
  const { toggled, toggle } = useToggled()
  const rows = useMemo(() => traceRows(state, toggled), [state, toggled])
  const steps = Object.keys(state.nodes).length
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('runs.timeline')}</CardTitle>
        <span className="text-muted text-xs">{t('runs.nodes', { count: steps })}</span>
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
        {rows.length === 0 ? <p className="px-4 py-6 text-center text-muted text-sm">{t('runs.notStarted')}</p> : null}
      </div>
      <VirtualRows
        rows={rows}
        keyOf={({ key }) => key}
        rowHeight={ROW_HEIGHT}
        className={cn('border-t', rows.length > LONG && 'max-h-[70vh]')}
      >
        {(row) => (
          <TraceLine
            row={row}
            span={spans.get(row.key)}
            name={row.kind === 'frame' ? frameName(row) : stepName(row.node, stepLabel(labels, row.node.path))}
            isSelected={selectedKey === row.key}
            onToggle={() => toggle(row.key)}
            onSelect={() => (row.kind === 'frame' ? toggle(row.key) : onSelect(row.key))}
          />
        )}
      </VirtualRows>
    </Card>
  )
}

interface TraceLineProps {
  row: TraceRow
  span: TimelineSpan | undefined
  name: string
  isSelected: boolean
  onToggle: () => void
  onSelect: () => void
}

function TraceLine({ row, span, name, isSelected, onToggle, onSelect }: TraceLineProps) {
  const status = row.kind === 'frame' ? row.status : row.node.status
  return (
    <div className="flex h-10 items-center border-b" style={{ paddingLeft: 4 + Math.min(row.depth, 8) * 12 }}>
      <CollapseButton isOpen={row.isOpen} name={name} onToggle={onToggle} className="size-6" iconSize={14} />
      <button
        type="button"
        aria-pressed={isSelected}
        onClick={onSelect}
        className={cn(ROW, 'h-full min-w-0 flex-1 pl-1')}
      >
        <RunStatusIcon status={status} />
        <span
          className={cn('w-32 shrink-0 truncate text-sm sm:w-40', row.kind === 'frame' ? 'text-muted' : 'font-medium')}
        >
          {name}
        </span>
        <span className="relative h-1.5 min-w-0 flex-1 rounded-full bg-sunken">
          <Bar span={span} status={status} />
        </span>
        {row.kind === 'frame' ? <Metric text={durationText(row.durationMs)} /> : <NodeMetrics node={row.node} />}
      </button>
    </div>
  )
}

function Bar({ span, status }: { span: { start: number; width: number } | undefined; status: NodeStatus }) {
  if (!span) return null
  return (
    <span
      className={cn('absolute inset-y-0 min-w-1 rounded-full', BAR_COLORS[status])}
      style={{ left: `${span.start * 100}%`, width: `${span.width * 100}%` }}
    />
  )
}

function NodeMetrics({ node }: { node: NodeState }) {
  const tokens = node.usage.reduce((sum, usage) => sum + usage.inputTokens + usage.outputTokens, 0)
  return (
    <Metric
      text={node.pinned ? t('runAgain.reused') : durationText(node.durationMs)}
      below={tokens > 0 ? t('runs.tokensShort', { tokens: formatCount(tokens) }) : ''}
    />
  )
}

function Metric({ text, below = '' }: { text: string; below?: string }) {
  return (
    <span className="flex w-16 shrink-0 flex-col text-right text-xs leading-4 tabular-nums">
      <span className="text-muted">{text}</span>
      {below === '' ? null : <span className="text-2xs text-faint">{below}</span>}
    </span>
  )
}

function durationText(durationMs: number | null): string {
  return durationMs === null ? '' : formatDuration(durationMs)
}
