import type { GraphNode } from '@/lib/graph/graph'

/** The node type of frames with a title, which hold nothing but move what lies inside of them. */
export const GROUP_TYPE = 'group'

export function isGroup(node: Pick<GraphNode, 'type'> | undefined): boolean {
  return node?.type === GROUP_TYPE
}
