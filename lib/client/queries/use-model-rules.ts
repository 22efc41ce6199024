'use client'
import { getModelRules } from '@/lib/contracts/governance'
import type { ModelRules } from '@/lib/graph/policy/model-rules'
import { useContractQuery } from './use-contract'

const REFRESH_MS = 60_000

/** The workspace's model policy as the server applies it; undefined until loaded. */
export function useModelRules(): ModelRules | undefined {
  return useContractQuery(getModelRules, { staleTime: REFRESH_MS, refetchInterval: () => REFRESH_MS }).data
}
