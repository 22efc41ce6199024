'use client'
import { type ComponentType, useCallback, useEffect, useReducer, useState } from 'react'
import { currentLocale, loadMessageCatalog } from '@/lib/client/messages/message-catalog'

/** A value, such as a component or a module, whose code is loaded on demand. */
export interface Loadable<Value> {
  /** Null until it is loaded. */
  current(): Value | null
  /** Loads it once; after a failure, the next call loads it again. */
  load(): Promise<void>
}

export type Part<Props> = Loadable<ComponentType<Props>>

export function makeLoadable<Value>(load: () => Promise<Value>): Loadable<Value> {
  let found: Value | null = null
  let pending: Promise<void> | null = null
  return {
    current: () => found,
    load() {
      pending ??= load().then(
        (value) => {
          found = value
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

/** A part of a page's first render: scripts/pages/generate-page-texts.ts includes its texts in those of the page. */
export const makeFirstPart = <Props>(load: () => Promise<ComponentType<Props>>): Part<Props> => makeLoadable(load)

/** A page loads only its own texts at first, so a part comes with the complete catalog. */
export function makePart<Props>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  return makeLoadable(async () => {
    const [component] = await Promise.all([load(), loadMessageCatalog(currentLocale())])
    return component
  })
}

/**
 * React.lazy caches a failure until the page reloads; this retries each time `isWanted` becomes true, and on `retry`.
 */
export function useLoadable<Value>(loadable: Loadable<Value>, isWanted: boolean) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [failed, setFailed] = useState(false)
  const retry = useCallback(() => {
    setFailed(false)
    loadable.load().then(redraw, () => setFailed(true))
  }, [loadable])
  const value = loadable.current()
  const isMissing = isWanted && value === null
  useEffect(() => {
    if (isMissing) retry()
  }, [isMissing, retry])
  return { value, failed: failed && isMissing, retry }
}
