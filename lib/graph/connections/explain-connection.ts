import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { migrateGraph } from '../format/migrate-graph'
import type { Graph, PortRef } from '../graph'
import { type GraphView, viewEdge, viewGraph } from '../graph-view'
import type { ManifestLookup } from '../manifest'
import { dependencyEdges } from '../plan/dependency-edges'
import { isCapabilityKind } from '../ports'
import { liftTo } from '../scopes'
import { type Connectable, canConnect } from './compatible'
import { explainCrossing } from './explain-crossing'

/** Whether a new edge is allowed, and if not, why, in a sentence for users. */
export function explainConnection(graph: Graph, manifests: ManifestLookup, from: PortRef, to: PortRef): Connectable {
  return explainInView(viewGraph(migrateGraph(graph, manifests), manifests), from, to)
}

/** Variant for repeated checks while an edge is dragged: create the view once with `viewGraph`. */
export function explainInView(view: GraphView, from: PortRef, to: PortRef): Connectable {
  const source = view.viewById.get(from.node)
  const target = view.viewById.get(to.node)
  if (!source || !target) return reject(textRef('connect.nodeUnavailable'))
  if (source.manifest.role === 'note' || target.manifest.role === 'note')
    return reject(textRef('connect.noteConnected'))
  const edge = viewEdge({ id: 'new', from, to }, view.viewById)
  if (!edge) return reject(textRef('connect.outputToInput'))
  const { fromPort, toPort, fromInner, toInner } = edge
  if (from.node === to.node && !fromInner && !toInner) return reject(textRef('connect.toItself'))
  const crossing = explainCrossing(edge)
  if (crossing !== null) return reject(crossing)
  const compatibility = canConnect(fromPort, toPort)
  if (!compatibility.ok) return compatibility
  const existing = (view.edgesTo.get(to.node) ?? []).filter((edge) => edge.toPort.id === to.port)
  if (existing.some((edge) => edge.from.node.id === from.node && edge.fromPort.id === from.port)) {
    return reject(textRef('connect.connectedAlready'))
  }
  if (isCapabilityKind(toPort.kind) && !toPort.many && existing.length > 0) {
    return reject(textRef('connect.takesOne', { port: toPort.label }))
  }
  const waiting = fromInner || toInner ? null : liftTo(target, source.parent)
  if (waiting && comesBefore(view, waiting.node.id, from.node)) {
    return reject(textRef('connect.endless', { from: source.node.label, to: waiting.node.label }))
  }
  return { ok: true }
}

function comesBefore(view: GraphView, earlier: string, later: string): boolean {
  const next = new Map<string, string[]>()
  for (const edge of dependencyEdges(view)) {
    const children = next.get(edge.from)
    if (children) children.push(edge.to)
    else next.set(edge.from, [edge.to])
  }
  const seen = new Set([earlier])
  const pending = [earlier]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id === later) return true
    for (const child of next.get(id) ?? []) {
      if (seen.has(child)) continue
      seen.add(child)
      pending.push(child)
    }
  }
  return false
}

function reject(reason: TextRef): Connectable {
  return { ok: false, reason }
}
