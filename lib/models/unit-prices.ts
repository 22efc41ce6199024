import 'server-only'
import { findModel } from '@/lib/catalog/find-model'
import { unitPricesAt } from '@/lib/catalog/price-at'
import type { UnitPrice } from '@/lib/contracts/catalog'
import { isOwnMachine } from '@/lib/providers/own-host'

/** What a call took that no token counts. */
export interface Amounts {
  /** Of a recording. */
  seconds?: number
  /** Read out. */
  characters?: number
  images?: number
  /** Of a rerank model, which has prices of its own kind. */
  searches?: number
  /** Of each image, such as `1024x1024`; absent: the service's usual one. */
  size?: string
}

interface Bought extends Amounts {
  provider: string
  model: string
  /** Where the call went. */
  host: string
  /** When the call was made; now when absent. */
  at?: Date
}

/** In millionths of a US dollar, by the price that was valid at the time; null when there is none for what was taken. */
export function unitCostMicros({ provider, model, host, at = new Date(), ...amounts }: Bought): number | null {
  if (isOwnMachine(provider, host)) return 0
  const price = unitPricesAt(findModel(provider, model)?.unitPrices ?? [], at)
    .filter(({ sizes }) => sizes === undefined || (amounts.size !== undefined && sizes.includes(amounts.size)))
    .find(({ unit }) => unitsOf(unit, amounts) !== null)
  const units = price ? unitsOf(price.unit, amounts) : null
  if (!price || units === null) return null
  // Whole numbers, rounded once, half up.
  const [count, per] = units
  return Number((BigInt(count) * BigInt(price.price) + BigInt(per) / 2n) / BigInt(per))
}

/** How much of a unit, as a fraction of whole numbers. */
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
