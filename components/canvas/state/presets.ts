import { z } from 'zod'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import { fieldLayout } from '@/lib/graph/schema/field-layout'

/** Settings of new nodes for which the workspace has only one option. */
export interface Presets {
  /** The only knowledge base; null if there are none or several. */
  knowledgeBaseId: string | null
}

export function withPresets(node: GraphNode, manifest: NodeManifest, { knowledgeBaseId }: Presets): GraphNode {
  if (knowledgeBaseId === null || !(manifest.config instanceof z.ZodObject)) return node
  const fields = Object.entries(manifest.config.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType && fieldLayout(field).input === 'knowledge-base' && node.config[name] === ''
      ? [[name, knowledgeBaseId]]
      : [],
  )
  return fields.length === 0 ? node : { ...node, config: { ...node.config, ...Object.fromEntries(fields) } }
}
