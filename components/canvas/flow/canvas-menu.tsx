'use client'
import { useReactFlow } from '@xyflow/react'
import { ContextMenuContent, ContextMenuItem, ContextMenuSeparator } from '@/components/ui/context-menu'
import { t } from '@/lib/client/messages/t'
import { useEditingCommands } from '../editing/use-editing-commands'
import { useAutoLayout } from '../layout/use-auto-layout'
import { PartItems } from '../parts/part-items'
import { useRunAll } from '../parts/use-run-all'
import { removeSelection } from '../remove-selection'
import { useEditor, useEditorState } from '../state/editor-context'
import { nestingOf } from '../state/nesting'
import { copySelection, pasteFromClipboard } from '../use-clipboard'
import { FIT_SMOOTHLY } from './fit-options'
import { tellLostEdges } from './tell-lost-edges'

/** The menu of what is chosen, or of the empty canvas. */
export function CanvasMenu({ at }: { at: { x: number; y: number } }) {
  const editor = useEditor()
  const selection = useEditorState((state) => state.selection)
  const selectedEdges = useEditorState((state) => state.selectedEdges)
  return (
    <ContextMenuContent>
      {selection.length > 0 ? (
        <SelectionItems />
      ) : selectedEdges.length > 0 ? (
        <ContextMenuItem icon="trash" tone="danger" shortcut="⌫" onSelect={() => editor.actions.removeSelection()}>
          {t('canvas.deleteEdge')}
        </ContextMenuItem>
      ) : (
        <PaneItems at={at} />
      )}
    </ContextMenuContent>
  )
}

function SelectionItems() {
  const editor = useEditor()
  const { actions, store } = editor
  const selection = useEditorState((state) => state.selection)
  const editing = useEditingCommands()
  const allOff = useEditorState(({ nodeById }) => selection.every((id) => nodeById.get(id)?.disabled))
  const container = useEditorState(({ graph, nodeById }) => {
    const { parentOf } = nestingOf(graph, editor.manifests)
    const around = selection.flatMap((id) => parentOf(id) ?? [])[0]
    return around === undefined ? undefined : nodeById.get(around)?.label
  })
  return (
    <>
      <PartItems />
      <ContextMenuItem icon="copy" shortcut="Ctrl C" onSelect={() => void copySelection(actions)}>
        {t('common.copy')}
      </ContextMenuItem>
      <ContextMenuItem icon="layers" shortcut="Ctrl D" onSelect={() => actions.duplicate()}>
        {t('common.duplicate')}
      </ContextMenuItem>
      <ContextMenuItem
        icon={allOff ? 'eye' : 'eye-off'}
        onSelect={() => actions.toggleDisabled(store.getState().selection)}
      >
        {t(allOff ? 'canvas.switchOn' : 'canvas.switchOff')}
      </ContextMenuItem>
      {editing.map(({ id, label, icon, shortcut, run }) => (
        <ContextMenuItem key={id} icon={icon} {...(shortcut ? { shortcut } : {})} onSelect={run}>
          {label}
        </ContextMenuItem>
      ))}
      {container === undefined ? null : (
        <ContextMenuItem
          icon="external-link"
          onSelect={() => tellLostEdges(store, actions.moveOut(store.getState().selection))}
        >
          {t('containers.moveOut', { name: container })}
        </ContextMenuItem>
      )}
      <ContextMenuSeparator />
      <ContextMenuItem icon="trash" tone="danger" shortcut="⌫" onSelect={() => removeSelection(editor)}>
        {t('common.delete')}
      </ContextMenuItem>
    </>
  )
}

function PaneItems({ at }: { at: { x: number; y: number } }) {
  const editor = useEditor()
  const { ui } = editor
  const { screenToFlowPosition, fitView } = useReactFlow()
  const layout = useAutoLayout()
  const runAll = useRunAll()
  return (
    <>
      <ContextMenuItem icon="play" onSelect={runAll}>
        {t('canvasRuns.all')}
      </ContextMenuItem>
      <ContextMenuItem
        icon="plus"
        shortcut="A"
        onSelect={() => ui.getState().set({ quickAdd: { kind: 'place', at: screenToFlowPosition(at) } })}
      >
        {t('canvas.addNode')}
      </ContextMenuItem>
      <ContextMenuItem
        icon="file"
        shortcut="Ctrl V"
        onSelect={() => void pasteFromClipboard(editor, screenToFlowPosition(at))}
      >
        {t('canvas.paste')}
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem icon="maximize" shortcut="F" onSelect={() => void fitView(FIT_SMOOTHLY)}>
        {t('canvas.zoomToFit')}
      </ContextMenuItem>
      <ContextMenuItem icon="network" shortcut="L" onSelect={() => void layout()}>
        {t('canvas.tidyUp')}
      </ContextMenuItem>
    </>
  )
}
