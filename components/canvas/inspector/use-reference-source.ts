'use client'
import { useMemo } from 'react'
import type { NodeFormContextValue } from '@/components/node-form/node-form-context'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { useEditor, useEditorState } from '../state/editor-context'
import { describeReference, referenceOptions } from '../state/ports/reference-source'

/** What `{{` offers in the node's fields, and how chips look. The offers are found when the menu opens, not with every letter. */
export function useReferenceSource(nodeId: string): Pick<NodeFormContextValue, 'options' | 'describeChip'> {
  const { store, manifests } = useEditor()
  // Chips change with labels and ports only, not with every letter that is typed.
  const version = useEditorState((state) => chipVersion(state.graph))
  return useMemo(
    () => ({
      options: () => referenceOptions(store.getState().graph, manifests, nodeId),
      describeChip: { version, look: (path) => describeReference(path, store.getState().nodeById, manifests) },
    }),
    [store, manifests, nodeId, version],
  )
}

const graphs = new WeakMap<Graph, string>()
const nodes = new WeakMap<GraphNode, string>()

/** Equal while no label and no set of fields changed. Drawings are never changed in place: each node is read once. */
function chipVersion(graph: Graph): string {
  const known = graphs.get(graph)
  if (known !== undefined) return known
  const version = graph.nodes.map(nodeVersion).join('\n')
  graphs.set(graph, version)
  return version
}

function nodeVersion(node: GraphNode): string {
  const known = nodes.get(node) ?? JSON.stringify([node.id, node.label, Object.keys(node.config).length])
  nodes.set(node, known)
  return known
}
