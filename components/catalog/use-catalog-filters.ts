'use client'
import { useMemo, useState } from 'react'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import type { CatalogFilters } from './filter-models'

/** Filters are kept in the address, so that a filtered list can be shared. */
export function useCatalogFilters(): [CatalogFilters, (name: keyof CatalogFilters, value: string) => void] {
  const [search, setSearch] = useState('')
  const [where, setWhere] = useUrlState('where')
  const [ability, setAbility] = useUrlState('ability')
  const [service, setService] = useUrlState('service')
  const [licence, setLicence] = useUrlState('licence')
  const [region, setRegion] = useUrlState('region')
  const [context, setContext] = useUrlState('context')
  const [price, setPrice] = useUrlState('price')
  const filters = useMemo(
    () => ({ search, where, ability, service, licence, region, context, price }),
    [search, where, ability, service, licence, region, context, price],
  )
  const setters = {
    search: setSearch,
    where: setWhere,
    ability: setAbility,
    service: setService,
    licence: setLicence,
    region: setRegion,
    context: setContext,
    price: setPrice,
  }
  return [filters, (name, value) => setters[name](value)]
}
