'use client'
import { useEffect } from 'react'
import { validate } from '@/lib/graph/validate'
import { useEditor } from './state/editor-context'

const DELAY_MS = 250

/** The server's own check, in the browser, shortly after each step. */
export function useValidation(): void {
  const { store, manifests } = useEditor()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        const { graph, setIssues } = store.getState()
        setIssues(validate(graph, manifests))
      }, DELAY_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, manifests])
}
