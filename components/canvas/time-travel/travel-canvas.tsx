'use client'
import '@xyflow/react/dist/base.css'
import '../flow/flow.css'
import { Background, BackgroundVariant, ReactFlow } from '@xyflow/react'
import { t } from '@/lib/client/messages/t'
import { useResolvedTheme } from '@/lib/client/theme'
import { CanvasControls } from '../flow/canvas-controls'
import { FitWhenReady } from '../flow/fit-when-ready'
import { FrameCard } from '../flow/frame-card'
import { LinkEdge } from '../flow/link-edge'
import { NodeCard } from '../flow/node-card'
import { MANY_NODES } from '../flow/node-size'
import { NoteCard } from '../flow/note-card'
import { Overview } from '../flow/overview'
import { ReferenceLines } from '../flow/reference-lines'
import { EdgeValue } from '../live/edge-value'
import { useEdgeHover } from '../live/use-edge-hover'
import { useEditor, useEditorState } from '../state/editor-context'
import type { FlowEdge, FlowNode } from '../state/flow-elements'

const NODE_TYPES = { step: NodeCard, note: NoteCard, frame: FrameCard }
const EDGE_TYPES = { link: LinkEdge }

/** The drawing of a run, to be looked at: nodes and edges are chosen, nothing is moved or connected. */
export function TravelCanvas() {
  const { store } = useEditor()
  const nodes = useEditorState((state) => state.flowNodes)
  const edges = useEditorState((state) => state.flowEdges)
  const edgeHover = useEdgeHover()
  return (
    <section aria-label={t('timeTravel.canvas')} className="view-only relative size-full">
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={store.getState().onNodesChange}
        onEdgesChange={store.getState().onEdgesChange}
        {...edgeHover}
        colorMode={useResolvedTheme()}
        onlyRenderVisibleElements={nodes.length > MANY_NODES}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesReconnectable={false}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.25} color="var(--line-strong)" />
        <ReferenceLines />
        <EdgeValue />
        <Overview />
        <FitWhenReady />
        <CanvasControls viewOnly />
      </ReactFlow>
    </section>
  )
}
