'use client'
import { MiniMap, useStore } from '@xyflow/react'
import { useCallback } from 'react'
import { useEditor, useEditorState } from '../state/editor-context'
import type { FlowNode } from '../state/flow-elements'
import { groupColor, groupTint } from './group-color'

/** On a low canvas it would hide more than it shows. */
const LEAST_HEIGHT = 560
const SIZE = { width: 144, height: 96 }

/** The whole drawing in small, in the hues of the node groups. */
export function Overview() {
  const { store, manifests } = useEditor()
  const isRoomy = useStore((state) => state.height >= LEAST_HEIGHT)
  const isEmpty = useEditorState((state) => state.graph.nodes.length === 0)
  const nodeColor = useCallback(
    ({ id, type }: FlowNode) => {
      const manifest = manifests(store.getState().nodeById.get(id)?.type ?? '')
      return type === 'frame' ? groupTint(manifest) : groupColor(manifest)
    },
    [store, manifests],
  )
  if (!isRoomy || isEmpty) return null
  return <MiniMap pannable zoomable nodeColor={nodeColor} nodeBorderRadius={24} style={SIZE} />
}
