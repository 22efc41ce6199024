'use client'
import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import type { GraphIssue } from '@/lib/graph/issue'
import { useEditor } from './state/editor-context'
import { useFocusNode } from './use-focus-node'

/** Scrolls the location of an issue into view: a field, an edge or the path that causes it. */
export function useShowIssue() {
  const { store, ui } = useEditor()
  const focusNode = useFocusNode()
  const { fitView } = useReactFlow()
  return useCallback(
    ({ nodeId, edgeId, path, trail }: GraphIssue) => {
      if (trail) {
        const nodes = trail.filter((id) => store.getState().nodeById.has(id))
        const steps = new Set(trail.slice(1).map((id, index) => `${trail[index]} ${id}`))
        const edges = store.getState().graph.edges.filter(({ from, to }) => steps.has(`${from.node} ${to.node}`))
        store.getState().select(
          nodes,
          edges.map(({ id }) => id),
        )
        ui.getState().set({ trail: nodes })
        void fitView({ nodes: nodes.map((id) => ({ id })), duration: 200, maxZoom: 1, padding: 0.4 })
      } else if (nodeId !== undefined) focusNode(nodeId, 'settings', path)
      else if (edgeId !== undefined) store.getState().select([], [edgeId])
    },
    [store, ui, focusNode, fitView],
  )
}
