import type { PlanNode } from '@/lib/graph/plan'
import type { Frame } from '../frames/frame'
import { writesItself } from './skip-side-effects'

/**
 * Whether everything before a node must be stored before it starts, and its end before others continue (E40).
 * This applies to nodes that write, and to nodes that may write through a connected tool. Steps of a sub-app
 * are checked one by one. Agents whose tools only read are exempt: repeating them after a crash is harmless.
 */
export function mustBeStored(frame: Frame, node: PlanNode): boolean {
  if (node.effect !== 'write') return false
  if (writesItself(node)) return true
  for (const port in node.bindings)
    for (const binding of node.bindings[port] ?? []) {
      const outerFrame = frame.outer(binding.up ?? 0)
      const connected = outerFrame.plan.nodes[binding.node]
      if (connected && mustBeStored(outerFrame, connected)) return true
    }
  return false
}
