import { singleton } from '@/lib/platform/singleton'

/** Work in the background stands still for a search so long at most, each time that it breathes. */
const LONGEST_WAIT_MS = 50

const searches = () => singleton('searches-in-hand', () => ({ count: 0, waiting: new Set<() => void>() }))

/**
 * Lets others of this process have their turn in the middle of a long piece of work, and waits until no search is in
 * hand: a search comes back to the event loop several times, and would wait for a piece of this work at each.
 */
export async function breathe(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  const { count, waiting } = searches()
  if (count === 0) return
  await new Promise<void>((resolve) => {
    const go = () => {
      clearTimeout(timer)
      waiting.delete(go)
      resolve()
    }
    const timer = setTimeout(go, LONGEST_WAIT_MS)
    waiting.add(go)
  })
}

/** Asked often, it breathes once a piece of work has taken so long. */
export function breather(everyMs = 4): () => Promise<void> {
  let sinceMs = performance.now()
  return async () => {
    if (performance.now() - sinceMs < everyMs) return
    await breathe()
    sinceMs = performance.now()
  }
}

/** What somebody waits for: work that breathes stands still meanwhile. */
export async function whileOthersWait<T>(search: () => Promise<T>): Promise<T> {
  const inHand = searches()
  inHand.count += 1
  try {
    return await search()
  } finally {
    inHand.count -= 1
    if (inHand.count === 0) for (const go of [...inHand.waiting]) go()
  }
}

/** Whether at most one search of this process is in hand, so that what is left of the processors may be its. */
export const isOnlySearch = (): boolean => searches().count <= 1
