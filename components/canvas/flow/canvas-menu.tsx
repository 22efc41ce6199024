'use client'
import { useReactFlow } from '@xyflow/react'
import { useRef } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu'
import { t } from '@/lib/client/messages/t'
import { ColorItems } from '../editing/color-items'
import { useEditingCommands } from '../editing/use-editing-commands'
import { useAutoLayout } from '../layout/use-auto-layout'
import { PartItems } from '../parts/part-items'
import { useRunAll } from '../parts/use-run-all'
import { removeSelection } from '../remove-selection'
import { useEditor, useEditorState } from '../state/editor-context'
import { nestingOf } from '../state/layout/nesting'
import { copySelection, pasteFromClipboard } from '../use-clipboard'
import { FIT_SMOOTHLY } from './fit-options'
import { notifyRemovedEdges } from './notify-removed-edges'

export interface CanvasMenuProps {
  /** Position in window pixels. */
  at: { x: number; y: number }
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Context menu of the selection or of the empty canvas. */
export function CanvasMenu({ at, open, onOpenChange }: CanvasMenuProps) {
  const previousFocus = useRef<Element | null>(null)
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange} place={{ ...at, width: 0, height: 0 }}>
      <DropdownMenuContent
        align="start"
        aria-labelledby={undefined}
        aria-label={t('canvas.title')}
        onFocusCapture={({ relatedTarget }) => {
          previousFocus.current ??= relatedTarget
        }}
        // A click outside has already moved the focus.
        onInteractOutside={() => {
          previousFocus.current = document.body
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          if (previousFocus.current instanceof HTMLElement && previousFocus.current !== document.body)
            previousFocus.current.focus()
          previousFocus.current = null
        }}
      >
        <Items at={at} />
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function Items({ at }: Pick<CanvasMenuProps, 'at'>) {
  const editor = useEditor()
  const selection = useEditorState((state) => state.selection)
  const selectedEdges = useEditorState((state) => state.selectedEdges)
  if (selection.length > 0) return <SelectionItems />
  if (selectedEdges.length === 0) return <PaneItems at={at} />
  return (
    <DropdownMenuItem icon="trash" tone="danger" shortcut="⌫" onSelect={() => editor.actions.removeSelection()}>
      {t('canvas.deleteEdge')}
    </DropdownMenuItem>
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
    const parentId = selection.flatMap((id) => parentOf(id) ?? [])[0]
    return parentId === undefined ? undefined : nodeById.get(parentId)?.label
  })
  return (
    <>
      <PartItems />
      <DropdownMenuItem icon="copy" shortcut="Ctrl C" onSelect={() => void copySelection(actions)}>
        {t('common.copy')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="layers" shortcut="Ctrl D" onSelect={() => actions.duplicate()}>
        {t('common.duplicate')}
      </DropdownMenuItem>
      <DropdownMenuItem
        icon={allOff ? 'eye' : 'eye-off'}
        onSelect={() => actions.toggleDisabled(store.getState().selection)}
      >
        {t(allOff ? 'canvas.switchOn' : 'canvas.switchOff')}
      </DropdownMenuItem>
      {editing.map(({ id, label, icon, shortcut, run }) => (
        <DropdownMenuItem key={id} icon={icon} {...(shortcut ? { shortcut } : {})} onSelect={run}>
          {label}
        </DropdownMenuItem>
      ))}
      {container === undefined ? null : (
        <DropdownMenuItem
          icon="external-link"
          onSelect={() => notifyRemovedEdges(store, actions.moveOut(store.getState().selection))}
        >
          {t('containers.moveOut', { name: container })}
        </DropdownMenuItem>
      )}
      <ColorItems />
      <DropdownMenuSeparator />
      <DropdownMenuItem icon="trash" tone="danger" shortcut="⌫" onSelect={() => removeSelection(editor)}>
        {t('common.delete')}
      </DropdownMenuItem>
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
      <DropdownMenuItem icon="play" onSelect={runAll}>
        {t('canvasRuns.all')}
      </DropdownMenuItem>
      <DropdownMenuItem
        icon="plus"
        shortcut="A"
        onSelect={() => ui.getState().set({ quickAdd: { kind: 'place', at: screenToFlowPosition(at) } })}
      >
        {t('canvas.addNode')}
      </DropdownMenuItem>
      <DropdownMenuItem
        icon="file"
        shortcut="Ctrl V"
        onSelect={() => void pasteFromClipboard(editor, screenToFlowPosition(at))}
      >
        {t('canvas.paste')}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem icon="maximize" shortcut="F" onSelect={() => void fitView(FIT_SMOOTHLY)}>
        {t('canvas.zoomToFit')}
      </DropdownMenuItem>
      <DropdownMenuItem icon="network" shortcut="L" onSelect={() => void layout()}>
        {t('canvas.tidyUp')}
      </DropdownMenuItem>
    </>
  )
}
