import type { PlanNode } from '@/lib/graph/plan'
import type { Frame } from '../frames/frame'
import { writesItself } from './skip-side-effects'

/**
 * Whether all that led to a node must be stored before it begins, and its end before others go on (E40): it changes the
 * world outside, or may by a tool that is plugged in. A step that a sub-app runs is looked at by itself, and so is an
 * agent whose tools only read: what is lost of it in a crash is done again without harm.
 */
export function mustBeStored(frame: Frame, node: PlanNode): boolean {
  if (node.effect !== 'write') return false
  if (writesItself(node)) return true
  for (const port in node.bindings)
    for (const binding of node.bindings[port] ?? []) {
      const outside = frame.outer(binding.up ?? 0)
      const plugged = outside.plan.nodes[binding.node]
      if (plugged && mustBeStored(outside, plugged)) return true
    }
  return false
}
