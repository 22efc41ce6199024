import { useEffect } from 'react'
import { useMediaQuery } from '@/lib/client/hooks/use-media-query'
import { useEditor, useEditorState, useUi } from './state/editor-context'

/** Narrower windows would leave too little of the canvas beside both panels. */
const FITS_BOTH = '(width >= 1700px)'

/**
 * The panels right of the canvas. If the window has no room for both, the panel that was opened last is
 * shown: selecting a node shows its settings, and clearing the selection or pressing Run brings back the run
 * panel.
 */
export function useRightPanels(): { hasDock: boolean; hasInspector: boolean; canSwitch: boolean } {
  const fitsBoth = useMediaQuery(FITS_BOTH)
  const isDockRight = useUi((state) => state.isDockOpen && state.dockSide === 'right')
  const hasSelection = useEditorState((state) => state.selection.length > 0)
  const isInspectorOpen = useUi((state) => state.isInspectorOpen) && hasSelection
  const isDockLast = useUi((state) => state.rightPanel === 'dock')
  const isOneHidden = !fitsBoth && isDockRight && isInspectorOpen
  return {
    hasDock: isDockRight && !(isOneHidden && !isDockLast),
    hasInspector: isInspectorOpen && !(isOneHidden && isDockLast),
    canSwitch: isOneHidden,
  }
}

/** Selecting a node shows its settings. */
export function useInspectorOnSelect(): void {
  const { store, ui } = useEditor()
  useEffect(
    () =>
      store.subscribe(({ selection }, before) => {
        if (selection !== before.selection && selection.length > 0) ui.getState().set({ rightPanel: 'inspector' })
      }),
    [store, ui],
  )
}
