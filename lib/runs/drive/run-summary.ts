import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'

/** Versions keep their graph objects, so most labels are found here. */
const labels = new WeakMap<Graph, Record<string, string>>()

export function labelsOf(graph: Graph): Record<string, string> {
  const cached = labels.get(graph) ?? Object.fromEntries(graph.nodes.map((node) => [node.id, node.label]))
  labels.set(graph, cached)
  return cached
}

/** The message, or the values of a form. */
export function previewOf(inputs: JsonObject): string {
  const message = inputs.message
  return (typeof message === 'string' ? message : fieldsOf(inputs)).slice(0, 200).replace(/[\ud800-\udbff]$/, '')
}

const fieldsOf = (inputs: JsonObject) =>
  Object.entries(inputs)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ')
