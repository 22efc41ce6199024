import type { GraphView, NodeView } from '../graph-view'
import { isInside, liftTo } from '../scopes'

interface Needs {
  /** Nodes of the same scope whose values its input ports take. */
  inputs: Set<NodeView>
  /** … whose values its texts name, or the nodes inside it read. */
  values: Set<NodeView>
  /** … that are plugged into it or into nodes inside it. */
  plugs: Set<NodeView>
}

/**
 * What each step waits for, all in its own scope: sources of its inputs and references, what the nodes inside it read
 * from outside, and what the nodes plugged into it wait for, since they run inside it.
 */
export function planDependencies(view: GraphView, steps: ReadonlySet<string>): (step: NodeView) => NodeView[] {
  const needs = collectNeeds(view)
  const runsInside = (node: NodeView): NodeView[] => [...(needs.get(node)?.plugs ?? [])]
  return (step) => {
    const found = new Set<NodeView>()
    for (const node of reach(step, runsInside)) {
      const { inputs, values } = needs.get(node) ?? noNeeds()
      for (const source of values) found.add(source)
      // Inputs of a node that is a step of its own are filled by the model's calls when it is used as a tool.
      if (node === step || !steps.has(node.node.id)) for (const source of inputs) found.add(source)
    }
    found.delete(step)
    return [...found]
  }
}

function reach(start: NodeView, next: (node: NodeView) => NodeView[]): Set<NodeView> {
  const seen = new Set([start])
  // A set that grows while it is walked is walked to its end.
  for (const node of seen) for (const other of next(node)) seen.add(other)
  return seen
}

function collectNeeds(view: GraphView): Map<NodeView, Needs> {
  const needs = new Map<NodeView, Needs>()
  const add = (reader: NodeView, source: NodeView, kind: keyof Needs) => {
    if (isInside(reader, source)) return
    const waiting = liftTo(reader, source.parent)
    if (!waiting) return
    const own = needs.get(waiting) ?? noNeeds()
    needs.set(waiting, own)
    // To a container, whatever its inside reads is a value that must be there when it starts.
    own[waiting === reader || kind === 'plugs' ? kind : 'values'].add(source)
  }
  for (const { from, to, isBind, fromInner, toInner } of view.edges)
    if (!fromInner && !toInner) add(to, from, isBind ? 'plugs' : 'inputs')
  for (const reader of view.nodes) {
    for (const { reference } of reader.references) {
      const source = reference.path.length > 1 ? view.viewById.get(reference.path[0] ?? '') : undefined
      if (source && source !== reader) add(reader, source, 'values')
    }
  }
  return needs
}

function noNeeds(): Needs {
  return { inputs: new Set(), values: new Set(), plugs: new Set() }
}
