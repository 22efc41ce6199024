'use client'
import type { ResponseOf } from '@/lib/contracts/contract'
import { getLintFacts } from '@/lib/contracts/lint'
import { createConnection, detectLocalModels, listConnections, listModels } from '@/lib/contracts/models'
import { useContractMutation, useContractQuery } from './use-contract'

export type LocalServer = ResponseOf<typeof detectLocalModels>['servers'][number]

/** Unconnected model servers on this computer, and a one-click connection. */
export function useLocalServers(settings: { enabled?: boolean; onConnected?: () => void } = {}) {
  const enabled = settings.enabled ?? true
  const detected = useContractQuery(detectLocalModels, { enabled, staleTime: 30_000 })
  const connections = useContractQuery(listConnections, { enabled })
  const connect = useContractMutation(createConnection, {
    invalidates: [listConnections, listModels, detectLocalModels, getLintFacts],
    onSuccess: () => settings.onConnected?.(),
  })
  const connectedUrls = new Set(
    (connections.data?.connections ?? []).map((connection) => trimSlash(connection.baseUrl ?? '')),
  )
  return {
    servers: (detected.data?.servers ?? []).filter((server) => !connectedUrls.has(trimSlash(server.baseUrl))),
    isLoading: detected.isLoading,
    connectingUrl: connect.isPending ? connect.variables.body.baseUrl : undefined,
    connect: ({ name, provider, baseUrl }: LocalServer) => connect.mutate({ body: { name, provider, baseUrl } }),
  }
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
