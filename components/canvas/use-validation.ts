'use client'
import { useEffect } from 'react'
import { useModelRules } from '@/lib/client/use-model-rules'
import { validate } from '@/lib/graph/validate'
import { useEditor } from './state/editor-context'

const DELAY_MS = 250

/** The server's own check, in the browser, shortly after each step and when the workspace's policy changes. */
export function useValidation(): void {
  const { store, manifests } = useEditor()
  const models = useModelRules()
  useEffect(() => {
    const check = () => {
      const { graph, setIssues, setModels } = store.getState()
      setModels(models)
      setIssues(validate(graph, manifests, models))
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph) return
      clearTimeout(timer)
      timer = setTimeout(check, DELAY_MS)
    })
    if (models) check()
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, manifests, models])
}
