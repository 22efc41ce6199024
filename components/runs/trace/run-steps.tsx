'use client'
import { useStore } from 'zustand'
import { cn } from '@/components/ui/cn'
import { IconButton } from '@/components/ui/icon-button'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { emptyRunState } from '@/lib/engine/state/run-state'
import { RunStatusIcon } from '../run-status-icon'
import type { RunRecord, RunStore } from '../run-store'
import { CollapseButton } from './collapse-button'
import { frameName } from './frame-name'
import { stepName } from './step-name'
import { type TraceRow, traceRows } from './trace-rows'
import { useToggled } from './use-toggled'
import { VirtualRows } from './virtual-rows'

export interface RunStepsProps {
  store: RunStore
  labelOf: (nodeId: string) => string
  /** Whether the node is part of this graph; the steps of a called app are not. */
  isKnown: (nodeId: string) => boolean
  onOpen: (nodeId: string, key: string) => void
  onRunAgain: (record: RunRecord, nodeId: string) => void
}

const NO_RUN = emptyRunState()
const ROW_HEIGHT = 28

/** Steps of the latest run in order of appearance; items, rounds and calls are nested. */
export function RunSteps({ store, labelOf, isKnown, onOpen, onRunAgain }: RunStepsProps) {
  const record = useStore(store, (state) => state.runs.at(-1))
  const { toggled, toggle } = useToggled()
  const rows = traceRows(record?.run ?? NO_RUN, toggled)
  const canRunAgain = record !== undefined && !record.isActive && record.runId !== null
  return (
    <section aria-label={t('runPanel.steps')} className="flex min-h-0 flex-1 flex-col">
      <h3 className="px-3 pt-3 pb-1.5 font-medium text-muted text-xs">{t('runPanel.steps')}</h3>
      {rows.length === 0 ? <p className="px-3 py-1 text-faint text-sm">{t('runPanel.noSteps')}</p> : null}
      <VirtualRows rows={rows} keyOf={({ key }) => key} rowHeight={ROW_HEIGHT} className="flex-1 px-1.5 pb-2">
        {(row) => (
          <StepRow
            row={row}
            name={row.kind === 'node' ? stepName(row.node, labelOf(row.node.nodeId)) : frameName(row)}
            onToggle={() => toggle(row.key)}
            onOpen={() => (row.kind === 'node' ? onOpen(row.node.nodeId, row.key) : toggle(row.key))}
            onRunAgain={
              canRunAgain && row.kind === 'node' && isKnown(row.node.nodeId)
                ? () => onRunAgain(record, row.node.nodeId)
                : null
            }
          />
        )}
      </VirtualRows>
    </section>
  )
}

interface StepRowProps {
  row: TraceRow
  name: string
  onToggle: () => void
  onOpen: () => void
  onRunAgain: (() => void) | null
}

function StepRow({ row, name, onToggle, onOpen, onRunAgain }: StepRowProps) {
  const { status, durationMs } = row.kind === 'node' ? row.node : row
  const isReused = row.kind === 'node' && row.node.pinned
  return (
    <div
      className="group/step flex h-7 items-center rounded-md hover:bg-hover"
      style={{ paddingLeft: Math.min(row.depth, 8) * 10 }}
    >
      <CollapseButton isOpen={row.isOpen} name={name} onToggle={onToggle} className="h-7 w-5" iconSize={13} />
      <button
        type="button"
        onClick={onOpen}
        className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-md text-left text-sm"
      >
        <RunStatusIcon status={status} />
        <span className={cn('min-w-0 flex-1 truncate', row.kind === 'frame' && 'text-muted')}>{name}</span>
        <span className="pr-1.5 text-2xs text-muted tabular-nums">
          {isReused ? t('runAgain.reused') : durationMs === null ? '' : formatDuration(durationMs)}
        </span>
      </button>
      {onRunAgain ? (
        <IconButton
          size="sm"
          icon="play"
          label={t('runAgain.fromHereOf', { step: name })}
          onClick={onRunAgain}
          className="opacity-0 focus-visible:opacity-100 group-hover/step:opacity-100 max-lg:opacity-100"
        />
      ) : null}
    </div>
  )
}
