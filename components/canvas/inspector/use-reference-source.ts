'use client'
import { useMemo } from 'react'
import type { NodeFormContextValue } from '@/components/node-form/node-form-context'
import { useEditor, useEditorState } from '../state/editor-context'
import { describeReference, referenceOptions } from '../state/reference-source'

/** What `{{` offers in the node's fields, and how chips look. */
export function useReferenceSource(nodeId: string): Pick<NodeFormContextValue, 'options' | 'describeChip'> {
  const { manifests } = useEditor()
  const graph = useEditorState((state) => state.graph)
  return useMemo(() => {
    const options = referenceOptions(graph, manifests, nodeId)
    const labels = new Map(graph.nodes.map((node) => [node.id, node]))
    // Chips change with labels and ports only, not with every letter that is typed.
    const version = JSON.stringify(graph.nodes.map((node) => [node.id, node.label, Object.keys(node.config).length]))
    return {
      options,
      describeChip: { version, look: (path) => describeReference(path, labels, manifests) },
    }
  }, [graph, manifests, nodeId])
}
