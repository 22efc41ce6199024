'use client'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ListStates } from '@/components/ui/list-states'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { MEASURED_DAYS } from '@/lib/contracts/card-params'
import { type ListedModel, listCatalogModels } from '@/lib/contracts/model-cards'
import { oneOf } from '@/lib/core/one-of'
import { WindowPicker } from './cards/window-picker'
import { CatalogToolbar } from './catalog-toolbar'
import { keyOf, MAX_COMPARED, parseCompared, writeCompared } from './compare/compared-models'
import { type CatalogFilters, filterModels, MODEL_ORDERS, type ModelOrder } from './filter-models'
import { ModelTable } from './model-table'
import { useCatalogFilters } from './use-catalog-filters'

const PAGE = 100

export function CatalogPage() {
  const [daysInAddress, setDays] = useUrlState('days')
  const days = oneOf(MEASURED_DAYS, daysInAddress) ?? '7'
  const models = useContractQuery(listCatalogModels, { query: { days }, keepPrevious: true })
  const [compared] = useUrlState('compare')
  const selected = parseCompared(compared).length
  return (
    <PageBody>
      <PageHeader
        title={t('catalog.title')}
        description={t('catalog.titleHint')}
        actions={<WindowPicker value={days} onChange={(next) => setDays(next === '7' ? '' : next)} />}
      />
      <ListStates
        query={models}
        items={models.data?.models}
        loading={<SkeletonRows count={10} />}
        empty={<EmptyState icon="cpu" title={t('catalog.emptyTitle')} text={t('catalog.emptyText')} />}
      >
        {(all) => <ModelList models={all} />}
      </ListStates>
      {selected > 0 ? (
        // Stays visible while the list scrolls.
        <div className="sticky bottom-4 z-10 mt-4 flex justify-center">
          <Button asChild variant="primary" className="shadow-lg">
            <Link href={`/models/catalog/compare?models=${encodeURIComponent(compared)}`}>
              {t('catalog.compareCount', { count: selected })}
            </Link>
          </Button>
        </div>
      ) : null}
    </PageBody>
  )
}

function ModelList({ models }: { models: readonly ListedModel[] }) {
  const [filters, setFilter] = useCatalogFilters()
  const [orderInAddress, setOrder] = useUrlState('sort')
  const order: ModelOrder = isOrder(orderInAddress) ? orderInAddress : 'use'
  const [shownCount, setShownCount] = useState(PAGE)
  const [compared, setCompared] = useUrlState('compare')
  const selected = parseCompared(compared)
  const found = useMemo(() => filterModels(models, filters).sort(MODEL_ORDERS[order]), [models, filters, order])
  function choose(model: ListedModel) {
    const rest = selected.filter((other) => keyOf(other) !== keyOf(model))
    if (rest.length === selected.length && selected.length === MAX_COMPARED) toast(t('catalog.compareFull'))
    else setCompared(writeCompared(rest.length < selected.length ? rest : [...selected, model]))
  }
  return (
    <section>
      <CatalogToolbar
        models={models}
        filters={filters}
        onFilter={setFilter}
        order={order}
        onOrder={(next) => setOrder(next === 'use' ? '' : next)}
      />
      {found.length === 0 ? (
        <EmptyState
          compact
          icon="search"
          title={t('common.nothingFound')}
          text={t('common.nothingFoundFor', { query: filters.search || wordsOf(filters) })}
        />
      ) : (
        <ModelTable
          models={found.slice(0, shownCount)}
          isSelected={(model) => selected.some((other) => keyOf(other) === keyOf(model))}
          onSelect={choose}
        />
      )}
      {found.length > shownCount ? (
        <Button className="mt-3 w-full" onClick={() => setShownCount(shownCount + PAGE)}>
          {t('catalog.showMore')}
        </Button>
      ) : null}
    </section>
  )
}

const isOrder = (value: string): value is ModelOrder => Object.hasOwn(MODEL_ORDERS, value)
const wordsOf = ({ search: _search, ...filters }: CatalogFilters): string =>
  Object.values(filters).filter(Boolean).join(', ')
