'use client'
import { useEffect } from 'react'
import { useContractQuery } from '@/lib/client/use-contract'
import { useModelRules } from '@/lib/client/use-model-rules'
import { getLintFacts } from '@/lib/contracts/lint'
import { useEditor } from './state/editor-context'
import { createChecker } from './validation/create-checker'

const DELAY_MS = 250
const REFRESH_MS = 60_000

/** The server's own check and the linter's advice, in the browser, shortly after each step and when what they rest on changes. */
export function useValidation(): void {
  const { store } = useEditor()
  const models = useModelRules()
  const facts = useContractQuery(getLintFacts, { staleTime: REFRESH_MS, refetchInterval: () => REFRESH_MS }).data
  useEffect(() => {
    const checker = createChecker((issues) => store.getState().setIssues(issues))
    const check = () => {
      store.getState().setModels(models)
      checker.check({ graph: store.getState().graph, models, facts })
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph) return
      clearTimeout(timer)
      timer = setTimeout(check, DELAY_MS)
    })
    check()
    return () => {
      clearTimeout(timer)
      stop()
      checker.stop()
    }
  }, [store, models, facts])
}
