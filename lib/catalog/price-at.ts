import type { CatalogPrice, UnitPrice } from '@/lib/contracts/catalog'

/** The price on a given UTC day; null if unknown. */
export function priceAt(prices: readonly CatalogPrice[] | undefined, date: Date): CatalogPrice | null {
  if (prices === undefined || prices.length === 0) return null
  const day = date.toISOString().slice(0, 10)
  const valid = prices.filter(
    ({ validFrom, validUntil }) => validFrom <= day && (validUntil === undefined || day < validUntil),
  )
  return valid.sort((a, b) => b.validFrom.localeCompare(a.validFrom))[0] ?? null
}

/** Unit prices on a given UTC day, newest first. */
export function unitPricesAt(prices: readonly UnitPrice[], date: Date): UnitPrice[] {
  const day = date.toISOString().slice(0, 10)
  return prices
    .filter(({ validFrom, validUntil }) => validFrom <= day && (validUntil === undefined || day < validUntil))
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))
}
