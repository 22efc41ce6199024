'use client'
import {
  type Connection,
  type Edge,
  type FinalConnectionState,
  type OnConnectStart,
  type OnConnectStartParams,
  useReactFlow,
} from '@xyflow/react'
import { useCallback, useMemo, useRef } from 'react'
import type { Connectable } from '@/lib/graph/connections/compatible'
import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { PortRef } from '@/lib/graph/graph'
import { type GraphView, viewGraph } from '@/lib/graph/graph-view'
import { type Editor, useEditor } from '../state/editor-context'
import { fittingPorts } from '../state/ports/compatible-ports'
import { portKey } from '../state/ui-store'
import { isEmptyPlace } from './is-empty-area'

export type Explain = (from: PortRef, to: PortRef) => Connectable

/** Handlers of a dragged connection: compatible ports, the reason for incompatible ones, and the drop. */
export function useConnecting() {
  const editor = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const view = useRef<{ graph: object; view: GraphView } | null>(null)

  const explain = useCallback<Explain>(
    (from, to) => {
      const { graph } = editor.store.getState()
      // The graph is read once per drag because compatibility is checked often.
      if (view.current?.graph !== graph) view.current = { graph, view: viewGraph(graph, editor.manifests) }
      return explainInView(view.current.view, from, to)
    },
    [editor],
  )

  return useMemo(
    () => ({
      explain,
      isValidConnection: (connection: Edge | Connection) => {
        const [from, to] = endsOf(connection)
        return from !== null && to !== null && explain(from, to).ok
      },
      onConnect: (connection: Connection) => {
        const [from, to] = endsOf(connection)
        if (from && to && explain(from, to).ok) editor.actions.connect(from, to)
      },
      onReconnect: (edge: Edge, connection: Connection) => {
        const [from, to] = endsOf(connection)
        if (from && to) editor.actions.reconnect(edge.id, from, to)
      },
      onConnectStart: ((_, params) => showFitting(editor, params)) satisfies OnConnectStart,
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        editor.ui.getState().set({ fitting: null })
        if (!state.fromHandle || state.toHandle || !isOnPane(event)) return
        const point = 'changedTouches' in event ? event.changedTouches[0] : event
        if (!point) return
        const at = screenToFlowPosition({ x: point.clientX, y: point.clientY })
        const end = { node: state.fromHandle.nodeId, port: state.fromHandle.id ?? '' }
        const isOutput = state.fromHandle.type === 'source'
        editor.ui.getState().set({
          quickAdd: isOutput ? { kind: 'after', from: end, at } : { kind: 'before', to: end, at },
        })
      },
    }),
    [editor, explain, screenToFlowPosition],
  )
}

function showFitting(editor: Editor, { nodeId, handleId, handleType }: OnConnectStartParams): void {
  if (nodeId === null || handleId === null || handleType === null) return
  const side = handleType === 'source' ? 'output' : 'input'
  const ports = fittingPorts(editor.store.getState().graph, editor.manifests, { node: nodeId, port: handleId }, side)
  editor.ui.getState().set({ fitting: { from: `${side}:${portKey(nodeId, handleId)}`, ports } })
}

function endsOf({ source, sourceHandle, target, targetHandle }: Edge | Connection): [PortRef | null, PortRef | null] {
  return [
    sourceHandle ? { node: source, port: sourceHandle } : null,
    targetHandle ? { node: target, port: targetHandle } : null,
  ]
}

function isOnPane(event: MouseEvent | TouchEvent): boolean {
  return event.target instanceof Element && isEmptyPlace(event.target)
}
