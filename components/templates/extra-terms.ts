import { manifestTexts } from '@/lib/client/messages/localize-manifest'
import { t } from '@/lib/client/messages/t'
import type { TemplateView } from '@/lib/contracts/templates'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { SYNONYMS } from '@/lib/nodes/shared/synonyms'

/** Names and synonyms of the template's node types and integrations, in both languages, and its category. */
export function extraTerms({ nodeTypes, connections, category }: TemplateView): string[] {
  const nodes = nodeTypes.flatMap((type) => [
    manifestOf(type)?.label ?? '',
    manifestTexts('nodes', type).label ?? '',
    ...(SYNONYMS[type] ?? []),
  ])
  return [...nodes, ...connections.map(({ label }) => label), t(`templates.category-${category}`)]
}
