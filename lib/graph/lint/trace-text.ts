import type { EdgeView, GraphView, NodeView } from '../graph-view'
import { isCapabilityKind } from '../ports'
import { sourcesNamed } from './outcomes'

/** One way that text took from a node to another; `edge` is null where a reference or a bind carries it. */
interface Step {
  from: NodeView
  edge: EdgeView | null
}

/** How text got from its sources to the nodes that read it: for each node, the step by which it came first. */
export interface Spread {
  sources: ReadonlySet<NodeView>
  arrivals: ReadonlyMap<NodeView, Step>
}

/** Numbers and yes or no carry no words. */
const WORDLESS = new Set(['number', 'boolean'])
const TOOLS = new Set(['tool', 'retriever'])

/**
 * Follows text from where it enters to every node that reads it, by edges, references, plugged-in tools and nesting,
 * breadth first, so that the way found is the shortest. Ports that `holds` says yes to let nothing through.
 */
export function traceText(
  view: GraphView,
  sources: readonly NodeView[],
  holds: (node: NodeView, port: string) => boolean,
): Spread {
  const named = namedReaders(view)
  const arrivals = new Map<NodeView, Step>()
  const seen = new Set(sources)
  // A set that grows while it is walked is walked to its end.
  for (const node of seen) {
    for (const { reader, edge } of readersOf(view, named, node, holds)) {
      if (!arrivals.has(reader)) arrivals.set(reader, { from: node, edge })
      seen.add(reader)
    }
  }
  return { sources: new Set(sources), arrivals }
}

/** The nodes from the source to this one, and the last edge on the way. */
export function wayTo({ sources, arrivals }: Spread, end: NodeView): { nodes: NodeView[]; lastEdge: EdgeView | null } {
  const nodes = [end]
  const last = arrivals.get(end)
  for (let step = last; step; step = sources.has(step.from) ? undefined : arrivals.get(step.from))
    nodes.unshift(step.from)
  return { nodes, lastEdge: last?.edge ?? null }
}

type NamedReaders = ReadonlyMap<NodeView, readonly { reader: NodeView; port: string }[]>

function readersOf(
  view: GraphView,
  named: NamedReaders,
  node: NodeView,
  holds: (node: NodeView, port: string) => boolean,
): { reader: NodeView; edge: EdgeView | null }[] {
  const byEdge = (view.edgesFrom.get(node.node.id) ?? [])
    .filter((edge) => carries(edge, holds))
    .map((edge) => ({ reader: edge.to, edge }))
  const byName = (named.get(node) ?? [])
    .filter(({ port }) => !holds(node, port))
    .map(({ reader }) => ({ reader, edge: null }))
  return [...byEdge, ...byName]
}

function carries(edge: EdgeView, holds: (node: NodeView, port: string) => boolean): boolean {
  const { from, fromPort } = edge
  // A tool that is plugged in gives what it brings to whoever calls it.
  if (isCapabilityKind(fromPort.kind)) return from.manifest.bringsUntrusted === true && TOOLS.has(fromPort.kind)
  return !WORDLESS.has(fromPort.kind) && !holds(from, fromPort.id)
}

function namedReaders(view: GraphView): NamedReaders {
  const pairs = view.nodes.flatMap((reader) =>
    sourcesNamed(view, reader).map(({ node, port }) => ({ node, reader, port })),
  )
  return Map.groupBy(pairs, ({ node }) => node)
}
