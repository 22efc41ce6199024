'use client'
import { useEffect } from 'react'
import { useContractQuery } from '@/lib/client/use-contract'
import { useModelRules } from '@/lib/client/use-model-rules'
import { getLintFacts } from '@/lib/contracts/lint'
import { lint } from '@/lib/graph/lint/lint'
import { validate } from '@/lib/graph/validate'
import { useEditor } from './state/editor-context'

const DELAY_MS = 250
const REFRESH_MS = 60_000

/** The server's own check and the linter's advice, in the browser, shortly after each step and when what they rest on changes. */
export function useValidation(): void {
  const { store, manifests } = useEditor()
  const models = useModelRules()
  const facts = useContractQuery(getLintFacts, { staleTime: REFRESH_MS, refetchInterval: () => REFRESH_MS }).data
  useEffect(() => {
    const check = () => {
      const { graph, setIssues, setModels } = store.getState()
      setModels(models)
      setIssues([...validate(graph, manifests, models), ...(facts ? lint(graph, manifests, facts) : [])])
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph) return
      clearTimeout(timer)
      timer = setTimeout(check, DELAY_MS)
    })
    if (models || facts) check()
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [store, manifests, models, facts])
}
