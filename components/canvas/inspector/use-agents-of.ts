import { useMemo } from 'react'
import type { ConnectedNode } from '@/components/node-form/node-form-context'
import { useEditor, useEditorState } from '../state/editor-context'

/** The agents that use the tools of a node. */
export function useAgentsOf(nodeId: string): readonly ConnectedNode[] {
  const { store, actions } = useEditor()
  const edges = useEditorState((state) => state.graph.edges)
  const nodeById = useEditorState((state) => state.nodeById)
  return useMemo(() => {
    const targets = new Set(edges.flatMap(({ from, to }) => (from.node === nodeId ? [to.node] : [])))
    return [...targets].flatMap((id) => {
      const node = nodeById.get(id)
      if (node?.type !== 'agent') return []
      return {
        id,
        label: node.label,
        config: node.config,
        setConfig: (config) => actions.setConfig(id, config),
        open: () => store.getState().select([id]),
      }
    })
  }, [store, actions, edges, nodeById, nodeId])
}
