import type { Graph } from '@/lib/graph/graph'
import type { ImportedEdge, ImportedNode } from '../report'
import type { SourceLink } from '../source-flow'

/** One row for each edge of the file: it is kept if the graph still leads from the one node to the other. */
export function reportEdges(
  links: readonly SourceLink[],
  nodes: readonly ImportedNode[],
  graph: Graph,
): ImportedEdge[] {
  const ways = waysOf(graph)
  const targets = targetsOf(links, nodes)
  const unused = new Set(
    nodes.flatMap(({ sourceId, notes }) => (notes.some(({ key }) => key === 'unused') ? [sourceId] : [])),
  )
  const reached = new Map<string, ReadonlySet<string>>()
  const from = (source: string): ReadonlySet<string> => {
    const known = reached.get(source) ?? reach(targets.get(source) ?? [], ways)
    reached.set(source, known)
    return known
  }
  return links.map(({ id, source, target }) => {
    const [starts, ends] = [targets.get(source), targets.get(target)]
    // An item that never runs is a note, which needs no edges. In a damaged file, an edge may name a missing item.
    const isIdle = unused.has(source) || unused.has(target) || ends?.length === 0
    const isKept = starts && ends ? isIdle || ends.some((end) => from(source).has(end)) : false
    return { sourceId: id, from: source, to: target, status: isKept ? 'equivalent' : 'missing' }
  })
}

/** The nodes of each item. An item that has none, because it only passes values on, gets those of the next items. */
function targetsOf(links: readonly SourceLink[], nodes: readonly ImportedNode[]): ReadonlyMap<string, string[]> {
  const own = new Map(nodes.map(({ sourceId, targets }) => [sourceId, targets]))
  const next = Map.groupBy(links, ({ source }) => source)
  const find = (id: string, seen: Set<string>): string[] => {
    const targets = own.get(id) ?? []
    if (targets.length > 0 || seen.has(id)) return targets
    seen.add(id)
    return (next.get(id) ?? []).flatMap(({ target }) => find(target, seen))
  }
  return new Map([...own.keys()].map((id) => [id, find(id, new Set())]))
}

/** Where values and order lead: along edges and references, and into and out of containers. */
function waysOf({ nodes, edges }: Graph): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(nodes.map(({ id }) => id))
  const pairs = [
    ...edges.map(({ from, to }): [string, string] => [from.node, to.node]),
    // The edge leads from the tool to the agent, but the agent calls the tool.
    ...edges.flatMap(({ from, to }): [string, string][] => (from.port === 'tool' ? [[to.node, from.node]] : [])),
    ...nodes.flatMap(({ id, parent }): [string, string][] =>
      parent === undefined || parent === null
        ? []
        : [
            [parent, id],
            [id, parent],
          ],
    ),
    ...nodes.flatMap(({ id, config }) =>
      [...JSON.stringify(config).matchAll(/\{\{([\w-]{1,64})\./g)].flatMap(([, source = '']): [string, string][] =>
        ids.has(source) ? [[source, id]] : [],
      ),
    ),
  ]
  const grouped = Map.groupBy(pairs, ([source]) => source)
  return new Map([...grouped].map(([source, list]) => [source, list.map(([, target]) => target)]))
}

function reach(starts: readonly string[], ways: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set(starts)
  for (const id of seen) for (const next of ways.get(id) ?? []) seen.add(next)
  return seen
}
