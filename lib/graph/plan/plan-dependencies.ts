import type { GraphView, NodeView } from '../graph-view'
import { isInside, liftTo } from '../scopes'

interface Needs {
  /** Nodes of the same scope that are sources of its input ports. */
  inputs: Set<NodeView>
  /** Nodes of the same scope that are referenced by its texts, or read by its inner nodes. */
  values: Set<NodeView>
  /** Nodes of the same scope that are connected as capabilities to it or to its inner nodes. */
  plugs: Set<NodeView>
}

/**
 * Dependencies of each step within its own scope: the sources of its inputs and references, the values that
 * its inner nodes read from outside, and the dependencies of connected capabilities, since they run inside
 * it.
 */
export function planDependencies(view: GraphView, steps: ReadonlySet<string>): (step: NodeView) => NodeView[] {
  const needs = collectNeeds(view)
  const runsInside = (node: NodeView): NodeView[] => [...(needs.get(node)?.plugs ?? [])]
  return (step) => {
    const found = new Set<NodeView>()
    for (const node of reach(step, runsInside)) {
      const { inputs, values } = needs.get(node) ?? noNeeds()
      for (const source of values) found.add(source)
      // If a step is also used as a tool, its inputs come from the model's calls.
      if (node === step || !steps.has(node.node.id)) for (const source of inputs) found.add(source)
    }
    found.delete(step)
    return [...found]
  }
}

function reach(start: NodeView, next: (node: NodeView) => NodeView[]): Set<NodeView> {
  const seen = new Set([start])
  // Iterating over a growing set visits added items.
  for (const node of seen) for (const other of next(node)) seen.add(other)
  return seen
}

function collectNeeds(view: GraphView): Map<NodeView, Needs> {
  const needs = new Map<NodeView, Needs>()
  const add = (reader: NodeView, source: NodeView, kind: keyof Needs) => {
    if (isInside(reader, source)) return
    const waiting = liftTo(reader, source.parent)
    if (!waiting) return
    const dependencies = needs.get(waiting) ?? noNeeds()
    needs.set(waiting, dependencies)
    // For a container, everything its inner nodes read must be available when it starts.
    dependencies[waiting === reader || kind === 'plugs' ? kind : 'values'].add(source)
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
