'use client'
import { useStore } from 'zustand'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor } from '../state/editor-context'
import { PART_ACTIONS } from './part-actions'
import { useRunnableStep } from './runnable-step'
import { useRunPart } from './use-run-part'

/** Toolbar of the selected node: run it, run to it, run from it, pin its output. */
export function NodeRunBar({ node }: { node: GraphNode }) {
  const { ui, run: runs } = useEditor()
  const isRunnable = useRunnableStep() === node.id
  const isActive = useStore(runs, (state) => state.isActive)
  const run = useRunPart()
  if (!isRunnable) return null
  return (
    <div role="toolbar" aria-label={t('canvasRuns.title')} className="flex gap-0.5 px-3 pb-1">
      {PART_ACTIONS.map(({ kind, icon, label, shortcut }) => (
        <IconButton
          key={kind}
          size="sm"
          icon={icon}
          label={t(label)}
          shortcut={shortcut}
          disabled={isActive}
          onClick={() => run(kind, node.id)}
        />
      ))}
      <IconButton
        size="sm"
        icon="map-pin"
        active={node.pinned !== undefined}
        label={t(node.pinned ? 'canvasRuns.editPin' : 'canvasRuns.pinOutput')}
        onClick={() => ui.getState().set({ pinEditor: node.id })}
      />
    </div>
  )
}
