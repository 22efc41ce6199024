import { useCallback } from 'react'
import type { NodeGroup } from '@/lib/graph/manifest'
import { useEditor, useUi } from '../state/editor-context'
import { PALETTE_KEY } from '../state/ui-store'

/** Whether the full node list is shown instead of the icon rail. Stored in this browser. */
export function usePaletteOpen(): [isOpen: boolean, set: (isOpen: boolean, group?: NodeGroup) => void] {
  const { ui } = useEditor()
  const isOpen = useUi((state) => state.isPaletteOpen)
  const setPaletteOpen = useCallback(
    (isPaletteOpen: boolean, paletteGroup: NodeGroup | null = null) => {
      ui.getState().set({ isPaletteOpen, paletteGroup })
      localStorage.setItem(PALETTE_KEY, isPaletteOpen ? 'open' : 'collapsed')
    },
    [ui],
  )
  return [isOpen, setPaletteOpen]
}
