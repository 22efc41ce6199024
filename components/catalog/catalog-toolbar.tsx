'use client'
import { useId, useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { t } from '@/lib/client/messages/t'
import { CATALOG_ABILITIES } from '@/lib/contracts/catalog'
import type { ListedModel } from '@/lib/contracts/model-cards'
import type { CatalogFilters, ModelOrder } from './filter-models'
import { figures } from './plots/format-metrics'
import { words } from './value-labels'

const ANY = 'any'
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
  const filter = (name: keyof CatalogFilters) => ({
    value: filters[name],
    onChoose: (value: string) => onFilter(name, value),
  })
  // Collapsed on phones, where they would push the list off the screen.
  const [isOpen, setIsOpen] = useState(false)
  const foldId = useId()
  const { search: _search, ...chosen } = filters
  const count = Object.values(chosen).filter((value) => value !== '').length
  return (
    <ListToolbar
      search={filters.search}
      onSearch={(value) => onFilter('search', value)}
      searchLabel={t('catalog.search')}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={foldId}
        onClick={() => setIsOpen(!isOpen)}
        className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border bg-surface px-2.5 text-sm hover:bg-hover sm:hidden"
      >
        <Icon name="filter" size={14} />
        {count === 0 ? t('catalog.filters') : t('catalog.filtersOn', { count })}
      </button>
      <div id={foldId} className={cn('w-full flex-wrap gap-2 sm:contents', isOpen ? 'flex' : 'hidden')}>
        <Filter
          {...filter('where')}
          label={t('catalog.filterWhere')}
          any={t('catalog.whereAll')}
          values={['connected', 'available']}
          labelOf={(value) => t(value === 'connected' ? 'catalog.whereConnected' : 'catalog.whereAvailable')}
        />
        <Filter
          {...filter('ability')}
          label={t('catalog.filterAbility')}
          any={t('catalog.filterAbilityAny')}
          values={CATALOG_ABILITIES}
          labelOf={(value) => words.ability(CATALOG_ABILITIES.find((ability) => ability === value) ?? 'chat')}
        />
        <Filter
          {...filter('service')}
          label={t('catalog.filterService')}
          any={t('catalog.filterServiceAny')}
          values={distinct(models.map(({ providerLabel }) => providerLabel))}
        />
        <Filter
          {...filter('licence')}
          label={t('catalog.filterLicence')}
          any={t('catalog.filterLicenceAny')}
          values={distinct(models.flatMap(({ licence }) => licence ?? []))}
        />
        <Filter
          {...filter('region')}
          label={t('catalog.filterRegion')}
          any={t('catalog.filterRegionAny')}
          values={distinct(models.flatMap(({ regions }) => regions ?? []))}
        />
        <Filter
          {...filter('context')}
          label={t('catalog.filterContext')}
          any={t('catalog.contextAny')}
          values={CONTEXTS}
          labelOf={(value) => t('catalog.contextAtLeast', { tokens: Number(value) })}
        />
        <Filter
          {...filter('price')}
          label={t('catalog.filterPrice')}
          any={t('catalog.priceAny')}
          values={PRICES}
          labelOf={(value) => t('catalog.priceAtMost', { price: figures.price(Number(value)) ?? '' })}
        />
        <Choice
          values={ORDERS}
          labelOf={(value) => t(ORDER_LABELS[value])}
          value={order}
          onChoose={onOrder}
          label={t('common.sortBy')}
          className="w-[calc(50%-4px)] sm:w-32"
        />
      </div>
    </ListToolbar>
  )
}

interface FilterProps {
  label: string
  any: string
  values: readonly string[]
  labelOf?: (value: string) => string
  value: string
  onChoose: (value: string) => void
}

/** A select cannot have an empty value, so “any” represents it. */
function Filter({ label, any, values, labelOf = (value) => value, value, onChoose }: FilterProps) {
  return (
    <Choice
      values={[ANY, ...values]}
      labelOf={(candidate) => (candidate === ANY ? any : labelOf(candidate))}
      value={value === '' ? ANY : value}
      onChoose={(candidate) => onChoose(candidate === ANY ? '' : candidate)}
      label={label}
      className="w-[calc(50%-4px)] sm:w-36"
    />
  )
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort((a, b) => a.localeCompare(b))
