'use client'
import { ViewportPortal } from '@xyflow/react'
import { useMemo } from 'react'
import { useEditor, useEditorState } from '../../state/editor-context'
import { countRender } from '../count-render'
import { edgePaths } from './edge-paths'

/** All edges of a zoomed-out large graph as a few long paths instead of one component each. */
export function FarEdges() {
  countRender('far edges')
  const { manifests } = useEditor()
  const nodes = useEditorState((state) => state.flowNodes)
  const edges = useEditorState((state) => state.flowEdges)
  const nodeById = useEditorState((state) => state.nodeById)
  const paths = useMemo(() => edgePaths({ nodes, edges, nodeById, manifests }), [nodes, edges, nodeById, manifests])
  return (
    <ViewportPortal>
      <svg aria-hidden className="far-edges" width={1} height={1}>
        {paths.map(({ color, path }) => (
          <path key={color} d={path} stroke={color} />
        ))}
      </svg>
    </ViewportPortal>
  )
}
