import { summarizeSettings } from '@/lib/client/messages/localize-manifest'
import { currentLocale } from '@/lib/client/messages/message-catalog'
import { t } from '@/lib/client/messages/t'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { ENVIRONMENT_ROOT } from '@/lib/graph/environment/environment-variable'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import type { ResourceNames } from '@/lib/graph/resource-names'
import { parseTemplate } from '@/lib/graph/templates/references'
import { VARIABLES_ROOT } from '@/lib/graph/variables/declaration'

const cache = new WeakMap<GraphNode, { locale: StudioLocale; names: ResourceNames; text: string }>()

/** One-line summary of the settings, with references shown by label. Falls back to the name of the node type. */
export function nodeSummary(
  node: GraphNode,
  manifest: NodeManifest | undefined,
  { nodeById, names }: { nodeById: ReadonlyMap<string, GraphNode>; names: ResourceNames },
): string {
  const [locale, known] = [currentLocale(), cache.get(node)]
  const text = known?.locale === locale && known.names === names ? known.text : summarize(node, manifest, names)
  cache.set(node, { locale, names, text })
  return text.includes('{{') ? withLabels(text, nodeById) : text
}

function summarize(node: GraphNode, manifest: NodeManifest | undefined, names: ResourceNames): string {
  if (!manifest) return t('canvas.unknownType', { type: node.type })
  if (node.disabled) return t('canvas.switchedOff')
  const parsed = manifest.config.safeParse(node.config)
  return (parsed.success && summarizeSettings(manifest, parsed.data, names)) || manifest.label
}

function withLabels(text: string, nodes: ReadonlyMap<string, GraphNode>): string {
  return parseTemplate(text)
    .map((segment) => {
      if (segment.type === 'text') return segment.text
      const [first = '', ...rest] = segment.path
      const named = first === VARIABLES_ROOT || first === ENVIRONMENT_ROOT ? rest[0] : undefined
      return rest.length === 0 ? `[${first}]` : `[${nodes.get(first)?.label ?? named ?? first}]`
    })
    .join('')
}
