'use client'
import { useEffect } from 'react'
import { useEditor } from './state/editor-context'
import { finishSave, saveWhenAnswered } from './state/saving/unfinished-saves'

/** Saves every step after a short delay, and asks before the page is left with unsaved changes. */
export function useAutosave(): void {
  const { appId, store, save, saver } = useEditor()
  useEffect(() => {
    const stop = store.subscribe((state, before) => {
      if (state.graph !== before.graph) saver.change(state.graph)
    })
    const warn = (event: BeforeUnloadEvent) => {
      if (!saver.isDirty()) return
      void saver.flush()
      event.preventDefault()
    }
    const unsubscribe = saveWhenAnswered(saver)
    window.addEventListener('beforeunload', warn)
    return () => {
      stop()
      window.removeEventListener('beforeunload', warn)
      unsubscribe()
      // Navigation within the studio saves immediately.
      finishSave({ appId, save, saver })
    }
  }, [appId, store, save, saver])
}
