'use client'
import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { useEditor } from './state/editor-context'
import { type Place, snap } from './state/graph-edits'
import { type Alignment, align, type Box, type Distribution, distribute } from './state/layout/arrange'

/** Aligns or distributes the selected nodes. Nodes in a container move within it. */
export function useArrange() {
  const { store, actions } = useEditor()
  const { getInternalNode } = useReactFlow()
  return useMemo(() => {
    const boxes = (): Box[] => {
      const { selection, nodeById } = store.getState()
      const nodes = selection.flatMap((id) => nodeById.get(id) ?? [])
      // Positions in different containers have different origins.
      return nodes
        .filter(({ parent }) => parent === nodes[0]?.parent)
        .map(({ id, position }) => {
          const { width = 0, height = 0 } = getInternalNode(id)?.measured ?? {}
          return { id, ...position, width, height }
        })
    }
    const move = (places: ReadonlyMap<string, Place>) =>
      actions.move(new Map([...places].map(([id, place]) => [id, snap(place)])))
    return {
      align: (to: Alignment) => move(align(boxes(), to)),
      distribute: (axis: Distribution) => move(distribute(boxes(), axis)),
    }
  }, [store, actions, getInternalNode])
}
