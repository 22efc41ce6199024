import { t } from '@/lib/client/messages/t'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { boundsOf } from '../editing/group-box'
import { pasteClip } from '../state/clipboard'
import { moveNodes } from '../state/graph-edits'
import { CARD_WIDTH } from '../state/layout/card-size'
import { nestingOf } from '../state/layout/nesting'
import { type AppEnds, appEnds } from './app-ends'
import { firstBadEdge } from './first-bad-edge'
import { whyNotInline } from './why-not-inline'
import { wireInlined } from './wire-inlined'

export interface InlineInput {
  nodeId: string
  /** The graph of the app's version. */
  app: Graph
}

export type InlineResult = { ok: true; graph: Graph; ids: string[] } | { ok: false; reason: string }

/** Replaces a Sub-app node by the nodes of its app, or explains why this is not possible. */
export function inlineApp(graph: Graph, manifests: ManifestLookup, { nodeId, app }: InlineInput): InlineResult {
  const node = graph.nodes.find(({ id }) => id === nodeId)
  const ends = appEnds(app, manifests)
  if (!node || !ends) return { ok: false, reason: t('subApps.oneAnswer') }
  const reason = whyNotInline({ graph, node, app, ends, manifests })
  if (reason !== null) return { ok: false, reason }
  const body = withoutEnds(app, ends)
  const withoutApp = { ...graph, nodes: graph.nodes.filter(({ id }) => id !== nodeId) }
  const corner = nestingOf(graph, manifests).placeOf(nodeId)
  const pasted = pasteClip(withoutApp, { patchbay: 'nodes', ...body }, { manifests, at: corner })
  const newIds = new Map(
    body.nodes.map(({ id }, index) => [id, pasted.graph.nodes[withoutApp.nodes.length + index]?.id ?? id]),
  )
  const before = new Set(pasted.graph.edges.map(({ id }) => id))
  const wired = wireInlined(pasted.graph, { node, app, ends, newIds, manifests })
  const badEdge = firstBadEdge(wired, manifests, before)
  if (badEdge !== null) return { ok: false, reason: badEdge }
  return { ok: true, graph: shiftOthers(wired, manifests, { node, ids: pasted.ids }), ids: pasted.ids }
}

function withoutEnds(app: Graph, { input, answer, merge }: AppEnds) {
  const removedIds = new Set([input?.id, answer.id, merge?.id])
  return {
    nodes: app.nodes.filter(({ id }) => !removedIds.has(id)),
    edges: app.edges.filter(({ from, to }) => !removedIds.has(from.node) && !removedIds.has(to.node)),
  }
}

/** Nodes to the right move by the additional width of the app. */
function shiftOthers(
  graph: Graph,
  manifests: ManifestLookup,
  { node, ids }: { node: GraphNode; ids: string[] },
): Graph {
  const { placeOf, sizeOf, childrenOf, parentOf } = nestingOf(graph, manifests)
  const wider = boundsOf(ids.map((id) => ({ ...placeOf(id), ...sizeOf(id) }))).width - CARD_WIDTH
  const others = childrenOf(parentOf(ids[0] ?? '')).filter(
    ({ id, position, locked }) => !ids.includes(id) && !locked && position.x >= node.position.x + CARD_WIDTH,
  )
  if (wider <= 0) return graph
  return moveNodes(graph, new Map(others.map(({ id, position }) => [id, { x: position.x + wider, y: position.y }])))
}
