// The cost of React Flow alone: as many plain nodes and edges, without the product. Bundled by bench/canvas.mjs only.
import '@xyflow/react/dist/style.css'
import { type Edge, type Node, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import { createRoot } from 'react-dom/client'

interface Drawing {
  nodes: { id: string; label: string; position: { x: number; y: number } }[]
  edges: { id: string; from: { node: string }; to: { node: string } }[]
}

function Bare({ drawing }: { drawing: Drawing }) {
  const [nodes, , onNodesChange] = useNodesState<Node>(
    drawing.nodes.map(({ id, label, position }) => ({ id, position, data: { label } })),
  )
  const [edges, , onEdgesChange] = useEdgesState<Edge>(
    drawing.edges.map(({ id, from, to }) => ({ id, source: from.node, target: to.node })),
  )
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      minZoom={0.05}
      maxZoom={2}
      fitView
    />
  )
}

const drawing: Drawing = await (await fetch('/drawing.json')).json()
const root = document.getElementById('root')
if (root) createRoot(root).render(<Bare drawing={drawing} />)
