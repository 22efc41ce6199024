'use client'
import { type ComponentType, useCallback, useEffect, useReducer, useState } from 'react'

/** A component whose code is fetched when it is needed. */
export interface Part<Props> {
  /** null: not here yet. */
  current(): ComponentType<Props> | null
  /** Fetches it, once; what failed is fetched again when it is asked for again. */
  load(): Promise<void>
}

export function makePart<Props>(fetchIt: () => Promise<ComponentType<Props>>): Part<Props> {
  let found: ComponentType<Props> | null = null
  let asked: Promise<void> | null = null
  return {
    current: () => found,
    load() {
      asked ??= fetchIt().then(
        (component) => {
          found = component
        },
        (error: unknown) => {
          asked = null
          throw error
        },
      )
      return asked
    },
  }
}

/** React.lazy keeps a refusal until the page is loaded anew; this asks again each time `isWanted` begins, and on `retry`. */
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
