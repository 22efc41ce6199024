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
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { explainInView } from '@/lib/graph/connections/explain-connection'
import type { PortRef } from '@/lib/graph/graph'
import { type GraphView, viewGraph } from '@/lib/graph/graph-view'
import { type Editor, useEditor } from '../state/editor-context'
import { bestPort } from '../state/ports/best-port'
import { fittingPorts } from '../state/ports/compatible-ports'
import { portKey } from '../state/ui-store'
import { nodesOfCycle } from '../wrap/nodes-of-cycle'
import { isEmptyArea } from './is-empty-area'
import { type Explain, whyNot } from './why-not'

/** Handlers of a dragged connection: compatible ports, the reason for incompatible ones, and the drop. */
export function useConnecting() {
  const editor = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const view = useRef<{ graph: object; view: GraphView } | null>(null)

  const explain = useCallback<Explain>(
    (from, to) => {
      const { graph } = editor.store.getState()
      // The view of the graph is cached, because a drag checks compatibility often.
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
        const { set } = editor.ui.getState()
        set({ fitting: null, peekedPorts: null })
        if (state.isValid === false) sayWhyNot(editor, explain, state)
        const drop = state.toHandle ? null : dropOf(event, state)
        if (!drop) return
        const { start, isOutput, node, point } = drop
        if (node !== null) connectToNode(editor, { start, isOutput, node })
        else {
          const position = screenToFlowPosition(point)
          set({
            quickAdd: isOutput
              ? { kind: 'after', from: start, at: position }
              : { kind: 'before', to: start, at: position },
          })
        }
      },
    }),
    [editor, explain, screenToFlowPosition],
  )
}

/** A connection released over a port that it does not fit. One that leads back can become a Loop. */
function sayWhyNot(editor: Editor, explain: Explain, { fromHandle, toHandle }: FinalConnectionState): void {
  if (!fromHandle || !toHandle) return
  const reason = whyNot(explain, fromHandle, toHandle)
  if (reason === null) return
  const [source, target] = fromHandle.type === 'source' ? [fromHandle, toHandle] : [toHandle, fromHandle]
  const from = { node: source.nodeId, port: source.id ?? '' }
  const to = { node: target.nodeId, port: target.id ?? '' }
  const leadsBack = nodesOfCycle(editor.store.getState().graph, editor.manifests, from.node, to.node).length > 1
  toast.error(
    reason,
    leadsBack
      ? { action: { label: t('wrap.loop'), onClick: () => void wrapInLoop(editor, from, to) }, duration: 12_000 }
      : undefined,
  )
}

interface Drop {
  start: PortRef
  isOutput: boolean
  /** The node whose card is under the pointer; null on the empty canvas. */
  node: string | null
  point: { x: number; y: number }
}

/** Target of a dropped connection; null if it was dropped on neither a card nor the empty canvas. */
function dropOf(event: MouseEvent | TouchEvent, { fromHandle }: FinalConnectionState): Drop | null {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : event
  if (!fromHandle || !touch) return null
  const start = { node: fromHandle.nodeId, port: fromHandle.id ?? '' }
  const drop = { start, isOutput: fromHandle.type === 'source', point: { x: touch.clientX, y: touch.clientY } }
  if (event.target instanceof Element && isEmptyArea(event.target)) return { ...drop, node: null }
  const card = document.elementFromPoint(touch.clientX, touch.clientY)?.closest('.react-flow__node')
  const node = card instanceof HTMLElement ? card.dataset.id : undefined
  return node === undefined ? null : { ...drop, node }
}

/** A connection dropped on a card ends at its best port, listed or not. */
function connectToNode(
  { store, manifests, actions }: Editor,
  { start, isOutput, node }: Pick<Drop, 'start' | 'isOutput'> & { node: string },
): void {
  const side = isOutput ? 'output' : 'input'
  const end = bestPort(store.getState().graph, manifests, { start, side, node })
  if (!end) return
  if (isOutput) actions.connect(start, end)
  else actions.connect(end, start)
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

async function wrapInLoop(editor: Editor, from: PortRef, to: PortRef): Promise<void> {
  const { wrapBackEdge } = await import('../wrap/wrap-selection')
  wrapBackEdge(editor, from, to)
}
