import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { NodeView } from './graph-view'
import type { Port } from './ports'

/** A scope is the body of a container, or null for the top level. */
export type Scope = NodeView | null

/** Whether the node is in the container, at any depth. */
export function isInside(node: NodeView, container: NodeView): boolean {
  for (let ancestor = node.parent; ancestor; ancestor = ancestor.parent) if (ancestor === container) return true
  return false
}

/** The node itself, or its container in this scope; null if the node is outside the scope. */
export function liftTo(node: NodeView, scope: Scope): NodeView | null {
  let lifted: NodeView | null = node
  while (lifted && lifted.parent !== scope) lifted = lifted.parent
  return lifted
}

/** The ports of a node visible to another one: a container has different ports inside. */
export function outputsSeenFrom(reader: NodeView, source: NodeView): Port[] {
  return isInside(reader, source) ? (source.ports.inner?.outputs ?? []) : source.ports.outputs
}

/** Why the reader may not use a value of the source, in a sentence; null if it may. */
export function explainScope(source: NodeView, reader: NodeView): TextRef | null {
  if (isInside(reader, source) || liftTo(reader, source.parent)) return null
  const outermost = outermostAroundOnly(source, reader)
  return textRef('connect.outOfScope', { node: source.node.label, container: outermost.node.label })
}

/** The outermost container around the source but not around the reader. */
function outermostAroundOnly(source: NodeView, reader: NodeView): NodeView {
  let found = source
  for (let outer = source.parent; outer && outer !== reader && !isInside(reader, outer); outer = outer.parent)
    found = outer
  return found
}
