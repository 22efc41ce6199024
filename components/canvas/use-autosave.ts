'use client'
import { useEffect } from 'react'
import { useEditor } from './state/editor-context'

/** Every step of the drawing is saved shortly after it; leaving the page with unsaved work asks first. */
export function useAutosave(): void {
  const { store, saver } = useEditor()
  useEffect(() => {
    const stop = store.subscribe((state, before) => {
      if (state.graph !== before.graph) saver.change(state.graph)
    })
    const warn = (event: BeforeUnloadEvent) => {
      if (!saver.isDirty()) return
      void saver.flush()
      event.preventDefault()
    }
    const retry = () => void saver.flush()
    window.addEventListener('beforeunload', warn)
    window.addEventListener('online', retry)
    return () => {
      stop()
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('online', retry)
      // Going to another page of the studio does not wait for the timer.
      if (saver.isDirty()) void saver.flush()
    }
  }, [store, saver])
}
