import 'server-only'
import { findModel } from '@/lib/catalog/find-model'
import { unitPricesAt } from '@/lib/catalog/price-at'
import type { UnitPrice } from '@/lib/contracts/catalog'
import { isOwnMachine } from '@/lib/providers/own-host'

/** Billed amounts other than tokens. */
export interface Amounts {
  /** Length of a recording. */
  seconds?: number
  /** Characters of generated speech. */
  characters?: number
  images?: number
  /** Searches of a rerank model, which have their own prices. */
  searches?: number
  /** Size of each image, such as `1024x1024`; the service's default if absent. */
  size?: string
}

interface Bought extends Amounts {
  provider: string
  model: string
  /** Host of the call. */
  host: string
  /** Time of the call; defaults to now. */
  at?: Date
}

/** Cost in millionths of a US dollar at the price of that time; null without a price for these amounts. */
export function unitCostMicros({ provider, model, host, at = new Date(), ...amounts }: Bought): number | null {
  if (isOwnMachine(provider, host)) return 0
  const price = unitPricesAt(findModel(provider, model)?.unitPrices ?? [], at)
    .filter(({ sizes }) => sizes === undefined || (amounts.size !== undefined && sizes.includes(amounts.size)))
    .find(({ unit }) => unitsOf(unit, amounts) !== null)
  const units = price ? unitsOf(price.unit, amounts) : null
  if (!price || units === null) return null
  // Integer arithmetic, rounded once, half up.
  const [count, per] = units
  return Number((BigInt(count) * BigInt(price.price) + BigInt(per) / 2n) / BigInt(per))
}

/** Quantity of a unit, as a fraction of integers. */
function unitsOf(unit: UnitPrice['unit'], { seconds, characters, images }: Amounts): [number, number] | null {
  switch (unit) {
    case 'minute':
      return seconds === undefined ? null : [wholeOf(seconds * 1_000), 60_000]
    case 'million-characters':
      return characters === undefined ? null : [wholeOf(characters), 1_000_000]
    case 'image':
      return images === undefined ? null : [wholeOf(images), 1]
    default: {
      const unhandled: never = unit
      return unhandled
    }
  }
}

const wholeOf = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0)
