import 'server-only'
import type { CatalogModel } from '@/lib/catalog/catalog'
import { isOwnHardware } from '@/lib/catalog/catalog'
import { priceAt } from '@/lib/catalog/price-at'
import type { CatalogAbility } from '@/lib/contracts/catalog'
import type { CatalogFacts, Measured, ModelSummary } from '@/lib/contracts/model-cards'
import { manifestOf } from '@/lib/providers/manifests.gen'

export interface SummaryParts {
  connection: string
  connectionName: string | null
  provider: string
  model: string
  label?: string
  ability?: CatalogAbility
  entry: CatalogModel | null
  measured: Measured | null
  scores: { quality: number | null; safety: number | null }
  now: Date
}

/** What the list says of a model: the catalog's facts where it knows it, else what the service itself said. */
export function toSummary(parts: SummaryParts): ModelSummary {
  const { connection, connectionName, provider, model, entry, measured, scores, now } = parts
  const price = isOwnHardware(provider) ? { input: 0, output: 0 } : priceAt(entry?.prices, now)
  return {
    ...{ connection, connectionName, provider, model, measured },
    providerLabel: manifestOf(provider)?.label ?? entry?.providerLabel ?? provider,
    label: entry?.name ?? parts.label ?? model,
    isKnown: entry !== null,
    abilities: entry?.abilities ?? (parts.ability ? [parts.ability] : []),
    contextTokens: entry?.contextTokens ?? null,
    licence: entry?.licence ?? null,
    openWeights: entry?.openWeights ?? null,
    regions: entry?.regions ? [...entry.regions] : null,
    dataUse: entry?.dataUse?.policy ?? null,
    knowledgeDate: entry?.knowledgeDate ?? null,
    retiresOn: entry?.retiresOn ?? null,
    inputMicros: price?.input ?? null,
    outputMicros: price?.output ?? null,
    ...scores,
  }
}

export function toFacts(entry: CatalogModel, now: Date): CatalogFacts {
  return {
    family: entry.family ?? null,
    maxOutputTokens: entry.maxOutputTokens ?? null,
    releasedOn: entry.releasedOn ?? null,
    replacement: entry.replacement ?? null,
    note: entry.note ?? null,
    ownHardware: entry.ownHardware,
    price: priceAt(entry.prices, now),
    prices: entry.prices ?? [],
    dataUse: entry.dataUse ?? null,
    documentation: entry.documentation ?? null,
    statusPage: entry.statusPage ?? null,
    sources: [...entry.sources],
    checkedOn: entry.checkedOn,
  }
}
