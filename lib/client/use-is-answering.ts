'use client'
import { useSyncExternalStore } from 'react'
import { answering } from './answering'

export function useIsAnswering(): boolean {
  return useSyncExternalStore(answering.subscribe, answering.read, () => true)
}
