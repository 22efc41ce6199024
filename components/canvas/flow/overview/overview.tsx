'use client'
import { Panel, useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { t } from '@/lib/client/messages/t'
import { useResolvedTheme } from '@/lib/client/theme'
import { type Editor, useEditor, useEditorState } from '../../state/editor-context'
import { nodeColor } from '../nodes/group-color'
import { drawOverview, type OverviewBox } from './draw-overview'
import { type Box, fitBoxes, fromPicture, intoPicture, type OverviewScale } from './overview-scale'

/** On a small canvas the minimap would hide too much. */
const MIN_HEIGHT = 560
const SIZE = { width: 144, height: 96 }
/** Minimum time between two redraws while nodes move or run. */
const PAUSE_MS = 120

/** Minimap: colored by node group, and by status after a run. */
export function Overview() {
  const isRoomy = useStore((state) => state.height >= MIN_HEIGHT)
  const isEmpty = useEditorState((state) => state.graph.nodes.length === 0)
  return isRoomy && !isEmpty ? <Picture /> : null
}

function Picture() {
  const { canvas, view, scale } = usePicture()
  const { setCenter, getZoom } = useReactFlow()
  const goTo = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1 || !scale.current) return
    const corner = event.currentTarget.getBoundingClientRect()
    const position = fromPicture({ x: event.clientX - corner.x, y: event.clientY - corner.y }, scale.current)
    void setCenter(position.x, position.y, { zoom: getZoom() })
  }
  return (
    <Panel position="bottom-right" className="react-flow__minimap">
      {/* A pointer shortcut only: keyboard users have the outline, the search and the nodes themselves. */}
      <div
        role="img"
        aria-label={t('canvasEditing.overview')}
        className="relative cursor-pointer touch-none overflow-hidden bg-surface"
        style={SIZE}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          goTo(event)
        }}
        onPointerMove={goTo}
      >
        <canvas ref={canvas} style={SIZE} />
        <div ref={view} className="overview-view" />
      </div>
    </Panel>
  )
}

/** Draws imperatively from the stores, so that React does not render when nodes or the view move. */
function usePicture() {
  const editor = useEditor()
  const flow = useStoreApi()
  const theme = useResolvedTheme()
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useRef<HTMLDivElement>(null)
  const scale = useRef<OverviewScale | null>(null)
  const placeView = useCallback(() => {
    const { transform, width, height } = flow.getState()
    if (scale.current) showView(view, viewBox({ transform, width, height }), scale.current)
  }, [flow])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colors change with the theme.
  useEffect(() => {
    const draw = () => {
      if (!canvas.current) return
      const boxes = boxesOf(editor, flow.getState().nodeLookup)
      if (boxes.length === 0) return
      scale.current = fitBoxes(boxes, SIZE)
      drawOverview(canvas.current, boxes, { ...SIZE, scale: scale.current })
      placeView()
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const drawSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        draw()
      }, PAUSE_MS)
    }
    drawSoon()
    const stops = [
      flow.subscribe((state, before) => {
        if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height)
          placeView()
        if (state.nodes !== before.nodes) drawSoon()
      }),
      editor.run.subscribe((state, before) => {
        if (state.nodes !== before.nodes) drawSoon()
      }),
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [editor, flow, placeView, theme])
  return { canvas, view, scale }
}

type Lookup = ReturnType<ReturnType<typeof useStoreApi>['getState']>['nodeLookup']

function boxesOf({ store, run, manifests }: Editor, lookup: Lookup): OverviewBox[] {
  const { nodeById } = store.getState()
  const states = run.getState().nodes
  return [...lookup.values()].flatMap(({ id, type, hidden, measured, internals }) => {
    const node = nodeById.get(id)
    if (!node || hidden) return []
    const { width = 0, height = 0 } = measured
    const status = states.get(id)?.status
    const color = (status && STATUS_COLORS[status]) ?? nodeColor(node, manifests(node.type))
    return [{ ...internals.positionAbsolute, width, height, color, isFrame: type === 'frame' || type === 'zone' }]
  })
}

const STATUS_COLORS: Readonly<Partial<Record<string, string>>> = {
  running: 'var(--info)',
  paused: 'var(--warning)',
  done: 'var(--success)',
  failed: 'var(--danger)',
  skipped: 'var(--line-strong)',
}

interface Shown {
  transform: readonly [number, number, number]
  width: number
  height: number
}

function viewBox({ transform: [x, y, zoom], width, height }: Shown): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
}

function showView(view: RefObject<HTMLDivElement | null>, box: Box, scale: OverviewScale): void {
  const small = intoPicture(box, scale)
  if (!view.current) return
  view.current.style.width = `${small.width}px`
  view.current.style.height = `${small.height}px`
  view.current.style.transform = `translate(${small.x}px, ${small.y}px)`
}
