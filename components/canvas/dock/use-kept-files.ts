'use client'
import { useCallback } from 'react'
import { createRunFileStore, type RunFileStore } from '@/components/runs/chat/run-file-store'
import { useEditor } from '../state/editor-context'

/** The unsent files of the message or of a form field. They outlive the run panel, which makes room for a node's settings. */
export function useKeptFiles(): (field: string) => RunFileStore {
  const { appId, ui } = useEditor()
  return useCallback(
    (field) => {
      const { fileDrafts } = ui.getState()
      const store = fileDrafts.get(field) ?? createRunFileStore(appId)
      fileDrafts.set(field, store)
      return store
    },
    [appId, ui],
  )
}
