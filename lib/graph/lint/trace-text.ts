import type { EdgeView, GraphView, NodeView } from '../graph-view'
import { isCapabilityKind } from '../ports'
import { sourcesNamed } from './outcomes'

/** A step of text from one node to another; `edge` is null for references and binds. */
interface Step {
  from: NodeView
  edge: EdgeView | null
}

/** Propagation of text from its sources: for each node, the step by which it first arrived. */
export interface Spread {
  sources: ReadonlySet<NodeView>
  arrivals: ReadonlyMap<NodeView, Step>
}

/** Numbers and booleans carry no text. */
const WORDLESS = new Set(['number', 'boolean'])
const TOOLS = new Set(['tool', 'retriever'])

/**
 * Follows text from its origins to every node that reads it, by edges, references, connected tools
 * and nesting. Breadth first, so that paths are shortest. Stops at ports for which `holds` is true.
 */
export function traceText(
  view: GraphView,
  sources: readonly NodeView[],
  holds: (node: NodeView, port: string) => boolean,
): Spread {
  const named = namedReaders(view)
  const arrivals = new Map<NodeView, Step>()
  const seen = new Set(sources)
  // Iterating over a growing set visits added items.
  for (const node of seen) {
    for (const { reader, edge } of readersOf(view, named, node, holds)) {
      if (!arrivals.has(reader)) arrivals.set(reader, { from: node, edge })
      seen.add(reader)
    }
  }
  return { sources: new Set(sources), arrivals }
}

/** The nodes from the source to this one, and the last edge on the path. */
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
  if (edge.isControl) return false
  // A connected tool passes its results to its caller.
  if (isCapabilityKind(fromPort.kind)) return from.manifest.bringsUntrusted === true && TOOLS.has(fromPort.kind)
  return !WORDLESS.has(fromPort.kind) && !holds(from, fromPort.id)
}

function namedReaders(view: GraphView): NamedReaders {
  const pairs = view.nodes.flatMap((reader) =>
    sourcesNamed(view, reader).map(({ node, port }) => ({ node, reader, port })),
  )
  return Map.groupBy(pairs, ({ node }) => node)
}
