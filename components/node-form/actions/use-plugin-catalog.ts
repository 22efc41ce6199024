'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { loadPluginCatalog } from '@/lib/client/plugins/load-plugin-catalog'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { learnApis } from '@/lib/plugins/known-actions'

/** Plugins and imported APIs with their actions; undefined while they load. */
export function usePluginCatalog() {
  const apiPlugins = useContractQuery(listApiPlugins, { staleTime: 60_000 })
  const builtIn = useQuery({
    queryKey: ['plugin-catalog'],
    queryFn: loadPluginCatalog,
    staleTime: Number.POSITIVE_INFINITY,
  }).data
  return useMemo(() => {
    const apis = apiPlugins.data?.plugins
    if (apis) learnApis(apis.map(({ id }) => id))
    return builtIn && !apiPlugins.isPending ? [...builtIn, ...(apis ?? [])] : undefined
  }, [builtIn, apiPlugins.data, apiPlugins.isPending])
}
