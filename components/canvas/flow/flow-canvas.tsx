'use client'
import '@xyflow/react/dist/base.css'
import './flow.css'
import { Background, BackgroundVariant, type NodeChange, ReactFlow, SelectionMode } from '@xyflow/react'
import { useCallback, useState } from 'react'
import { ContextMenu, ContextMenuTrigger } from '@/components/ui/context-menu'
import { t } from '@/lib/client/messages/t'
import { useResolvedTheme } from '@/lib/client/theme'
import { useEditor, useEditorState } from '../state/editor-context'
import type { FlowEdge, FlowNode } from '../state/flow-elements'
import { CanvasControls } from './canvas-controls'
import { CanvasMenu } from './canvas-menu'
import { ConnectionHint } from './connection-hint'
import { ConnectionLine } from './connection-line'
import { EmptyCanvas } from './empty-canvas'
import { FitWhenReady } from './fit-when-ready'
import { FrameCard } from './frame-card'
import { LinkEdge } from './link-edge'
import { NodeCard } from './node-card'
import { MANY_NODES } from './node-size'
import { NoteCard } from './note-card'
import { Overview } from './overview'
import { ReferenceLines } from './reference-lines'
import { tellLostEdges } from './tell-lost-edges'
import { useCanvasGestures } from './use-canvas-gestures'
import { useConnecting } from './use-connecting'

// At module level: new objects would make React Flow draw every node again.
const NODE_TYPES = { step: NodeCard, note: NoteCard, frame: FrameCard }
const EDGE_TYPES = { link: LinkEdge }
const SNAP: [number, number] = [8, 8]

/** `viewOnly`: to be looked at and tapped, not drawn on. */
export function FlowCanvas({ viewOnly = false }: { viewOnly?: boolean }) {
  const editor = useEditor()
  const nodes = useEditorState((state) => state.flowNodes)
  const edges = useEditorState((state) => state.flowEdges)
  const { explain, ...connecting } = useConnecting()
  const gestures = useCanvasGestures()
  const onNodesChange = useNodesChange()
  const [menuAt, setMenuAt] = useState({ x: 0, y: 0 })
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenu={(event) => setMenuAt({ x: event.clientX, y: event.clientY })}>
        <section aria-label={t('canvas.title')} className="relative size-full" {...(viewOnly ? {} : gestures.area)}>
          <ReactFlow<FlowNode, FlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            onNodesChange={onNodesChange}
            onEdgesChange={editor.store.getState().onEdgesChange}
            {...connecting}
            {...gestures.flow}
            connectionLineComponent={ConnectionLine}
            colorMode={useResolvedTheme()}
            onlyRenderVisibleElements={nodes.length > MANY_NODES}
            nodesDraggable={!viewOnly}
            nodesConnectable={!viewOnly}
            edgesReconnectable={!viewOnly}
            deleteKeyCode={null}
            selectionKeyCode="Shift"
            selectionMode={SelectionMode.Partial}
            multiSelectionKeyCode={['Meta', 'Control']}
            zoomOnDoubleClick={false}
            snapToGrid
            snapGrid={SNAP}
            connectionRadius={28}
            minZoom={0.1}
            maxZoom={2}
          >
            <Background variant={BackgroundVariant.Dots} gap={24} size={1.25} color="var(--line-strong)" />
            <ReferenceLines />
            <ConnectionHint explain={explain} />
            <Overview />
            <FitWhenReady />
            <CanvasControls viewOnly={viewOnly} />
          </ReactFlow>
          {nodes.length === 0 ? <EmptyCanvas /> : null}
        </section>
      </ContextMenuTrigger>
      <CanvasMenu at={menuAt} />
    </ContextMenu>
  )
}

/** A drag moves nodes in React Flow alone; where they come to rest goes into the drawing. */
function useNodesChange() {
  const { store, actions } = useEditor()
  return useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      store.getState().onNodesChange(changes)
      const settled = changes.flatMap((change) => (change.type === 'position' && !change.dragging ? [change.id] : []))
      if (settled.length > 0) tellLostEdges(store, actions.settle(settled))
    },
    [store, actions],
  )
}
