'use client'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { LazyDialog } from '@/components/ui/lazy-part'
import type { Part } from '@/components/ui/part'
import { whenIdle } from '@/components/ui/when-idle'
import { keepTyping } from '../palette/typed-ahead'
import { useEditor, useUi } from '../state/editor-context'
import type { UiState } from '../state/ui-store'
import {
  commandMenu,
  conflictDialog,
  connectDialog,
  disconnectDialog,
  filesDialog,
  partDialog,
  pinDialog,
  preloadParts,
  quickAddDialog,
  removalDialog,
  searchDialog,
  shortcutsDialog,
  subAppDialog,
} from './parts'

/** Each dialog with the state that opens it and its closed value. */
const DIALOGS: readonly DialogProps[] = [
  { part: quickAddDialog, state: 'quickAdd', closed: null },
  { part: removalDialog, state: 'isRemovalOpen', closed: false },
  { part: partDialog, state: 'pendingPart', closed: null },
  { part: pinDialog, state: 'pinEditor', closed: null },
  { part: shortcutsDialog, state: 'isShortcutsOpen', closed: false },
  { part: searchDialog, state: 'isSearchOpen', closed: false },
  { part: commandMenu, state: 'isCommandOpen', closed: false },
  { part: connectDialog, state: 'connecting', closed: null },
  { part: disconnectDialog, state: 'disconnecting', closed: null },
  { part: subAppDialog, state: 'isSubAppOpen', closed: false },
  { part: filesDialog, state: 'files', closed: null },
]

const NO_PROPS = {}
/** Delay that lets the canvas render and validate first. */
const PRELOAD_AFTER_MS = 1_500

/** The dialogs of the canvas, each loaded when first opened. */
export function Dialogs() {
  const { save } = useEditor()
  const isAdding = useUi((state) => state.quickAdd !== null)
  useEffect(() => (isAdding ? keepTyping() : undefined), [isAdding])
  const isConflict = useStore(save, ({ status }) => status === 'conflict')
  useEffect(() => {
    let cancel = () => {}
    const timer = setTimeout(() => {
      cancel = whenIdle(() => void preloadParts())
    }, PRELOAD_AFTER_MS)
    return () => {
      clearTimeout(timer)
      cancel()
    }
  }, [])
  return (
    <>
      {DIALOGS.map((dialog) => (
        <Dialog key={dialog.state} {...dialog} />
      ))}
      <LazyDialog part={conflictDialog} open={isConflict} props={NO_PROPS} />
    </>
  )
}

interface DialogProps {
  part: Part<object>
  state: keyof UiState
  closed: null | false
}

function Dialog({ part, state, closed }: DialogProps) {
  const { ui } = useEditor()
  const open = useUi((all) => all[state] !== closed)
  return <LazyDialog part={part} open={open} props={NO_PROPS} onClose={() => ui.getState().set({ [state]: closed })} />
}
