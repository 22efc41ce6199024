'use client'
import '@xyflow/react/dist/base.css'
import '../flow/flow.css'
import {
  Background,
  BackgroundVariant,
  MiniMap,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useNodesInitialized,
  useNodesState,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import { useResolvedTheme } from '@/lib/client/theme'
import { FIT, FIT_SMOOTHLY } from '../flow/fit-options'
import { lookUpManifest } from '../node-manifests'
import { MANY_NODES } from '../state/flow-elements'
import { DiffCard } from './diff-card'
import { DiffEdge } from './diff-edge'
import { type DiffFlowEdge, type DiffFlowNode, diffFlowEdges, diffFlowNodes } from './diff-elements'
import { LOOKS } from './diff-look'
import type { Difference } from './list-changes'
import type { MergedGraph } from './merge-graphs'

const NODE_TYPES = { step: DiffCard, note: DiffCard, frame: DiffCard, zone: DiffCard }
const EDGE_TYPES = { link: DiffEdge }
/** Below this height a minimap would hide too much. */
const MAP_HEIGHT = 480

export interface DiffCanvasProps {
  merged: MergedGraph
  current: Difference | null
  /** Id of the clicked node or edge; null for the canvas. */
  onPick: (key: string | null) => void
}

/** Read-only canvas that shows both versions merged. */
export function DiffCanvas(props: DiffCanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({ merged, current, onPick }: DiffCanvasProps) {
  const { nodes, onNodesChange } = useShownNodes(merged, current)
  const allEdges = useMemo(() => diffFlowEdges(merged, lookUpManifest), [merged])
  const edges = useMemo(
    () =>
      allEdges.map((edge) =>
        current?.target === 'edge' && edge.id === current.key ? { ...edge, selected: true } : edge,
      ),
    [allEdges, current],
  )
  return (
    <section aria-label={t('versions.canvas')} className="relative size-full">
      <ReactFlow<DiffFlowNode, DiffFlowEdge>
        id="versions"
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={useResolvedTheme()}
        onlyRenderVisibleElements={nodes.length > MANY_NODES}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesReconnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        onNodeClick={(_, { id }) => onPick(id)}
        onEdgeClick={(_, { id }) => onPick(id)}
        onPaneClick={() => onPick(null)}
        minZoom={0.05}
        maxZoom={2}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.25} color="var(--line-strong)" />
        <Zoom />
        <SmallMap />
        <ShowCurrent merged={merged} current={current} />
      </ReactFlow>
    </section>
  )
}

/** Keeps the sizes that React Flow measures. */
function useShownNodes(merged: MergedGraph, current: Difference | null) {
  const all = useMemo(() => diffFlowNodes(merged, lookUpManifest), [merged])
  const [nodes, setNodes, onNodesChange] = useNodesState<DiffFlowNode>(all)
  const key = current?.target === 'node' ? current.key : null
  useEffect(() => {
    setNodes((before) => {
      const measured = new Map(before.map((node) => [node.id, node.measured]))
      return all.map((node) => {
        const size = measured.get(node.id)
        return { ...node, selected: node.id === key, ...(size ? { measured: size } : {}) }
      })
    })
  }, [all, key, setNodes])
  return { nodes, onNodesChange }
}

function Zoom() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <Panel position="bottom-left" className="flex items-center rounded-lg border bg-surface p-0.5 shadow-sm">
      <IconButton size="sm" icon="zoom-out" label={t('canvas.zoomOut')} onClick={() => void zoomOut()} />
      <IconButton size="sm" icon="zoom-in" label={t('canvas.zoomIn')} onClick={() => void zoomIn()} />
      <IconButton size="sm" icon="maximize" label={t('canvas.zoomToFit')} onClick={() => void fitView(FIT_SMOOTHLY)} />
    </Panel>
  )
}

function SmallMap() {
  const isRoomy = useStore((state) => state.height >= MAP_HEIGHT && state.width >= 640)
  return isRoomy ? <MiniMap pannable zoomable nodeColor={mapColor} style={{ width: 144, height: 96 }} /> : null
}

function mapColor({ data, type }: DiffFlowNode): string {
  if (data.status === 'same') return type === 'frame' ? 'transparent' : 'var(--line-strong)'
  return LOOKS[data.status].line
}

/** Fits everything first, then the selected change. */
function ShowCurrent({ merged, current }: Pick<DiffCanvasProps, 'merged' | 'current'>) {
  const { fitView } = useReactFlow()
  const isReady = useNodesInitialized()
  const hasSize = useStore((state) => state.width > 0 && state.height > 0)
  const shownGraph = useRef<MergedGraph | null>(null)
  useEffect(() => {
    if (!isReady || !hasSize) return
    const isNew = shownGraph.current !== merged
    shownGraph.current = merged
    if (!current && !isNew) return
    const duration = isNew || matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250
    const target = current ? { nodes: current.nodeIds.map((id) => ({ id })), maxZoom: 1, padding: 1, duration } : FIT
    const frame = requestAnimationFrame(() => void fitView(target))
    return () => cancelAnimationFrame(frame)
  }, [isReady, hasSize, merged, current, fitView])
  return null
}
