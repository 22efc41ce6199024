'use client'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listStops, type TrafficStop } from '@/lib/contracts/protection'

const POLL_INTERVAL_MS = 10_000

export interface Stops {
  /** For the whole workspace. */
  workspace: TrafficStop | null
  apps: readonly TrafficStop[]
  isKnown: boolean
  query: { error: unknown; refetch: () => unknown }
}

/** Current stops; polled, because others may stop or resume traffic. */
export function useStops(): Stops {
  const query = useContractQuery(listStops, { refetchInterval: () => POLL_INTERVAL_MS })
  const stops = query.data?.stops ?? []
  return {
    workspace: stops.find(({ app }) => app === null) ?? null,
    apps: stops.filter(({ app }) => app !== null),
    isKnown: query.data !== undefined,
    query,
  }
}
