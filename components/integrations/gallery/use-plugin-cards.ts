'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { loadPluginCards } from '@/lib/client/plugins/load-plugin-catalog'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { serverOfPlugin } from '@/lib/graph/api-prefix'
import type { PluginCardSummary } from '@/lib/plugins/catalog-types'
import { pluginCard } from '@/lib/plugins/plugin-card'

/** Integrations and imported APIs; undefined while they load. MCP servers have a tab of their own. */
export function usePluginCards(): readonly PluginCardSummary[] | undefined {
  const apis = useContractQuery(listApiPlugins, { staleTime: 60_000 })
  const builtIn = useQuery({
    queryKey: ['plugin-cards'],
    queryFn: loadPluginCards,
    staleTime: Number.POSITIVE_INFINITY,
  }).data
  return useMemo(() => {
    if (!builtIn || apis.isPending) return undefined
    const imported = (apis.data?.plugins ?? []).filter(({ id }) => serverOfPlugin(id) === null)
    return [...builtIn, ...imported.map(pluginCard)]
  }, [builtIn, apis.data, apis.isPending])
}
