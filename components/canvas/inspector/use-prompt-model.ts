'use client'
import { useMemo } from 'react'
import type { NodeFormContextValue } from '@/components/node-form/node-form-context'
import { tokenizerOf } from '@/components/node-form/tokens/count-tokens'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listModels } from '@/lib/contracts/models'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { useEditorState } from '../state/editor-context'

/** The model that processes the node's prompt: its own, or that of the node that receives its messages. */
export function usePromptModel(node: GraphNode): NodeFormContextValue['promptModel'] {
  const reader = useEditorState((state) => readerOf(state.graph, node))
  const { data } = useContractQuery(listModels, { staleTime: 30_000 })
  return useMemo(() => {
    if (!data || reader === null) return null
    const [connection = '', ...rest] = reader.split(' ')
    const name = connection === 'auto' ? data.defaultChat : { connection, model: rest.join(' ') }
    const found = data.models.find((item) => item.connection === name.connection && item.model === name.model)
    if (!found) return null
    return { tokenizer: tokenizerOf(found.provider ?? '', found.model), contextTokens: found.contextTokens }
  }, [data, reader])
}

/** A string `connection model`, so that unrelated graph changes trigger no render. */
function readerOf(graph: Graph, node: GraphNode): string | null {
  const nodeModel = modelOf(node)
  if (nodeModel !== null) return nodeModel
  const next = new Set(graph.edges.filter(({ from }) => from.node === node.id).map(({ to }) => to.node))
  for (const other of graph.nodes) {
    const model = next.has(other.id) ? modelOf(other) : null
    if (model !== null) return model
  }
  return null
}

function modelOf({ config: { model } }: GraphNode): string | null {
  if (typeof model !== 'object' || model === null || Array.isArray(model)) return null
  return `${String(model.connection)} ${String(model.model)}`
}
