import 'server-only'
import { type CatalogModel, isOwnHardware } from '@/lib/catalog/catalog'
import { findModel } from '@/lib/catalog/find-model'
import { priceAt, unitPricesAt } from '@/lib/catalog/price-at'
import type { CatalogAbility } from '@/lib/contracts/catalog'
import type { CatalogFacts, Measured, ModelSummary } from '@/lib/contracts/model-cards'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { isOwnHost, isOwnMachine } from '@/lib/providers/own-host'

/** Calls of these days count for a scorecard. */
export const SCORECARD_DAYS = 30

export interface SummaryParts {
  connection: string
  connectionName: string | null
  provider: string
  /** The host of its connection. Null before it is connected: then the service's default host applies. */
  host: string | null
  model: string
  label?: string
  ability?: CatalogAbility
  entry: CatalogModel | null
  measured: Measured | null
  scores: { quality: number | null; safety: number | null }
  now: Date
}

/** The summary of a model for the list: catalog facts if known, otherwise those of the service. */
export function toSummary(parts: SummaryParts): ModelSummary {
  const { connection, connectionName, provider, host, model, entry, measured, scores, now } = parts
  // At a custom address it is unknown where data goes and how it is used.
  const isDefaultAddress = host === null || isOwnHost(provider, host)
  const price = isFree(provider, host) ? { input: 0, output: 0 } : tokenPrice(entry, now)
  return {
    connection,
    connectionName,
    provider,
    model,
    measured,
    providerLabel: manifestOf(provider)?.label ?? entry?.providerLabel ?? provider,
    label: entry?.name ?? parts.label ?? model,
    isKnown: entry !== null,
    abilities: entry?.abilities ?? (parts.ability ? [parts.ability] : []),
    contextTokens: entry?.contextTokens ?? null,
    licence: entry?.licence ?? null,
    openWeights: entry?.openWeights ?? null,
    regions: isDefaultAddress && entry?.regions ? [...entry.regions] : null,
    dataUse: isDefaultAddress ? (entry?.dataUse?.policy ?? null) : null,
    knowledgeDate: entry?.knowledgeDate ?? null,
    retiresOn: entry?.retiresOn ?? null,
    inputMicros: price?.input ?? null,
    outputMicros: price?.output ?? null,
    ...scores,
  }
}

/** Metrics shown beside a model's name in a picker. */
export function modelMetrics(
  provider: string,
  { host, model, now }: { host: string; model: string; now: Date },
): Pick<ModelSummary, 'contextTokens' | 'inputMicros' | 'outputMicros'> {
  const entry = findModel(provider, model)
  const price = isFree(provider, host) ? { input: 0, output: 0 } : tokenPrice(entry, now)
  return {
    contextTokens: entry?.contextTokens ?? null,
    inputMicros: price?.input ?? null,
    outputMicros: price?.output ?? null,
  }
}

/** Models billed by search have no token price. */
function tokenPrice(entry: CatalogModel | null, now: Date) {
  const price = priceAt(entry?.prices, now)
  return price?.search === undefined ? price : null
}

/** Whether calls are free of charge; for models that are not connected, judged by the default host in the catalog. */
function isFree(provider: string, host: string | null): boolean {
  return host === null ? isOwnHardware(provider) : isOwnMachine(provider, host)
}

export function toFacts(
  entry: CatalogModel,
  { provider, host, now }: Pick<SummaryParts, 'provider' | 'host' | 'now'>,
): CatalogFacts {
  return {
    family: entry.family ?? null,
    maxOutputTokens: entry.maxOutputTokens ?? null,
    releasedOn: entry.releasedOn ?? null,
    replacement: entry.replacement ?? null,
    note: entry.note ?? null,
    ownHardware: isFree(provider, host),
    price: priceAt(entry.prices, now),
    prices: entry.prices ?? [],
    unitPrices: unitPricesAt(entry.unitPrices ?? [], now),
    dataUse: host === null || isOwnHost(provider, host) ? (entry.dataUse ?? null) : null,
    documentation: entry.documentation ?? null,
    statusPage: entry.statusPage ?? null,
    sources: [...entry.sources],
    checkedOn: entry.checkedOn,
  }
}
