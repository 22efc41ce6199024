'use client'
import type { CommandAction, CommandActionGroup } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { useEditingCommands } from '../editing/use-editing-commands'
import { addAfter, configure, NAME_FIELD } from '../keyboard/node-actions'
import { removeSelection } from '../remove-selection'
import { type Editor, useEditor, useEditorState } from '../state/editor-context'
import { ALIGNMENTS, DISTRIBUTIONS } from '../state/layout/arrange'
import { useArrange } from '../use-arrange'
import { copySelection, pasteFromClipboard } from '../use-clipboard'

/** Actions on the graph and on the selection. */
export function useEditGroup(): CommandActionGroup {
  const editor = useEditor()
  const arrange = useArrange()
  const selection = useEditorState((state) => state.selection)
  const editing = useEditingCommands()
  const [only] = selection
  return {
    label: t('commands.edit'),
    actions: [
      ...ofHistory(editor),
      ...(selection.length > 0 ? ofSelection(editor) : []),
      ...editing,
      ...(only !== undefined && selection.length === 1 ? nodeCommands(editor, only) : []),
      ...(selection.length > 1 ? ofSeveral(arrange) : []),
      ...ofDrawing(editor),
    ],
  }
}

function ofHistory({ store }: Editor): CommandAction[] {
  const { history, undo, redo } = store.getState()
  return [
    ...(history.past.length > 0
      ? [{ id: 'undo', label: t('common.undo'), icon: 'undo' as const, shortcut: 'Ctrl Z', run: undo }]
      : []),
    ...(history.future.length > 0 ? [{ id: 'redo', label: t('canvas.redo'), icon: 'redo' as const, run: redo }] : []),
  ]
}

function ofSelection(editor: Editor): CommandAction[] {
  const { actions, store } = editor
  return [
    { id: 'copy', label: t('common.copy'), icon: 'copy', shortcut: 'Ctrl C', run: () => void copySelection(actions) },
    { id: 'duplicate', label: t('common.duplicate'), icon: 'layers', shortcut: 'Ctrl D', run: actions.duplicate },
    {
      id: 'switch',
      label: t('commands.switch'),
      icon: 'eye-off',
      run: () => actions.toggleDisabled(store.getState().selection),
    },
    { id: 'delete', label: t('common.delete'), icon: 'trash', shortcut: '⌫', run: () => removeSelection(editor) },
  ]
}

function nodeCommands(editor: Editor, id: string): CommandAction[] {
  const { set } = editor.ui.getState()
  return [
    {
      id: 'configure',
      label: t('keyboard.configure'),
      icon: 'settings',
      shortcut: 'I',
      run: () => configure(editor, id),
    },
    {
      id: 'rename',
      label: t('keyboard.rename'),
      icon: 'pencil',
      shortcut: 'F2',
      run: () => configure(editor, id, NAME_FIELD),
    },
    {
      id: 'connect',
      label: t('keyboard.connect'),
      icon: 'link',
      shortcut: 'C',
      run: () => set({ connecting: { node: id } }),
    },
    {
      id: 'disconnect',
      label: t('keyboard.disconnect'),
      icon: 'unlink',
      shortcut: 'Shift C',
      run: () => set({ disconnecting: id }),
    },
    {
      id: 'add-after',
      label: t('keyboard.addAfter'),
      icon: 'plus',
      shortcut: 'Shift A',
      run: () => addAfter(editor, id),
    },
  ]
}

function ofSeveral(arrange: ReturnType<typeof useArrange>): CommandAction[] {
  return [
    ...ALIGNMENTS.map((to) => ({ id: `align-${to}`, label: t(`commands.align-${to}`), run: () => arrange.align(to) })),
    ...DISTRIBUTIONS.map((axis) => ({
      id: `distribute-${axis}`,
      label: t(`commands.distribute-${axis}`),
      run: () => arrange.distribute(axis),
    })),
  ].map((action) => ({ ...action, icon: 'align' as const }))
}

function ofDrawing(editor: Editor): CommandAction[] {
  return [
    {
      id: 'paste',
      label: t('canvas.paste'),
      icon: 'file',
      shortcut: 'Ctrl V',
      run: () => void pasteFromClipboard(editor),
    },
    {
      id: 'lasso',
      label: t('canvasEditing.lasso'),
      icon: 'lasso',
      shortcut: 'Q',
      run: () => editor.ui.getState().set({ isLassoOn: true }),
    },
    { id: 'all', label: t('canvas.selectAll'), icon: 'layers', shortcut: 'Ctrl A', run: editor.actions.selectAll },
  ]
}
