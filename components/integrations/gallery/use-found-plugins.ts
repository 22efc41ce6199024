'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { loadPluginCatalog } from '@/lib/client/plugins/load-plugin-catalog'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { serverOfPlugin } from '@/lib/graph/api-prefix'
import type { PluginCardSummary } from '@/lib/plugins/catalog-types'
import { pluginCard } from '@/lib/plugins/plugin-card'

/** The best matches, also by actions; undefined without a search, and while the code and the catalog load. */
export function useFoundPlugins(search: string): readonly PluginCardSummary[] | undefined {
  const isSearching = search.trim() !== ''
  const apis = useContractQuery(listApiPlugins, { staleTime: 60_000 }).data?.plugins
  const loaded = useQuery({
    queryKey: ['plugin-search'],
    queryFn: loadSearch,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isSearching,
  }).data
  const index = useMemo(() => {
    if (!loaded) return undefined
    const imported = (apis ?? []).filter(({ id }) => serverOfPlugin(id) === null)
    return loaded.indexPlugins([...loaded.catalog, ...imported])
  }, [loaded, apis])
  if (!loaded || !index || !isSearching) return undefined
  return loaded.searchPlugins(index, search).map(({ plugin }) => pluginCard(plugin))
}

async function loadSearch() {
  const [code, catalog] = await Promise.all([import('@/lib/client/plugins/search-plugins'), loadPluginCatalog()])
  return { ...code, catalog }
}
