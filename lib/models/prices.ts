import 'server-only'
import { isOwnHardware } from '@/lib/catalog/catalog'
import { findModel } from '@/lib/catalog/find-model'
import { priceAt } from '@/lib/catalog/price-at'
import type { CatalogPrice } from '@/lib/contracts/catalog'

interface Spent {
  provider: string
  model: string
  inputTokens: number
  /** Part of the input tokens. */
  cachedInputTokens?: number
  outputTokens: number
  /** When the call was made; now when absent. */
  at?: Date
}

const MILLION = 1_000_000n

/** In millionths of a US dollar, by the price that was valid at the time; null when it is unknown. */
export function costMicros({ provider, model, at = new Date(), ...tokens }: Spent): number | null {
  if (isOwnHardware(provider)) return 0
  const price = priceAt(findModel(provider, model)?.prices, at)
  return price === null ? null : cost(price, tokens)
}

/** Whole numbers throughout, rounded once, half up. */
function cost(
  price: CatalogPrice,
  { inputTokens, cachedInputTokens = 0, outputTokens }: Omit<Spent, 'provider' | 'model'>,
) {
  const rates = ratesFor(price, inputTokens)
  const cached = Math.min(count(cachedInputTokens), count(inputTokens))
  const sum =
    BigInt(count(inputTokens) - cached) * BigInt(rates.input) +
    BigInt(cached) * BigInt(rates.cachedInput ?? rates.input) +
    BigInt(count(outputTokens)) * BigInt(rates.output)
  return Number((sum + MILLION / 2n) / MILLION)
}

/** Long requests are dearer at some services, from their first token on. */
function ratesFor(price: CatalogPrice, inputTokens: number): Pick<CatalogPrice, 'input' | 'output' | 'cachedInput'> {
  const tiers = (price.tiers ?? []).filter(({ aboveInputTokens }) => inputTokens > aboveInputTokens)
  return tiers.sort((a, b) => b.aboveInputTokens - a.aboveInputTokens)[0] ?? price
}

const count = (tokens: number): number => (Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : 0)
