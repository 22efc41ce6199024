'use client'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { frameLabel } from '@/components/runs/trace/frame-label'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { pathKey } from '@/lib/engine/state/path-key'
import { emptyRunState, type NodeState } from '@/lib/engine/state/run-state'
import { useEditor } from '../state/editor-context'

const NO_RUN = emptyRunState()

/** Steps through the items, rounds or calls in which a node ran. */
export function FramePicker({ state }: { state: NodeState }) {
  const { run, ui } = useEditor()
  const newest = useStore(run, ({ runs }) => runs.at(-1)?.run ?? NO_RUN)
  const keys = useMemo(
    () =>
      Object.values(newest.nodes)
        .filter(({ nodeId, path }) => nodeId === state.nodeId && path.length > 1)
        .toSorted((a, b) => Number(a.path.at(-2)) - Number(b.path.at(-2)) || 0)
        .map(({ path }) => pathKey(path)),
    [newest, state.nodeId],
  )
  if (state.path.length === 1 || keys.length === 0) return null
  const index = keys.indexOf(pathKey(state.path))
  const goTo = (step: number) => ui.getState().set({ tracedKey: keys[index + step] ?? null })
  return (
    <div className="mb-3 flex items-center gap-1 rounded-md bg-sunken px-1 text-sm">
      <IconButton
        size="sm"
        icon="chevron-left"
        label={t('containers.previousFrame')}
        disabled={index <= 0}
        onClick={() => goTo(-1)}
      />
      <span className="flex-1 truncate text-center text-muted">
        {frameLabel(newest, state)}{' '}
        {keys.length > 1 ? t('containers.frameOf', { at: index + 1, total: keys.length }) : ''}
      </span>
      <IconButton
        size="sm"
        icon="chevron-right"
        label={t('containers.nextFrame')}
        disabled={index >= keys.length - 1}
        onClick={() => goTo(1)}
      />
    </div>
  )
}
