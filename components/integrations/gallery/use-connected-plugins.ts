'use client'
import { useMemo } from 'react'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listIntegrationConnections } from '@/lib/contracts/integrations/connections'

/** Services to which the workspace has a connection. Empty for viewers, who see no connections. */
export function useConnectedPlugins(): ReadonlySet<string> {
  const { data } = useContractQuery(listIntegrationConnections)
  return useMemo(() => new Set(data?.connections.map(({ plugin }) => plugin)), [data])
}
