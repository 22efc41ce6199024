'use client'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/client/messages/t'
import type { NodeState } from '@/lib/engine/state/run-state'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor } from '../state/editor-context'

/** Pins the node's result for later draft runs, which saves time and cost while editing other nodes. */
export function PinButton({ node, state }: { node: GraphNode; state: NodeState }) {
  const { actions, ui } = useEditor()
  if (node.pinned) {
    return (
      <>
        <Button size="sm" icon="pencil" onClick={() => ui.getState().set({ pinEditor: node.id })}>
          {t('canvasRuns.editPin')}
        </Button>
        <Button size="sm" icon="x" onClick={() => actions.setPinned(node.id, null)}>
          {t('canvas.unpin')}
        </Button>
      </>
    )
  }
  const { outputs } = state
  if (state.status !== 'done' || !outputs) return null
  return (
    <Button size="sm" icon="map-pin" onClick={() => actions.setPinned(node.id, outputs)}>
      {t('canvas.pin')}
    </Button>
  )
}
