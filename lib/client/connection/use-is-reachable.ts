'use client'
import { useSyncExternalStore } from 'react'
import { reachability } from './reachability'

export function useIsReachable(): boolean {
  return useSyncExternalStore(reachability.subscribe, reachability.read, () => true)
}
