import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'

/** One line that says what the node is set to; the type's name where there is nothing to say. */
export function nodeSummary(node: GraphNode, manifest: NodeManifest | undefined): string {
  if (!manifest) return t('canvas.unknownType', { type: node.type })
  if (node.disabled) return t('canvas.switchedOff')
  const parsed = manifest.config.safeParse(node.config)
  if (!parsed.success || !manifest.summary) return manifest.label
  return manifest.summary(parsed.data) || manifest.label
}
