import { explainCrossing } from '@/lib/graph/connections/explain-crossing'
import type { PortRef } from '@/lib/graph/graph'
import type { EdgeView, GraphView, NodeView } from '@/lib/graph/graph-view'
import type { Port } from '@/lib/graph/ports'
import { outputsSeenFrom } from '@/lib/graph/scopes'

/** A value that enters or leaves the selection, through edges, references or both. */
export interface Crossing {
  source: PortRef
  port: Port
  sourceNode: NodeView
  edges: EdgeView[]
  /** Whether a port that reads the value requires it. */
  isNeeded: boolean
}

export interface Crossings {
  incoming: Crossing[]
  outgoing: Crossing[]
}

/** Values that cross the border of these nodes, once each, in graph order. */
export function findCrossings(view: GraphView, innerIds: ReadonlySet<string>): Crossings {
  const border = new Border(innerIds)
  for (const edge of view.edges) {
    if (explainCrossing(edge) !== null) continue
    const crossing = border.record(edge.from, edge.fromPort, edge.to)
    crossing?.edges.push(edge)
    if (crossing && edge.toPort.required) crossing.isNeeded = true
  }
  for (const { reader, source, port } of referencesOf(view)) {
    const crossing = border.record(source, port, reader)
    if (crossing) crossing.isNeeded = true
  }
  return { incoming: [...border.incoming.values()], outgoing: [...border.outgoing.values()] }
}

class Border {
  readonly incoming = new Map<string, Crossing>()
  readonly outgoing = new Map<string, Crossing>()

  constructor(private readonly innerIds: ReadonlySet<string>) {}

  /** Records the value that crosses the border. Returns undefined if both ends are on the same side. */
  record(from: NodeView, port: Port, to: NodeView): Crossing | undefined {
    const [leaves, enters] = [this.innerIds.has(from.node.id), this.innerIds.has(to.node.id)]
    if (leaves === enters) return undefined
    const found = enters ? this.incoming : this.outgoing
    const key = `${from.node.id} ${port.id}`
    const source = { node: from.node.id, port: port.id }
    const crossing = found.get(key) ?? { source, port, sourceNode: from, edges: [], isNeeded: false }
    found.set(key, crossing)
    return crossing
  }
}

function referencesOf(view: GraphView) {
  return view.nodes.flatMap((reader) =>
    reader.references.flatMap(({ reference: { path } }) => {
      const [id = '', portId] = path
      const source = portId === undefined ? undefined : view.viewById.get(id)
      const port = source && outputsSeenFrom(reader, source).find((candidate) => candidate.id === portId)
      return source && port ? [{ reader, source, port }] : []
    }),
  )
}
