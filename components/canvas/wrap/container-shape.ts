import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { portsOf } from '../state/ports/node-ports'

/** Containers that a command can wrap nodes in. */
export const WRAPPERS = ['map', 'loop'] as const
export type Wrapper = (typeof WRAPPERS)[number]

/** The path of a value through a container by port ids: input, inner output, inner input, output. */
export interface ContainerShape {
  takes: string
  item: string
  result: string
  gives: string
}

/** Uses the first port of each side: a Map's list and item, a Loop's state. Undefined if the node is no container. */
export function shapeOf(node: GraphNode, manifests: ManifestLookup): ContainerShape | undefined {
  const { inputs, outputs, inner } = portsOf(node, manifests)
  const [takes, item, result, gives] = [inputs[0], inner?.outputs[0], inner?.inputs[0], outputs[0]]
  if (!takes || !item || !result || !gives) return undefined
  return { takes: takes.id, item: item.id, result: result.id, gives: gives.id }
}
