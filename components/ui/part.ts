'use client'
import { type ComponentType, useCallback, useEffect, useReducer, useState } from 'react'

/** A component whose code is loaded on demand. */
export interface Part<Props> {
  /** null: not loaded yet. */
  current(): ComponentType<Props> | null
  /** Loads it once; after a failure, the next call loads it again. */
  load(): Promise<void>
}

export function makePart<Props>(fetchIt: () => Promise<ComponentType<Props>>): Part<Props> {
  let found: ComponentType<Props> | null = null
  let pending: Promise<void> | null = null
  return {
    current: () => found,
    load() {
      pending ??= fetchIt().then(
        (component) => {
          found = component
        },
        (error: unknown) => {
          pending = null
          throw error
        },
      )
      return pending
    },
  }
}

/**
 * React.lazy caches a failure until the page reloads; this retries each time `isWanted` becomes true, and on `retry`.
 */
export function usePart<Props>(part: Part<Props>, isWanted: boolean) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [failed, setFailed] = useState(false)
  const retry = useCallback(() => {
    setFailed(false)
    part.load().then(redraw, () => setFailed(true))
  }, [part])
  const Component = part.current()
  const isMissing = isWanted && Component === null
  useEffect(() => {
    if (isMissing) retry()
  }, [isMissing, retry])
  return { Component, failed: failed && isMissing, retry }
}
