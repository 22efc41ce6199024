'use client'
import '@xyflow/react/dist/base.css'
import './flow.css'
import { ReactFlow, SelectionMode, useStore } from '@xyflow/react'
import { LazyDialog, LazyPart } from '@/components/ui/lazy-part'
import { t } from '@/lib/client/messages/t'
import { useResolvedTheme } from '@/lib/client/theme'
import { GroupCard } from '../editing/group-card'
import { useNodesChange } from '../editing/use-nodes-change'
import { emptyCanvas, farEdges, lateLayers } from '../lazy/first-parts'
import { canvasMenu, lasso } from '../lazy/parts'
import { useEdgeHover } from '../live/use-edge-hover'
import { StartsWhenIdle } from '../starts/starts-when-idle'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { type FlowEdge, type FlowNode, MANY_NODES } from '../state/flow-elements'
import { ariaLabels } from './aria-labels'
import { CanvasControls } from './canvas-controls'
import { ConnectionHint } from './connection-hint'
import { ConnectionLine } from './connection-line'
import { countRender } from './count-render'
import { Dots } from './dots'
import { type Detail, detailAt } from './far/detail'
import { FarCard } from './far/far-card'
import { FitWhenReady } from './fit-when-ready'
import { KeepInView } from './keep-in-view'
import { LabelScale } from './label-scale'
import { LinkEdge } from './link-edge'
import { FrameCard } from './nodes/frame-card'
import { NodeCard } from './nodes/node-card'
import { NoteCard } from './nodes/note-card'
import { useCanvasGestures } from './use-canvas-gestures'
import { useCanvasMenu } from './use-canvas-menu'
import { useConnecting } from './use-connecting'

// At module level: new objects would make React Flow render every node again.
const NODE_TYPES = { step: NodeCard, note: NoteCard, frame: FrameCard, zone: GroupCard }
const FAR_NODE_TYPES = { step: FarCard, note: FarCard, frame: FarCard, zone: FarCard }
const EDGE_TYPES = { link: LinkEdge }
const NO_PROPS = {}
const NO_EDGES: FlowEdge[] = []
const SNAP: [number, number] = [8, 8]

/** `viewOnly`: nodes can be selected but not edited. */
export function FlowCanvas({ viewOnly = false }: { viewOnly?: boolean }) {
  const gestures = useCanvasGestures()
  const isEmpty = useEditorState((state) => state.flowNodes.length === 0)
  const detail = useDetail()
  const { area, menu } = useCanvasMenu()
  return (
    <>
      <section
        aria-label={t('canvas.title')}
        className="relative size-full"
        data-detail={detail}
        {...area}
        {...(viewOnly ? {} : gestures.area)}
      >
        <Drawing viewOnly={viewOnly} detail={detail} gestures={gestures} />
        {isEmpty ? <LazyPart part={emptyCanvas} props={NO_PROPS} /> : null}
      </section>
      <LazyDialog part={canvasMenu} open={menu.open} props={menu} onClose={() => menu.onOpenChange(false)} />
    </>
  )
}

interface DrawingProps {
  viewOnly: boolean
  detail: Detail
  gestures: ReturnType<typeof useCanvasGestures>
}

/** Separate from the menus around it, because it renders in every frame of a drag. */
export function Drawing({ viewOnly, detail, gestures }: DrawingProps) {
  countRender('canvas')
  const editor = useEditor()
  const nodes = useEditorState((state) => state.flowNodes)
  const edges = useEditorState((state) => state.flowEdges)
  const { explain, ...connecting } = useConnecting()
  const edgeHover = useEdgeHover()
  const moving = useNodesChange()
  const isLassoOn = useUi((state) => state.isLassoOn)
  const isFar = detail !== 'full'
  return (
    <ReactFlow<FlowNode, FlowEdge>
      nodes={nodes}
      edges={isFar ? NO_EDGES : edges}
      nodeTypes={isFar ? FAR_NODE_TYPES : NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onEdgesChange={editor.store.getState().onEdgesChange}
      {...connecting}
      {...gestures.flow}
      {...edgeHover}
      {...moving}
      connectionLineComponent={ConnectionLine}
      colorMode={useResolvedTheme()}
      onlyRenderVisibleElements={nodes.length > MANY_NODES}
      nodesDraggable={!viewOnly}
      nodesConnectable={!viewOnly}
      edgesReconnectable={!viewOnly}
      // Edges are reached from a list on their nodes: as tab stops they would outnumber everything else.
      edgesFocusable={false}
      ariaLabelConfig={ariaLabels()}
      deleteKeyCode={null}
      selectionKeyCode="Shift"
      selectionMode={SelectionMode.Partial}
      multiSelectionKeyCode={['Meta', 'Control']}
      zoomOnDoubleClick={false}
      snapToGrid
      snapGrid={SNAP}
      connectionRadius={28}
      minZoom={0.05}
      maxZoom={2}
    >
      <Dots />
      <LabelScale />
      {isFar ? <LazyPart part={farEdges} props={NO_PROPS} /> : null}
      {isLassoOn && !viewOnly ? <LazyPart part={lasso} props={NO_PROPS} /> : null}
      <ConnectionHint explain={explain} />
      <LazyPart part={lateLayers} props={NO_PROPS} />
      {viewOnly || isFar ? null : <StartsWhenIdle />}
      <FitWhenReady />
      <KeepInView />
      <CanvasControls viewOnly={viewOnly} />
    </ReactFlow>
  )
}

/** A small graph is always drawn in full; its cards hide details themselves. */
export function useDetail(): Detail {
  const isLarge = useEditorState((state) => state.flowNodes.length > MANY_NODES)
  // Without a size React Flow would draw every edge.
  const detail = useStore((state) => (state.width === 0 ? 'boxes' : detailAt(state.transform[2])))
  return isLarge ? detail : 'full'
}
