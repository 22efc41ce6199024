import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { type Graph, GraphEdgeSchema, type GraphNode, GraphNodeSchema, MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { renameNodeInTemplates } from '@/lib/graph/templates/references'
import { mapTemplateStrings } from '@/lib/graph/templates/template-fields'
import { freeLabel, nodeIds, type Place } from './graph-edits'
import { mayStandInside, relativeTo, withParent } from './layout/move-into'
import { nestingOf } from './layout/nesting'
import { newEdgeId, newNodeId } from './node-ids'

const ClipSchema = z.strictObject({
  patchbay: z.literal('nodes'),
  nodes: z.array(GraphNodeSchema).min(1).max(MAX_NODES),
  edges: z.array(GraphEdgeSchema).max(MAX_EDGES),
})
export type Clip = z.infer<typeof ClipSchema>

/** Serializes the selected nodes, their contents and the edges between them for the clipboard. */
export function copyNodes(graph: Graph, selected: readonly string[], manifests: ManifestLookup): string {
  const nesting = nestingOf(graph, manifests)
  const ids = nesting.withInside(selected)
  const nodes = graph.nodes.filter((node) => ids.has(node.id))
  const outermost = nodes.filter((node) => !ids.has(nesting.parentOf(node.id) ?? ''))
  // Positions relative to different containers are not comparable.
  const areBeside = new Set(outermost.map((node) => nesting.parentOf(node.id))).size === 1
  const clip: Clip = {
    patchbay: 'nodes',
    nodes: nodes.map((node) =>
      areBeside || !outermost.includes(node) ? node : withParent(node, undefined, nesting.placeOf(node.id)),
    ),
    edges: graph.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node)),
  }
  return JSON.stringify(clip, null, 2)
}

/** Returns null if the text was not copied from a canvas. */
export function parseClip(text: string): Clip | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    if (findJsonFlaw(value)) return null
    const parsed = ClipSchema.safeParse(value)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export interface Pasted {
  graph: Graph
  ids: string[]
}

export interface PasteOptions {
  manifests: ManifestLookup
  /** Target of the top left corner. Without it, the copies are offset from the originals. */
  at?: Place
  /** Nodes outside the clip, mapped to existing nodes that replace them in edges and references. */
  standIns?: ReadonlyMap<string, string>
}

/** Adds copies with new ids. References between copies are updated; references to other nodes are kept. */
export function pasteClip(graph: Graph, clip: Clip, { manifests, at, standIns }: PasteOptions): Pasted {
  const newIds = new Map([...(standIns ?? []), ...freshIds(graph, clip)])
  const outermost = clip.nodes.filter(({ parent }) => parent === undefined || !newIds.has(parent))
  const place = placeOutermost(graph, outermost, { manifests, ...(at ? { at } : {}) })
  let result = graph
  for (const node of clip.nodes) {
    const copy = copyNode(node, { newIds, manifests, label: freeLabel(result, node.label) })
    const placed = outermost.includes(node) ? place(copy) : copy
    result = { ...result, nodes: [...result.nodes, placed] }
  }
  const edgeIds = new Set(graph.edges.map((edge) => edge.id))
  const edges = clip.edges.flatMap(({ from, to }) => {
    const [source, target] = [newIds.get(from.node), newIds.get(to.node)]
    if (source === undefined || target === undefined) return []
    const id = newEdgeId(edgeIds)
    edgeIds.add(id)
    return [{ id, from: { node: source, port: from.port }, to: { node: target, port: to.port } }]
  })
  const ids = outermost.flatMap((node) => newIds.get(node.id) ?? [])
  return { graph: { ...result, edges: [...result.edges, ...edges] }, ids }
}

/** Copies go into the container at the target position, otherwise into that of the originals. */
function placeOutermost(graph: Graph, outermost: readonly GraphNode[], { manifests, at }: PasteOptions) {
  const nesting = nestingOf(graph, manifests)
  const stayInside = outermost.every((node) => mayStandInside(node, manifests))
  const first = outermost[0]?.parent
  const original = first !== undefined && nesting.isContainer(first) ? first : undefined
  const parent = stayInside ? (at ? nesting.containerAt(at) : original) : undefined
  const corner = parent === undefined ? undefined : nesting.placeOf(parent)
  const offset = at ? offsetTo(outermost, relativeTo(at, corner)) : { x: 32, y: 32 }
  return (copy: GraphNode) => withParent(copy, parent, { x: copy.position.x + offset.x, y: copy.position.y + offset.y })
}

function freshIds(graph: Graph, clip: Clip): Map<string, string> {
  const used = nodeIds(graph)
  const newIds = new Map<string, string>()
  for (const node of clip.nodes) {
    const id = newNodeId(node.type, used)
    used.add(id)
    newIds.set(node.id, id)
  }
  return newIds
}

interface CopyOptions {
  newIds: ReadonlyMap<string, string>
  manifests: ManifestLookup
  label: string
}

function copyNode(node: GraphNode, { newIds, manifests, label }: CopyOptions): GraphNode {
  // Copies are not locked, so that they can be moved and edited.
  const { parent, locked: _, ...rest } = node
  const newParent = parent === undefined ? undefined : newIds.get(parent)
  return {
    ...rest,
    id: newIds.get(node.id) ?? node.id,
    label,
    config: renameReferences(node, newIds, manifests),
    ...(newParent === undefined ? {} : { parent: newParent }),
  }
}

function renameReferences(node: GraphNode, newIds: ReadonlyMap<string, string>, manifests: ManifestLookup): JsonObject {
  const fields = manifests(node.type)?.templates ?? []
  return mapTemplateStrings(node.config, fields, ({ text }) => renameNodeInTemplates(text, newIds))
}

function offsetTo(nodes: readonly GraphNode[], position: Place): Place {
  return {
    x: position.x - Math.min(...nodes.map((node) => node.position.x)),
    y: position.y - Math.min(...nodes.map((node) => node.position.y)),
  }
}
