import { manifests, type ProviderId } from '../manifests.gen'
import type { ProviderAbility, ProviderManifest } from '../provider-manifest'
import { CONFORMANCE_CASES } from './conformance-cases'
import { OPERATION_CASES } from './operation-cases'
import { OWN_EVIDENCE, TUNING_EVIDENCE } from './own-evidence'

const COLUMNS: readonly (readonly [ProviderAbility, string])[] = [
  ['chat', 'chat'],
  ['vision', 'vision'],
  ['tools', 'tools'],
  ['json-schema', 'JSON schema'],
  ['embed', 'embed'],
  ['rerank', 'rerank'],
  ['transcribe', 'speech to text'],
  ['speak', 'text to speech'],
  ['image', 'image'],
  ['fine-tune', 'fine-tuning'],
]
const CATEGORIES: readonly ProviderManifest['category'][] = ['cloud', 'lab', 'aggregator', 'private']

export type Evidence = 'suite' | 'operations' | 'own'

/** The kind of test that covers an ability of a provider; null if none does. */
export function evidenceOf(id: ProviderId, ability: ProviderAbility): Evidence | null {
  if (ability === 'fine-tune') return TUNING_EVIDENCE[id] === undefined ? null : 'own'
  if (OWN_EVIDENCE[id]?.[ability] !== undefined) return 'own'
  const hasOperationTest = OPERATION_CASES.some(
    (item) => item.conformanceCase.provider === id && item.operation === ability,
  )
  if (hasOperationTest) return 'operations'
  const conformanceCase = CONFORMANCE_CASES.find(({ provider }) => provider === id)
  if (!conformanceCase) return null
  if (ability === 'vision') return conformanceCase.hasNoVision ? null : 'suite'
  if (ability === 'json-schema') return conformanceCase.hasNoSchema ? null : 'suite'
  return ability === 'chat' || ability === 'tools' ? 'suite' : null
}

export function providerIds(): ProviderId[] {
  const ids = CONFORMANCE_CASES.map(({ provider }) => provider)
  const all = new Set([...ids, ...Object.values(manifests).flatMap(({ id }) => (isId(id) ? [id] : []))])
  return [...all].toSorted((a, b) => rankOf(a) - rankOf(b) || manifests[a].label.localeCompare(manifests[b].label))
}

/** The table in docs/reference/providers.md. */
export function conformanceTable(): string {
  const head = ['Provider', 'API format', ...COLUMNS.map(([, title]) => title)]
  const rows = providerIds().map((id) => [
    manifests[id].label,
    formatOf(id),
    ...COLUMNS.map(([ability]) => cellOf(id, ability)),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const isId = (id: string): id is ProviderId => Object.hasOwn(manifests, id)
const rankOf = (id: ProviderId) => CATEGORIES.indexOf(manifests[id].category)

function formatOf(id: ProviderId): string {
  return CONFORMANCE_CASES.find(({ provider }) => provider === id)?.dialect.name ?? 'provider-specific'
}

function cellOf(id: ProviderId, ability: ProviderAbility): string {
  const abilities: readonly ProviderAbility[] = manifests[id].abilities
  return abilities.includes(ability) ? (evidenceOf(id, ability) ?? 'untested') : '–'
}
