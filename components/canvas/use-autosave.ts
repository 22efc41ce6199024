'use client'
import { useEffect } from 'react'
import { answering } from '@/lib/client/answering'
import { signedOut } from '@/lib/client/signed-out'
import { useEditor } from './state/editor-context'
import { finishSave } from './state/unfinished-saves'

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
    const retry = () => {
      if (saver.isDirty() && answering.read() && !signedOut.read()) void saver.flush()
    }
    const stopWaiting = [answering.subscribe(retry), signedOut.subscribe(retry)]
    window.addEventListener('beforeunload', warn)
    return () => {
      stop()
      window.removeEventListener('beforeunload', warn)
      for (const end of stopWaiting) end()
      // Going to another page of the studio does not wait for the timer.
      if (!saver.isDirty()) return
      void saver.flush()
      finishSave(appId, save)
    }
  }, [appId, store, save, saver])
}
