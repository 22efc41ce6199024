import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'

export interface Match {
  nodeId: string
  /** Dotted path in the settings; `label` and `type` for the node itself. */
  path: string
  /** Context of the first occurrence, with the occurrence separate. */
  before: string
  hit: string
  after: string
  /** Number of occurrences in this text. */
  count: number
  /** Type names belong to the product and cannot be replaced. */
  isReplaceable: boolean
}

const AROUND = 40
/** Maximum number of results. */
const MAX_MATCHES = 500

type FoundText = [path: string, text: string, isReplaceable: boolean]

/** Finds a string in labels, types and all settings including references. Case-insensitive. */
export function searchGraph(graph: Graph, manifests: ManifestLookup, query: string): Match[] {
  if (query === '') return []
  const found: Match[] = []
  for (const node of graph.nodes) {
    for (const [path, text, isReplaceable] of textsOf(node, manifests)) {
      const match = matchIn(text, query)
      if (match) found.push({ nodeId: node.id, path, isReplaceable, ...match })
      if (found.length >= MAX_MATCHES) return found
    }
  }
  return found
}

function* textsOf(node: GraphNode, manifests: ManifestLookup): Generator<FoundText> {
  yield ['label', node.label, true]
  yield ['type', manifests(node.type)?.label ?? node.type, false]
  yield* textsIn(node.config, 'config')
}

function* textsIn(value: Json, path: string): Generator<FoundText> {
  if (typeof value === 'string') yield [path, value, true]
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* textsIn(item, `${path}.${key}`)
}

function matchIn(text: string, query: string): Pick<Match, 'before' | 'hit' | 'after' | 'count'> | null {
  const places = placesOf(text, query)
  const [first] = places
  if (first === undefined) return null
  const end = first + query.length
  return {
    before: text.slice(Math.max(0, first - AROUND), first),
    hit: text.slice(first, end),
    after: text.slice(end, end + AROUND),
    count: places.length,
  }
}

function placesOf(text: string, query: string): number[] {
  // Characters with a longer lower-case form would shift positions, so text that contains them is searched unchanged.
  const folded = text.toLowerCase()
  const [hay, needle] = folded.length === text.length ? [folded, query.toLowerCase()] : [text, query]
  const places: number[] = []
  for (let index = hay.indexOf(needle); index >= 0; index = hay.indexOf(needle, index + needle.length))
    places.push(index)
  return places
}

/** Replaces the text in these matches. */
export function replaceInGraph(
  graph: Graph,
  matches: readonly Pick<Match, 'nodeId' | 'path' | 'isReplaceable'>[],
  { query, replacement }: { query: string; replacement: string },
): Graph {
  const byNode = Map.groupBy(
    matches.filter(({ isReplaceable }) => isReplaceable),
    ({ nodeId }) => nodeId,
  )
  const replace = (text: string) => replaceAll(text, query, replacement)
  const nodes = graph.nodes.map((node) => {
    const wantedPaths = new Set(byNode.get(node.id)?.map(({ path }) => path))
    if (wantedPaths.size === 0) return node
    const label = wantedPaths.has('label') ? replace(node.label).slice(0, 200) : node.label
    return { ...node, label, config: replaceWithin(node.config, 'config', wantedPaths, replace) }
  })
  return { ...graph, nodes }
}

function replaceWithin(
  object: JsonObject,
  path: string,
  wantedPaths: ReadonlySet<string>,
  replace: (text: string) => string,
): JsonObject {
  const inside = (value: Json, path: string): Json => {
    if (typeof value === 'string') return wantedPaths.has(path) ? replace(value) : value
    if (Array.isArray(value)) return value.map((item, index) => inside(item, `${path}.${index}`))
    return typeof value === 'object' && value !== null ? replaceWithin(value, path, wantedPaths, replace) : value
  }
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, inside(item, `${path}.${key}`)]))
}

function replaceAll(text: string, query: string, replacement: string): string {
  let [result, from] = ['', 0]
  for (const at of placesOf(text, query)) {
    result += text.slice(from, at) + replacement
    from = at + query.length
  }
  return result + text.slice(from)
}
