import type { Json } from '@/lib/core/json'
import type { NodeState } from '@/lib/engine/state/run-state'
import type { GraphEdge } from '@/lib/graph/graph'

interface EdgeValueQuery {
  edge: Pick<GraphEdge, 'from' | 'to'>
  source: NodeState | undefined
  target: NodeState | undefined
  /** Whether the port streams text while its node runs. */
  streams: boolean
}

/** The value that passed an edge: the source's output, the current stream, or the target's input; null if none did. */
export function edgeValue({
  edge,
  source,
  target,
  streams,
}: EdgeValueQuery): { value: Json; isStreaming: boolean } | null {
  if (source?.status === 'running' && streams && source.text !== '') return { value: source.text, isStreaming: true }
  const { outputs } = source ?? {}
  if (outputs && Object.hasOwn(outputs, edge.from.port))
    return { value: outputs[edge.from.port] ?? null, isStreaming: false }
  // Values that a container passes to its inner nodes, such as an item, are not among any node's outputs.
  const inputs = source === undefined || outputs === null || !source.outputs ? target?.inputs : null
  if (inputs && Object.hasOwn(inputs, edge.to.port) && isInside(source, target))
    return { value: inputs[edge.to.port] ?? null, isStreaming: false }
  return null
}

function isInside(container: NodeState | undefined, node: NodeState | undefined): boolean {
  return container !== undefined && node !== undefined && node.path.length > container.path.length
}
