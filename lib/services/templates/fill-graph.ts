import type { Graph } from '@/lib/graph/graph'
import { withConnections } from '@/lib/templates/connections'
import { TEMPLATE_ADDRESS, TEMPLATE_KNOWLEDGE_BASE } from '@/lib/templates/placeholder'

export interface TemplateParts {
  knowledgeBaseId: string | null
  /** The address to call. Without one the node stays incomplete, which is reported before the first run. */
  address?: string | undefined
  connections: ReadonlyMap<string, string>
}

/** Replaces a template's placeholders by resources of the workspace. */
export function fillGraph(graph: Graph, { knowledgeBaseId, address = '', connections }: TemplateParts): Graph {
  const filled = withConnections(graph, connections)
  return {
    ...filled,
    nodes: filled.nodes.map((node) => {
      if (node.config.url === TEMPLATE_ADDRESS) return { ...node, config: { ...node.config, url: address } }
      return node.config.knowledgeBaseId === TEMPLATE_KNOWLEDGE_BASE && knowledgeBaseId !== null
        ? { ...node, config: { ...node.config, knowledgeBaseId } }
        : node
    }),
  }
}
