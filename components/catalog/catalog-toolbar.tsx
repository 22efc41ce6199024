'use client'
import { Choice } from '@/components/ui/choice'
import { FilterMenu, type ListFilter } from '@/components/ui/filter-menu'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { t } from '@/lib/client/messages/t'
import { CATALOG_ABILITIES } from '@/lib/contracts/catalog'
import type { ListedModel } from '@/lib/contracts/model-cards'
import type { CatalogFilters, ModelOrder } from './filter-models'
import { metricFormats } from './plots/format-metrics'
import { words } from './value-labels'

const CONTEXTS = ['8000', '32000', '128000', '200000', '1000000']
const PRICES = ['0', '100000', '500000', '1000000', '5000000']
const ORDERS = ['use', 'name', 'price', 'context', 'speed', 'quality', 'score', 'known'] as const
const ORDER_LABELS = {
  use: 'catalog.sortUse',
  name: 'catalog.sortName',
  price: 'catalog.sortPrice',
  context: 'catalog.sortContext',
  speed: 'catalog.sortSpeed',
  quality: 'catalog.sortQuality',
  score: 'catalog.sortScore',
  known: 'catalog.sortKnown',
} as const

export interface CatalogToolbarProps {
  models: readonly ListedModel[]
  filters: CatalogFilters
  onFilter: (name: keyof CatalogFilters, value: string) => void
  order: ModelOrder
  onOrder: (order: ModelOrder) => void
}

export function CatalogToolbar({ models, filters, onFilter, order, onOrder }: CatalogToolbarProps) {
  const filter = (
    name: keyof CatalogFilters,
    [label, any]: [string, string],
    values: readonly string[],
    labelOf = (value: string) => value,
  ): ListFilter => ({
    name,
    label,
    any,
    options: values.map((value) => ({ value, label: labelOf(value) })),
    value: filters[name],
    onChange: (value) => onFilter(name, value),
  })
  return (
    <ListToolbar
      search={filters.search}
      onSearch={(value) => onFilter('search', value)}
      searchLabel={t('catalog.search')}
    >
      <FilterMenu
        filters={[
          filter('where', [t('catalog.filterWhere'), t('catalog.whereAll')], ['connected', 'available'], (value) =>
            t(value === 'connected' ? 'catalog.whereConnected' : 'catalog.whereAvailable'),
          ),
          filter('ability', [t('catalog.filterAbility'), t('catalog.filterAbilityAny')], CATALOG_ABILITIES, (value) =>
            words.ability(CATALOG_ABILITIES.find((ability) => ability === value) ?? 'chat'),
          ),
          filter(
            'service',
            [t('catalog.filterService'), t('catalog.filterServiceAny')],
            distinct(models.map(({ providerLabel }) => providerLabel)),
          ),
          filter(
            'licence',
            [t('catalog.filterLicence'), t('catalog.filterLicenceAny')],
            distinct(models.flatMap(({ licence }) => licence ?? [])),
          ),
          filter(
            'region',
            [t('catalog.filterRegion'), t('catalog.filterRegionAny')],
            distinct(models.flatMap(({ regions }) => regions ?? [])),
          ),
          filter('context', [t('catalog.filterContext'), t('catalog.contextAny')], CONTEXTS, (value) =>
            t('catalog.contextAtLeast', { tokens: Number(value) }),
          ),
          filter('price', [t('catalog.filterPrice'), t('catalog.priceAny')], PRICES, (value) =>
            t('catalog.priceAtMost', { price: metricFormats.price(Number(value)) ?? '' }),
          ),
        ]}
      />
      <Choice
        values={ORDERS}
        labelOf={(value) => t(ORDER_LABELS[value])}
        value={order}
        onSelect={onOrder}
        label={t('common.sortBy')}
        className="ml-auto w-36"
      />
    </ListToolbar>
  )
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort((a, b) => a.localeCompare(b))
