'use client'
import { useStore } from 'zustand'
import { formatDuration } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { NodeState } from '@/lib/engine/run-state'
import { RunStatusIcon } from './run-status-icon'
import type { RunStore } from './run-store'

export interface RunStepsProps {
  store: RunStore
  labelOf: (nodeId: string) => string
  onOpen: (nodeId: string) => void
}

const NO_NODES: { [key: string]: NodeState } = {}

/** The nodes of the newest run in the order in which they came up, calls of tools indented. */
export function RunSteps({ store, labelOf, onOpen }: RunStepsProps) {
  const nodes = useStore(store, (state) => state.runs.at(-1)?.run.nodes ?? NO_NODES)
  const entries = Object.entries(nodes)
  return (
    <section aria-label={t('runPanel.steps')} className="flex min-h-0 flex-col">
      <h3 className="px-3 pt-3 pb-1.5 font-medium text-muted text-xs">{t('runPanel.steps')}</h3>
      <ol className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-2">
        {entries.length === 0 ? <li className="px-1.5 py-1 text-faint text-sm">{t('runPanel.noSteps')}</li> : null}
        {entries.map(([key, node]) => (
          <li key={key}>
            <button
              type="button"
              onClick={() => onOpen(node.nodeId)}
              className="flex h-7 w-full items-center gap-2 rounded-md px-1.5 text-left text-sm hover:bg-hover"
            >
              <span className="flex" style={{ marginLeft: (node.path.length - 1) * 8 }}>
                <RunStatusIcon status={node.status} />
              </span>
              <span className="min-w-0 flex-1 truncate">{labelOf(node.nodeId)}</span>
              <span className="text-2xs text-faint tabular-nums">
                {node.durationMs === null ? '' : formatDuration(node.durationMs)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
