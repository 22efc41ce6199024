'use client'
import { useMemo } from 'react'
import type { NodeFormContextValue } from '@/components/node-form/node-form-context'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listEnvironmentVariables } from '@/lib/contracts/environment-variables'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { useEditor, useEditorState } from '../state/editor-context'
import { describeReference, referenceOptions } from '../state/ports/reference-source'

/**
 * Suggestions after `{{` and the labels of reference chips. Suggestions are computed when the menu opens, not on every
 * keystroke.
 */
export function useReferenceSource(nodeId: string): Pick<NodeFormContextValue, 'options' | 'describeChip'> {
  const { store, manifests } = useEditor()
  const environment = useContractQuery(listEnvironmentVariables).data?.variables
  // Chips depend on labels and ports only, not on every keystroke.
  const version = useEditorState((state) => chipVersion(state.graph))
  return useMemo(
    () => ({
      options: () => referenceOptions(store.getState().graph, manifests, nodeId, environment),
      describeChip: { version, look: (path) => describeReference(path, store.getState().nodeById, manifests) },
    }),
    [store, manifests, nodeId, version, environment],
  )
}

const graphs = new WeakMap<Graph, string>()
const nodes = new WeakMap<GraphNode, string>()

/** Equal as long as labels and field sets are unchanged. Graphs are immutable, so each node is read once. */
function chipVersion(graph: Graph): string {
  const cached = graphs.get(graph)
  if (cached !== undefined) return cached
  const version = graph.nodes.map(nodeVersion).join('\n')
  graphs.set(graph, version)
  return version
}

function nodeVersion(node: GraphNode): string {
  const cached =
    nodes.get(node) ?? JSON.stringify([node.id, node.label, Object.keys(node.config).length, node.config.variables])
  nodes.set(node, cached)
  return cached
}
