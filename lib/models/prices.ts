import 'server-only'
import { findModel } from '@/lib/catalog/find-model'
import { priceAt } from '@/lib/catalog/price-at'
import type { CatalogPrice } from '@/lib/contracts/catalog'
import { isOwnMachine } from '@/lib/providers/own-host'

interface Spent {
  provider: string
  model: string
  /** Host of the call, with its port if relevant; empty for the built-in models. */
  host: string
  inputTokens: number
  /** Part of the input tokens that was read from the service's prompt cache. */
  cachedInputTokens?: number
  /** Part of the input tokens that was written to the service's prompt cache. */
  cacheWriteTokens?: number
  outputTokens: number
  /** For services that bill by search; null or absent if not reported. */
  searches?: number | null
  /** Whether the service's batch queue processed it, which answers within a day. */
  isBatch?: boolean
  /** Time of the call; defaults to now. */
  at?: Date
}

type Counts = Omit<Spent, 'provider' | 'model' | 'host' | 'at'>
type Rates = Pick<CatalogPrice, 'input' | 'output' | 'cachedInput' | 'cacheWrite'>

const MILLION = 1_000_000n
const THOUSAND = 1_000n

/** Cost in millionths of a US dollar at the price of that time; null if unknown. */
export function costMicros({ provider, model, host, at = new Date(), ...counts }: Spent): number | null {
  if (isOwnMachine(provider, host)) return 0
  const price = priceAt(findModel(provider, model)?.prices, at)
  return price === null ? null : cost(price, counts)
}

/** Integer arithmetic, rounded once, half up. */
function cost(price: CatalogPrice, counts: Counts): number | null {
  if (price.search !== undefined) return costOfSearches(price.search, counts.searches ?? null)
  const rates = counts.isBatch ? batchRates(price, counts.inputTokens) : ratesFor(price, counts.inputTokens)
  if (rates === null) return null
  const input = count(counts.inputTokens)
  const cached = Math.min(count(counts.cachedInputTokens ?? 0), input)
  const written = Math.min(count(counts.cacheWriteTokens ?? 0), input - cached)
  const sum =
    BigInt(input - cached - written) * BigInt(rates.input) +
    BigInt(cached) * BigInt(rates.cachedInput ?? rates.input) +
    BigInt(written) * BigInt(rates.cacheWrite ?? rates.input) +
    BigInt(count(counts.outputTokens)) * BigInt(rates.output)
  return rounded(sum, MILLION)
}

function costOfSearches(perThousand: number, searches: number | null): number | null {
  return searches === null ? null : rounded(BigInt(count(searches)) * BigInt(perThousand), THOUSAND)
}

const rounded = (sum: bigint, unit: bigint): number => Number((sum + unit / 2n) / unit)

/** Some services charge long requests a higher rate from the first token. */
function ratesFor(price: CatalogPrice, inputTokens: number): Rates {
  return tierOf(price, inputTokens) ?? price
}

/** Batches do not read the prompt cache. Batch prices of long requests are not published, hence unknown. */
function batchRates(price: CatalogPrice, inputTokens: number): Rates | null {
  const { batchInput: input, batchOutput: output } = price
  return input === undefined || output === undefined || tierOf(price, inputTokens) ? null : { input, output }
}

function tierOf({ tiers = [] }: CatalogPrice, inputTokens: number) {
  return tiers
    .filter(({ aboveInputTokens }) => inputTokens > aboveInputTokens)
    .sort((a, b) => b.aboveInputTokens - a.aboveInputTokens)[0]
}

const count = (tokens: number): number => (Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0)
