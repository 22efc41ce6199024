'use client'
import { type ComponentType, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useEditor, useUi } from '../state/editor-context'
import {
  CommandMenu,
  ConflictDialog,
  ConnectDialog,
  DisconnectDialog,
  FilesDialog,
  PartDialog,
  PinDialog,
  preloadParts,
  QuickAddDialog,
  RemovalDialog,
  SearchDialog,
  ShortcutsDialog,
  SubAppDialog,
} from './parts'

/** The dialogs of the canvas, each loaded when it first opens. */
export function Dialogs() {
  const { save } = useEditor()
  useEffect(() => {
    const timer = setTimeout(() => void preloadParts(), 1_500)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <Once dialog={QuickAddDialog} open={useUi((state) => state.quickAdd !== null)} />
      <Once dialog={RemovalDialog} open={useUi((state) => state.isRemovalAsked)} />
      <Once dialog={PartDialog} open={useUi((state) => state.askedPart !== null)} />
      <Once dialog={PinDialog} open={useUi((state) => state.pinEditor !== null)} />
      <Once dialog={ShortcutsDialog} open={useUi((state) => state.isShortcutsOpen)} />
      <Once dialog={SearchDialog} open={useUi((state) => state.isSearchOpen)} />
      <Once dialog={CommandMenu} open={useUi((state) => state.isCommandOpen)} />
      <Once dialog={ConnectDialog} open={useUi((state) => state.connecting !== null)} />
      <Once dialog={DisconnectDialog} open={useUi((state) => state.disconnecting !== null)} />
      <Once dialog={SubAppDialog} open={useUi((state) => state.isSubAppAsked)} />
      <Once dialog={FilesDialog} open={useUi((state) => state.files !== null)} />
      <Once dialog={ConflictDialog} open={useStore(save, (state) => state.status === 'conflict')} />
    </>
  )
}

/** From its first opening on it stays, so that it can close softly. */
function Once({ dialog: Dialog, open }: { dialog: ComponentType; open: boolean }) {
  const [wasOpen, setWasOpen] = useState(open)
  if (open && !wasOpen) setWasOpen(true)
  return wasOpen || open ? <Dialog /> : null
}
