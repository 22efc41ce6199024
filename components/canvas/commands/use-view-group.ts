'use client'
import { useReactFlow } from '@xyflow/react'
import { downloadAppFile } from '@/components/app-file/download-app-file'
import type { CommandActionGroup } from '@/components/ui/command-dialog'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { FIT_SMOOTHLY } from '../flow/fit-options'
import { openRun } from '../keyboard/focus-node-element'
import { toggleOutline } from '../keyboard/toggle-outline'
import { useAutoLayout } from '../layout/use-auto-layout'
import { useEditor } from '../state/editor-context'

/** Actions that change what the page shows. */
export function useViewGroup(): CommandActionGroup {
  const editor = useEditor()
  const { appId, ui, saver } = editor
  const { fitView, screenToFlowPosition } = useReactFlow()
  const layout = useAutoLayout()
  const [, setComparison] = useUrlState('versions')
  const set = ui.getState().set
  const add = () => {
    const position = screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 3 })
    set({ quickAdd: { kind: 'place', at: position } })
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
      { id: 'run', label: t('canvas.openRun'), icon: 'play', shortcut: 'R', run: () => openRun(editor) },
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
