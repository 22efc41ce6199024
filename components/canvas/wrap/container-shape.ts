import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { portsOf } from '../state/ports/node-ports'

/** Containers that a command can wrap nodes in. */
export const WRAPPERS = ['map', 'loop'] as const
export type Wrapper = (typeof WRAPPERS)[number]

/** The port ids that a value passes on its way through a container. */
export interface ContainerShape {
  input: string
  innerOutput: string
  innerInput: string
  output: string
}

/** Uses the first port of each side: a Map's list and item, a Loop's state. Undefined if the node is not a container. */
export function shapeOf(node: GraphNode, manifests: ManifestLookup): ContainerShape | undefined {
  const { inputs, outputs, inner } = portsOf(node, manifests)
  const [input, innerOutput, innerInput, output] = [inputs[0], inner?.outputs[0], inner?.inputs[0], outputs[0]]
  if (!input || !innerOutput || !innerInput || !output) return undefined
  return { input: input.id, innerOutput: innerOutput.id, innerInput: innerInput.id, output: output.id }
}
