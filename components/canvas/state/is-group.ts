import type { GraphNode } from '@/lib/graph/graph'

/** The node type of titled frames. They have no behavior but move the nodes inside. */
export const GROUP_TYPE = 'group'

export function isGroup(node: Pick<GraphNode, 'type'> | undefined): boolean {
  return node?.type === GROUP_TYPE
}
