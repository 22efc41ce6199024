import type { CatalogAbility } from '@/lib/contracts/catalog'
import type { ListedModel } from '@/lib/contracts/model-cards'

export interface CatalogFilters {
  search: string
  where: string
  ability: string
  service: string
  licence: string
  region: string
  /** Minimum tokens; empty for any number. */
  context: string
  /** Maximum micro-dollars per million input tokens; empty for any price. */
  price: string
}

/** A model with an unknown value does not pass the filter for it. */
export function filterModels(models: readonly ListedModel[], filters: CatalogFilters): ListedModel[] {
  const search = filters.search.toLowerCase().trim()
  return models.filter((model) => {
    const text = [model.label, model.model, model.providerLabel, model.connectionName, model.licence].join(' ')
    return (
      text.toLowerCase().includes(search) &&
      isWhere(model, filters.where) &&
      (filters.ability === '' || model.abilities.some((ability: CatalogAbility) => ability === filters.ability)) &&
      (filters.service === '' || model.providerLabel === filters.service) &&
      (filters.licence === '' || model.licence === filters.licence) &&
      (filters.region === '' || (model.regions?.includes(filters.region) ?? false)) &&
      (filters.context === '' || (model.contextTokens ?? 0) >= Number(filters.context)) &&
      (filters.price === '' || (model.inputMicros ?? Number.POSITIVE_INFINITY) <= Number(filters.price))
    )
  })
}

function isWhere({ connectionName }: ListedModel, where: string): boolean {
  return where === '' || (where === 'available') === (connectionName === null)
}

type Order = (a: ListedModel, b: ListedModel) => number

/** Unknown values come last in both directions. */
export const MODEL_ORDERS = {
  use: by((model) => model.measured?.calls ?? null, -1),
  name: (a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }),
  price: by((model) => model.inputMicros, 1),
  context: by((model) => model.contextTokens, -1),
  speed: by((model) => model.measured?.firstTokenP50Ms ?? null, 1),
  quality: by((model) => model.quality, -1),
  score: by((model) => model.scorecard.score, -1),
  known: by((model) => model.scorecard.known, -1),
} as const satisfies Record<string, Order>
export type ModelOrder = keyof typeof MODEL_ORDERS

function by(read: (model: ListedModel) => number | null, direction: 1 | -1): Order {
  return (a, b) => {
    const [left, right] = [read(a), read(b)]
    if (left === right) return 0
    if (left === null) return 1
    if (right === null) return -1
    return (left - right) * direction
  }
}
