'use client'
import { useReactFlow } from '@xyflow/react'
import { downloadAppFile } from '@/components/app-file/download-app-file'
import type { CommandActionGroup } from '@/components/ui/command-dialog'
import { CommandDialog } from '@/components/ui/command-dialog'
import { t } from '@/lib/client/messages/t'
import { useUrlState } from '@/lib/client/use-url-state'
import { useEditingCommands } from './editing/use-editing-commands'
import { FIT_SMOOTHLY } from './flow/fit-options'
import { addAfter, configure, RENAME } from './keyboard/node-actions'
import { toggleOutline } from './keyboard/toggle-outline'
import { useAutoLayout } from './layout/use-auto-layout'
import { usePartGroup } from './parts/use-part-group'
import { removeSelection } from './remove-selection'
import { ALIGNMENTS, DISTRIBUTIONS } from './state/arrange'
import { useEditor, useEditorState, useUi } from './state/editor-context'
import { useArrange } from './use-arrange'
import { copySelection, pasteFromClipboard } from './use-clipboard'
import { useFocusNode } from './use-focus-node'

/** Every action of the canvas by name, and every node to go to. */
export function CommandMenu() {
  const { ui } = useEditor()
  const open = useUi((state) => state.isCommandOpen)
  if (!open) return null
  return <OpenMenu onClose={() => ui.getState().set({ isCommandOpen: false })} />
}

function OpenMenu({ onClose }: { onClose: () => void }) {
  const groups = [useEditGroup(), usePartGroup(), useViewGroup(), useNodeGroup()]
  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t('commands.title')}
      groups={groups.filter(({ actions }) => actions.length > 0)}
    />
  )
}

function useEditGroup(): CommandActionGroup {
  const editor = useEditor()
  const { actions, store } = editor
  const arrange = useArrange()
  const chosen = useEditorState((state) => state.selection.length)
  const editing = useEditingCommands()
  const { history } = store.getState()
  const ofSelection = [
    { id: 'copy', label: t('common.copy'), icon: 'copy', shortcut: 'Ctrl C', run: () => void copySelection(actions) },
    { id: 'duplicate', label: t('common.duplicate'), icon: 'layers', shortcut: 'Ctrl D', run: actions.duplicate },
    {
      id: 'switch',
      label: t('commands.switch'),
      icon: 'eye-off',
      run: () => actions.toggleDisabled(store.getState().selection),
    },
    { id: 'delete', label: t('common.delete'), icon: 'trash', shortcut: '⌫', run: () => removeSelection(editor) },
  ] as const
  const [only] = store.getState().selection
  const ofNode =
    only === undefined
      ? []
      : ([
          {
            id: 'configure',
            label: t('keyboard.configure'),
            icon: 'settings',
            shortcut: 'I',
            run: () => configure(editor, only),
          },
          {
            id: 'rename',
            label: t('keyboard.rename'),
            icon: 'pencil',
            shortcut: 'F2',
            run: () => configure(editor, only, RENAME),
          },
          {
            id: 'connect',
            label: t('keyboard.connect'),
            icon: 'link',
            shortcut: 'C',
            run: () => editor.ui.getState().set({ connecting: { node: only } }),
          },
          {
            id: 'disconnect',
            label: t('keyboard.disconnect'),
            icon: 'unlink',
            shortcut: 'Shift C',
            run: () => editor.ui.getState().set({ disconnecting: only }),
          },
          {
            id: 'add-after',
            label: t('keyboard.addAfter'),
            icon: 'plus',
            shortcut: 'Shift A',
            run: () => addAfter(editor, only),
          },
        ] as const)
  const arranging = [
    ...ALIGNMENTS.map((to) => ({ id: `align-${to}`, label: t(`commands.align-${to}`), run: () => arrange.align(to) })),
    ...DISTRIBUTIONS.map((along) => ({
      id: `distribute-${along}`,
      label: t(`commands.distribute-${along}`),
      run: () => arrange.distribute(along),
    })),
  ].map((action) => ({ ...action, icon: 'align' as const }))
  return {
    label: t('commands.edit'),
    actions: [
      ...(history.past.length > 0
        ? [
            {
              id: 'undo',
              label: t('common.undo'),
              icon: 'undo' as const,
              shortcut: 'Ctrl Z',
              run: store.getState().undo,
            },
          ]
        : []),
      ...(history.future.length > 0
        ? [{ id: 'redo', label: t('canvas.redo'), icon: 'redo' as const, run: store.getState().redo }]
        : []),
      ...(chosen > 0 ? ofSelection : []),
      ...editing,
      ...(chosen === 1 ? ofNode : []),
      ...(chosen > 1 ? arranging : []),
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
      { id: 'all', label: t('canvas.selectAll'), icon: 'layers', shortcut: 'Ctrl A', run: actions.selectAll },
    ],
  }
}

function useViewGroup(): CommandActionGroup {
  const editor = useEditor()
  const { appId, ui, saver } = editor
  const { fitView, screenToFlowPosition } = useReactFlow()
  const layout = useAutoLayout()
  const [, setComparison] = useUrlState('versions')
  const set = ui.getState().set
  const add = () => {
    const at = screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 3 })
    set({ quickAdd: { kind: 'place', at } })
  }
  return {
    label: t('commands.view'),
    actions: [
      { id: 'add', label: t('canvas.addNode'), icon: 'plus', shortcut: 'A', run: add },
      {
        id: 'outline',
        label: t('outline.toggle'),
        icon: 'list-tree',
        shortcut: 'O',
        run: () => toggleOutline(editor),
      },
      { id: 'run', label: t('canvas.openRun'), icon: 'play', shortcut: 'R', run: () => ui.getState().openDock('run') },
      {
        id: 'problems',
        label: t('canvas.problems'),
        icon: 'alert-triangle',
        run: () => ui.getState().openDock('problems'),
      },
      {
        id: 'search',
        label: t('canvasSearch.title'),
        icon: 'search',
        shortcut: 'Ctrl F',
        run: () => set({ isSearchOpen: true }),
      },
      { id: 'tidy', label: t('canvas.tidyUp'), icon: 'network', shortcut: 'L', run: () => void layout() },
      {
        id: 'fit',
        label: t('canvas.zoomToFit'),
        icon: 'maximize',
        shortcut: 'F',
        run: () => void fitView(FIT_SMOOTHLY),
      },
      { id: 'save', label: t('canvas.saveNow'), icon: 'check', shortcut: 'Ctrl S', run: () => void saver.flush() },
      {
        id: 'export-file',
        label: t('appFile.export'),
        icon: 'download',
        run: () => void saver.flush().then(() => downloadAppFile(appId)),
      },
      { id: 'versions', label: t('versions.open'), icon: 'git-branch', run: () => setComparison('open') },
      {
        id: 'palette',
        label: t('commands.palette'),
        icon: 'panel-right',
        run: () => set({ isPaletteOpen: !ui.getState().isPaletteOpen }),
      },
      {
        id: 'inspector',
        label: t('canvas.toggleInspector'),
        icon: 'panel-right',
        run: () => set({ isInspectorOpen: !ui.getState().isInspectorOpen }),
      },
      {
        id: 'shortcuts',
        label: t('canvas.shortcuts'),
        icon: 'command',
        shortcut: '?',
        run: () => set({ isShortcutsOpen: true }),
      },
    ],
  }
}

function useNodeGroup(): CommandActionGroup {
  const { manifests } = useEditor()
  const nodes = useEditorState((state) => state.graph.nodes)
  const focusNode = useFocusNode()
  return {
    label: t('commands.goTo'),
    actions: nodes.map(({ id, label, type }) => ({
      id: `node-${id}`,
      label,
      icon: 'arrow-right',
      keywords: [manifests(type)?.label ?? type],
      run: () => focusNode(id, 'settings'),
    })),
  }
}
