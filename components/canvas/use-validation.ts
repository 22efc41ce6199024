'use client'
import { useEffect, useRef } from 'react'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getLintFacts, type LintFactsView } from '@/lib/contracts/lint'
import { NO_NAMES, type ResourceNames } from '@/lib/graph/resource-names'
import { useEditor } from './state/editor-context'
import type { Presets } from './state/presets'
import { createChecker } from './validation/create-checker'

const DELAY_MS = 250
const REFRESH_MS = 60_000

/** Runs the server's validation and the linter in the browser, shortly after each step or change of its context. */
export function useValidation(): void {
  const { store, presets } = useEditor()
  const { data: facts, isPending } = useContractQuery(getLintFacts, {
    staleTime: REFRESH_MS,
    refetchInterval: () => REFRESH_MS,
  })
  const models = facts?.rules
  // A check without the facts would list fewer problems and then more.
  const latest = useRef({ models, facts, isPending })
  const checkSoon = useRef(() => {})
  useEffect(() => {
    // Kept while the graph is open, because starting a worker for a large graph is slow.
    const checker = createChecker((issues) => store.getState().setIssues(issues))
    let timer: ReturnType<typeof setTimeout> | undefined
    checkSoon.current = () => {
      clearTimeout(timer)
      const { isPending, ...context } = latest.current
      if (isPending) return
      timer = setTimeout(() => checker.check({ graph: store.getState().graph, ...context }), DELAY_MS)
    }
    const stop = store.subscribe((state, before) => state.graph !== before.graph && checkSoon.current())
    return () => {
      clearTimeout(timer)
      stop()
      checker.stop()
    }
  }, [store])
  useEffect(() => {
    latest.current = { models, facts, isPending }
    Object.assign(presets, {
      knowledgeBaseId: ifSingle(facts?.knowledgeBases)?.id ?? null,
      table: ifSingle(facts?.choices.tables) ?? null,
      mcpServer: ifSingle(facts?.choices.mcpServers) ?? null,
    } satisfies Presets)
    store.getState().setModels(models)
    store.getState().setNames(facts ? namesOf(facts) : NO_NAMES)
    checkSoon.current()
  }, [store, presets, models, facts, isPending])
}

const ifSingle = <Item>(items: readonly Item[] = []): Item | undefined => (items.length === 1 ? items[0] : undefined)

function namesOf({ rules, knowledgeBases }: LintFactsView): ResourceNames {
  return {
    defaultModel: rules.defaultChat?.model ?? '',
    knowledgeBases: new Map(knowledgeBases.map(({ id, name }) => [id, name])),
  }
}
