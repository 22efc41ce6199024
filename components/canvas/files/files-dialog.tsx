'use client'
import { useCallback, useEffect, useState } from 'react'
import ImportAppDialog from '@/components/app-file/import-app-dialog'

import { isAppFile } from '@/lib/graph/app-file/is-app-file'
import { useEditor, useUi } from '../state/editor-context'
import type { GivenFiles } from '../state/ui-store'
import { pasteText } from '../use-clipboard'
import { clipOfApp } from './clip-of-app'
import { DocumentsDialog } from './documents-dialog'

/** Options for dropped or pasted files: import an app, or add documents to a knowledge base. */
export function FilesDialog() {
  const { ui } = useEditor()
  const files = useUi((state) => state.files)
  const close = useCallback(() => ui.getState().set({ files: null }), [ui])
  return files ? <FileQuestion droppedFiles={files} onClose={close} /> : null
}

function FileQuestion({ droppedFiles, onClose }: { droppedFiles: GivenFiles; onClose: () => void }) {
  const editor = useEditor()
  const kind = useKind(droppedFiles, onClose)
  const [file] = droppedFiles.files
  if (kind === 'documents') return <DocumentsDialog files={droppedFiles.files} onClose={onClose} />
  if (kind !== 'app' || !file) return null
  return (
    <ImportAppDialog
      file={file}
      onClose={onClose}
      insert={(drawing) => {
        const { store, actions, manifests } = editor
        const clip = clipOfApp(store.getState().graph, drawing, manifests)
        actions.insertClip(clip, droppedFiles.at)
        onClose()
      }}
    />
  )
}

/** Copied nodes stored in a file are pasted without asking. */
function useKind({ files, at }: GivenFiles, onClose: () => void): 'app' | 'documents' | null {
  const editor = useEditor()
  const [kind, setKind] = useState<'app' | 'documents' | null>(null)
  useEffect(() => {
    let isOver = false
    const inspect = async () => {
      const [file] = files
      const text = files.length === 1 && file?.name.toLowerCase().endsWith('.json') ? await file.text() : ''
      if (isOver) return
      if (isAppFile(text)) setKind('app')
      else if (text.includes('"patchbay"')) {
        onClose()
        pasteText(editor, text, at)
      } else setKind('documents')
    }
    inspect().catch(() => isOver || setKind('documents'))
    return () => {
      isOver = true
    }
  }, [editor, files, at, onClose])
  return kind
}
