import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { type Graph, GraphEdgeSchema, type GraphNode, GraphNodeSchema, MAX_EDGES, MAX_NODES } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { renameNodeInTemplates } from '@/lib/graph/references'
import { mapTemplateStrings } from '@/lib/graph/template-fields'
import { freeLabel, nodeIds, type Place, snap } from './graph-edits'
import { newEdgeId, newNodeId } from './node-ids'

const ClipSchema = z.strictObject({
  patchbay: z.literal('nodes'),
  nodes: z.array(GraphNodeSchema).min(1).max(MAX_NODES),
  edges: z.array(GraphEdgeSchema).max(MAX_EDGES),
})
export type Clip = z.infer<typeof ClipSchema>

/** The chosen nodes and the edges between them, as text for the system's clipboard. */
export function copyNodes(graph: Graph, ids: ReadonlySet<string>): string {
  const clip: Clip = {
    patchbay: 'nodes',
    nodes: graph.nodes.filter((node) => ids.has(node.id)),
    edges: graph.edges.filter((edge) => ids.has(edge.from.node) && ids.has(edge.to.node)),
  }
  return JSON.stringify(clip, null, 2)
}

/** Null when the text is nothing that was copied from a canvas. */
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
  /** Where the top left corner goes; without it the copies stand a little beside the originals. */
  at?: Place
}

/** Adds copies with fresh ids; references among them follow, references to other nodes stay as they are. */
export function pasteClip(graph: Graph, clip: Clip, { manifests, at }: PasteOptions): Pasted {
  const newIds = freshIds(graph, clip)
  const offset = at ? offsetTo(clip.nodes, at) : { x: 32, y: 32 }
  let result = graph
  for (const node of clip.nodes) {
    const copy = copyNode(node, { newIds, offset, manifests, label: freeLabel(result, node.label) })
    result = { ...result, nodes: [...result.nodes, copy] }
  }
  const edgeIds = new Set(graph.edges.map((edge) => edge.id))
  const edges = clip.edges.flatMap(({ from, to }) => {
    const [source, target] = [newIds.get(from.node), newIds.get(to.node)]
    if (source === undefined || target === undefined) return []
    const id = newEdgeId(edgeIds)
    edgeIds.add(id)
    return [{ id, from: { node: source, port: from.port }, to: { node: target, port: to.port } }]
  })
  return { graph: { ...result, edges: [...result.edges, ...edges] }, ids: [...newIds.values()] }
}

function freshIds(graph: Graph, clip: Clip): Map<string, string> {
  const taken = nodeIds(graph)
  const newIds = new Map<string, string>()
  for (const node of clip.nodes) {
    const id = newNodeId(node.type, taken)
    taken.add(id)
    newIds.set(node.id, id)
  }
  return newIds
}

interface CopyOptions {
  newIds: ReadonlyMap<string, string>
  offset: Place
  manifests: ManifestLookup
  label: string
}

function copyNode(node: GraphNode, { newIds, offset, manifests, label }: CopyOptions): GraphNode {
  const { parent, ...rest } = node
  const newParent = parent === undefined ? undefined : newIds.get(parent)
  return {
    ...rest,
    id: newIds.get(node.id) ?? node.id,
    label,
    config: renameReferences(node, newIds, manifests),
    position: snap({ x: node.position.x + offset.x, y: node.position.y + offset.y }),
    ...(newParent === undefined ? {} : { parent: newParent }),
  }
}

function renameReferences(node: GraphNode, newIds: ReadonlyMap<string, string>, manifests: ManifestLookup): JsonObject {
  const fields = manifests(node.type)?.templates ?? []
  return mapTemplateStrings(node.config, fields, ({ text }) => renameNodeInTemplates(text, newIds))
}

function offsetTo(nodes: readonly GraphNode[], at: Place): Place {
  return {
    x: at.x - Math.min(...nodes.map((node) => node.position.x)),
    y: at.y - Math.min(...nodes.map((node) => node.position.y)),
  }
}
