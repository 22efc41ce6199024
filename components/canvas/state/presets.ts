import { z } from 'zod'
import type { JsonObject } from '@/lib/core/json'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import { fieldLayout } from '@/lib/graph/schema/field-layout'

/** Settings of new nodes for which the workspace has only one option; null if it has none or several. */
export interface Presets {
  knowledgeBaseId: string | null
  table: string | null
  mcpServer: { id: string; name: string } | null
}

export const NO_PRESETS: Presets = { knowledgeBaseId: null, table: null, mcpServer: null }

export function withPresets(node: GraphNode, manifest: NodeManifest, presets: Presets): GraphNode {
  if (!(manifest.config instanceof z.ZodObject)) return node
  const fields = Object.entries(manifest.config.shape).map(([name, field]) =>
    field instanceof z.ZodType && node.config[name] === '' ? presetOf(name, fieldLayout(field).input, presets) : {},
  )
  return { ...node, config: Object.assign({ ...node.config }, ...fields) }
}

function presetOf(
  field: string,
  input: string | undefined,
  { knowledgeBaseId, table, mcpServer }: Presets,
): JsonObject {
  if (input === 'knowledge-base' && knowledgeBaseId !== null) return { [field]: knowledgeBaseId }
  if (input === 'table' && table !== null) return { [field]: table }
  if (input === 'mcp-server' && mcpServer !== null) return { [field]: mcpServer.id, serverName: mcpServer.name }
  return {}
}
