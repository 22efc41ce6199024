import type { Json, JsonObject } from '@/lib/core/json'
import { canonicalGraph } from '../format/canonical'
import type { Graph, GraphEdge, GraphNode } from '../graph'
import type { ManifestLookup } from '../manifest'
import { APP_FILE_FORMAT, APP_FILE_VERSION, type AppFile, PLAIN_FILE_VERSION } from './app-file'
import { needKey } from './needs'
import { splitTexts } from './text-lines'

/**
 * Serializes the app as a file. Equal apps give equal bytes, whatever the order of nodes, edges and keys:
 * names are sorted, and positions are separate from the logic. Where the order matters (several answers,
 * several sources of an input), it is written explicitly. Edge ids are omitted.
 */
export function printAppFile({ app, needs, graph, card, samples }: AppFile, manifests: ManifestLookup): string {
  const canonical = canonicalGraph(graph)
  const nodes = canonical.nodes.toSorted((a, b) => compare(a.id, b.id))
  const answers = graph.nodes.filter(({ type }) => manifests(type)?.role === 'answer').map(({ id }) => id)
  const file = {
    format: APP_FILE_FORMAT,
    formatVersion: card || samples ? APP_FILE_VERSION : PLAIN_FILE_VERSION,
    app: { name: app.name, description: app.description, kind: app.kind, icon: app.icon },
    needs: needs.toSorted((a, b) => compare(needKey(a), needKey(b))).map(sortKeys),
    graph: {
      schemaVersion: canonical.schemaVersion,
      nodes: Object.fromEntries(nodes.map((node) => [node.id, printNode(node)])),
      edges: printEdges(canonical),
      ...(answers.length > 1 ? { answers } : {}),
    },
    layout: Object.fromEntries(nodes.map((node) => [node.id, printPlace(node)])),
    ...(card ? { card: splitTexts(sortKeys(toJson(card))) } : {}),
    ...(samples ? { samples: splitTexts(sortKeys(toJson(samples))) } : {}),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function printNode({ type, version, label, config, parent, disabled, pinned, policy }: GraphNode): JsonObject {
  return {
    type,
    version,
    label,
    ...(parent === undefined ? {} : { parent }),
    ...(disabled ? { disabled } : {}),
    config: splitTexts(config),
    ...(policy === undefined ? {} : { policy: splitTexts(sortKeys(toJson(policy))) }),
    ...(pinned === undefined ? {} : { pinned: splitTexts(pinned) }),
  }
}

function printEdges({ edges }: Graph): Record<string, string[]> {
  const sources = new Map<string, string[]>()
  for (const edge of edges) {
    const target = endText(edge.to)
    sources.set(target, [...(sources.get(target) ?? []), endText(edge.from)])
  }
  return Object.fromEntries([...sources].toSorted(([a], [b]) => compare(a, b)))
}

function printPlace({ position, size, collapsed }: GraphNode): JsonObject {
  return { ...position, ...(size ?? {}), ...(collapsed ? { collapsed } : {}) }
}

const endText = ({ node, port }: GraphEdge['from']) => `${node}.${port}`
/** By code units, which is independent of machine and language. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => compare(a, b))
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]))
}

/** Removes undefined values. */
function toJson(value: object): Json {
  return JSON.parse(JSON.stringify(value))
}
