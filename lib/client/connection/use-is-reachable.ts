'use client'
import { useSyncExternalStore } from 'react'
import { answering } from './reachability'

export function useIsAnswering(): boolean {
  return useSyncExternalStore(answering.subscribe, answering.read, () => true)
}
