'use client'
import { useMemo, useState } from 'react'
import { toast } from '@/components/ui/toast'
import { parseError } from '@/lib/client/http/parse-error'
import { send } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { rerunRun } from '@/lib/contracts/runs'
import type { Json, JsonObject } from '@/lib/core/json'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { GraphNode } from '@/lib/graph/graph'
import { useEditor, useEditorState } from '../state/editor-context'

export interface Trial {
  /** Inputs of the run, or their changed values. */
  inputs: Json
  setInputs(inputs: JsonObject): void
  changedNodes: readonly GraphNode[]
  hasOtherInputs: boolean
  isStarting: boolean
  discard(): void
  /** Reruns the nodes that depend on the changes. */
  start(): void
}

/** Settings and inputs changed on the canvas of a run, and the rerun with them. */
export function useTrial(runId: string, inputs: Json, onStarted: (runId: string) => void): Trial {
  const { store } = useEditor()
  const [original] = useState(() => store.getState().graph)
  const graph = useEditorState((state) => state.graph)
  const [otherInputs, setOtherInputs] = useState<JsonObject | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const changedNodes = useMemo(() => {
    const originalConfigs = new Map(original.nodes.map(({ id, config }) => [id, canonicalJson(config)]))
    return graph.nodes.filter(({ id, config }) => originalConfigs.get(id) !== canonicalJson(config))
  }, [original, graph])
  const hasOtherInputs = otherInputs !== null && canonicalJson(otherInputs) !== canonicalJson(inputs)
  async function start() {
    setIsStarting(true)
    try {
      const body = {
        configs: Object.fromEntries(changedNodes.map(({ id, config }) => [id, config])),
        ...(otherInputs && hasOtherInputs ? { inputs: otherInputs } : {}),
      }
      const response = await send(rerunRun, { params: { runId }, body })
      if (!response.ok) throw await parseError(response)
      // The new run is loaded by its id and continues independently.
      await response.body?.cancel()
      const trialId = response.headers.get('x-run-id')
      if (trialId) onStarted(trialId)
    } catch (error) {
      toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
    } finally {
      setIsStarting(false)
    }
  }
  return {
    inputs: otherInputs ?? inputs,
    setInputs: setOtherInputs,
    changedNodes,
    hasOtherInputs,
    isStarting,
    discard: () => {
      store.getState().replace(original)
      setOtherInputs(null)
    },
    start: () => void start(),
  }
}
