'use client'
import { useStore } from 'zustand'
import { Button } from '@/components/ui/button'
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
    <div role="toolbar" aria-label={t('canvasRuns.title')} className="flex flex-wrap gap-1 px-4 pb-3">
      {PART_ACTIONS.map(({ kind, icon, label, shortcut }) => (
        <Button
          key={kind}
          size="sm"
          variant={kind === 'node' ? 'secondary' : 'ghost'}
          icon={icon}
          title={shortcut}
          className="px-2"
          disabled={isActive}
          onClick={() => run(kind, node.id)}
        >
          {t(label)}
        </Button>
      ))}
      <Button
        size="sm"
        variant="ghost"
        icon="map-pin"
        className="px-2"
        aria-pressed={node.pinned !== undefined}
        onClick={() => ui.getState().set({ pinEditor: node.id })}
      >
        {t(node.pinned ? 'canvasRuns.editPin' : 'canvasRuns.pinOutput')}
      </Button>
    </div>
  )
}
