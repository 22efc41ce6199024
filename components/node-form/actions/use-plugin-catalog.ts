'use client'
import { useQuery } from '@tanstack/react-query'
import { loadPluginCatalog } from '@/lib/client/plugins/load-plugin-catalog'

/** Plugins and their actions; undefined while they load. */
export function usePluginCatalog() {
  return useQuery({ queryKey: ['plugin-catalog'], queryFn: loadPluginCatalog, staleTime: Number.POSITIVE_INFINITY })
    .data
}
