import type { EdgeView, GraphView, NodeView } from '../graph-view'
import { findSteps } from '../plan/find-steps'

/** A possible result of a branching node: these ports have no output. */
export interface Outcome {
  branch: NodeView
  /** Label of the port that the run took. */
  taken: string
  /** Id of that port; null if the outcome is only that the node failed, or did not. */
  takenPort: string | null
  silentPorts: ReadonlySet<string>
}

/** The outcomes of all nodes that select a branch or emit errors on a port. */
export function listOutcomes(view: GraphView): Outcome[] {
  const steps = findSteps(view)
  return view.nodes.filter(({ node }) => steps.has(node.id)).flatMap(outcomesOf)
}

function outcomesOf(branch: NodeView): Outcome[] {
  const { node, manifest, ports, config } = branch
  const outputs = ports.outputs.map(({ id }) => id)
  const labels = new Map(ports.outputs.map(({ id, label }) => [id, label]))
  const exclusive = (config === null ? [] : (manifest.branches?.(config) ?? [])).filter((id) => labels.has(id))
  const fails = node.policy?.onError === 'port'
  const ofPorts = exclusive.map((id) => ({
    branch,
    taken: labels.get(id) ?? id,
    takenPort: id,
    silentPorts: new Set([...exclusive.filter((other) => other !== id), ...(fails ? ['error'] : [])]),
  }))
  if (!fails) return ofPorts.length > 1 ? ofPorts : []
  const failed = {
    branch,
    taken: 'Error',
    takenPort: null,
    silentPorts: new Set(outputs.filter((id) => id !== 'error')),
  }
  return ofPorts.length > 0
    ? [...ofPorts, failed]
    : [{ branch, taken: '', takenPort: null, silentPorts: new Set(['error']) }, failed]
}

/** Reader relations by edges, references and nesting, computed once for all outcomes of a graph. */
export interface Readers {
  readersOf(node: NodeView): ReadonlySet<NodeView>
  edgesInto(node: NodeView): readonly EdgeView[]
  /** The ports referenced by the node's texts. */
  namedBy(node: NodeView): readonly NamedPort[]
}

interface NamedPort {
  node: NodeView
  port: string
}

export function readersIn(view: GraphView): Readers {
  const readers = new Map<NodeView, Set<NodeView>>()
  const named = new Map(view.nodes.map((node) => [node, sourcesNamed(view, node)]))
  const add = (source: NodeView, reader: NodeView) => {
    const cached = readers.get(source)
    if (cached) cached.add(reader)
    else readers.set(source, new Set([reader]))
  }
  for (const { from, to, isBind, fromInner, toInner } of view.edges)
    if (!isBind && !fromInner && !toInner) add(from, to)
  for (const reader of view.nodes) {
    if (reader.parent) add(reader.parent, reader)
    for (const source of named.get(reader) ?? []) add(source.node, reader)
  }
  const none: ReadonlySet<NodeView> = new Set()
  return {
    readersOf: (node) => readers.get(node) ?? none,
    edgesInto: (node) => (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind, toInner }) => !isBind && !toInner),
    namedBy: (node) => named.get(node) ?? [],
  }
}

/** The ports referenced by a node's texts. */
export function sourcesNamed(view: GraphView, reader: NodeView): NamedPort[] {
  return reader.references.flatMap(({ reference: { path } }) => {
    const node = path.length > 1 ? view.viewById.get(path[0] ?? '') : undefined
    return node && node !== reader ? [{ node, port: path[1] ?? '' }] : []
  })
}

/** The steps skipped with this outcome, by docs/reference/execution.md E6, E7 and E9; the branch itself runs. */
export function skippedAfter(readers: Readers, outcome: Outcome): ReadonlySet<NodeView> {
  const skipped = new Set<NodeView>()
  const isSilent = (node: NodeView, port: string) =>
    skipped.has(node) || (node === outcome.branch && outcome.silentPorts.has(port))
  const isSkipped = (node: NodeView): boolean => {
    if (node.parent && skipped.has(node.parent)) return true
    const edges = readers.edgesInto(node)
    if (edges.length === 0) {
      const named = readers.namedBy(node)
      return named.length > 0 && named.every((source) => isSilent(source.node, source.port))
    }
    const isLive = (edge: EdgeView) => edge.fromInner || !isSilent(edge.from, edge.fromPort.id)
    const lacks = (port: string) => {
      const incoming = edges.filter((edge) => edge.toPort.id === port)
      return incoming.length > 0 && !incoming.some(isLive)
    }
    const controls = edges.filter(({ isControl }) => isControl)
    if (controls.length > 0 && !controls.some(isLive)) return true
    return !edges.some(isLive) || node.ports.inputs.some((port) => port.required && lacks(port.id))
  }
  // Iterating over a growing set visits added items: a step is checked again when one of its
  // sources is skipped.
  const pending = new Set(readers.readersOf(outcome.branch))
  for (const node of pending) {
    pending.delete(node)
    if (node === outcome.branch || skipped.has(node) || !isSkipped(node)) continue
    skipped.add(node)
    for (const reader of readers.readersOf(node)) pending.add(reader)
  }
  return skipped
}
