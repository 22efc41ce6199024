'use client'
import { useEffect } from 'react'
import { useEditor } from './state/editor-context'
import { finishSave, saveWhenAnswered } from './state/saving/unfinished-saves'

/** Every step of the drawing is saved shortly after it; leaving the page with unsaved work asks first. */
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
    const stopWaiting = saveWhenAnswered(saver)
    window.addEventListener('beforeunload', warn)
    return () => {
      stop()
      window.removeEventListener('beforeunload', warn)
      stopWaiting()
      // Going to another page of the studio does not wait for the timer.
      finishSave({ appId, save, saver })
    }
  }, [appId, store, save, saver])
}
