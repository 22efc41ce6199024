'use client'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { useEditor, useGraphNode } from '../state/editor-context'
import { PART_ACTIONS } from './part-actions'
import { useRunnableStep } from './runnable-step'
import { useRunPart } from './use-run-part'

/** Menu items of one node: partial runs and pinning. */
export function PartItems() {
  const { ui, actions } = useEditor()
  const nodeId = useRunnableStep()
  const node = useGraphNode(nodeId ?? '')
  const run = useRunPart()
  if (!node) return null
  return (
    <>
      {PART_ACTIONS.map(({ kind, icon, label, shortcut }) => (
        <DropdownMenuItem key={kind} icon={icon} shortcut={shortcut} onSelect={() => run(kind, node.id)}>
          {t(label)}
        </DropdownMenuItem>
      ))}
      <DropdownMenuItem icon="map-pin" onSelect={() => ui.getState().set({ pinEditor: node.id })}>
        {t(node.pinned ? 'canvasRuns.editPin' : 'canvasRuns.pinOutput')}
      </DropdownMenuItem>
      {node.pinned ? (
        <DropdownMenuItem icon="x" onSelect={() => actions.setPinned(node.id, null)}>
          {t('canvas.unpin')}
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuSeparator />
    </>
  )
}
