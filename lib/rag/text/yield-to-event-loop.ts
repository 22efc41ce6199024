import { singleton } from '@/lib/platform/singleton'

/** Maximum time that background work waits for searches at each yield. */
const MAX_WAIT_MS = 50

const searches = () => singleton('searches-in-hand', () => ({ count: 0, waiting: new Set<() => void>() }))

/**
 * Yields to the event loop during long work and waits until no search is running: a search returns
 * to the event loop several times and would be delayed by the work each time.
 */
export async function yieldToEventLoop(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  const { count, waiting } = searches()
  if (count === 0) return
  await new Promise<void>((resolve) => {
    const resume = () => {
      clearTimeout(timer)
      waiting.delete(resume)
      resolve()
    }
    const timer = setTimeout(resume, MAX_WAIT_MS)
    waiting.add(resume)
  })
}

/** Returns a function that yields once the work has run for `everyMs`. */
export function createYielder(everyMs = 4): () => Promise<void> {
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < everyMs) return
    await yieldToEventLoop()
    sinceMs = performance.now()
  }
}

/** Runs interactive work; background work that yields waits for it. */
export async function withSearchPriority<T>(search: () => Promise<T>): Promise<T> {
  const running = searches()
  running.count += 1
  try {
    return await search()
  } finally {
    running.count -= 1
    if (running.count === 0) for (const resume of [...running.waiting]) resume()
  }
}

/** Whether at most one search is running in this process, so that it can use idle processors. */
export const isOnlySearch = (): boolean => searches().count <= 1
