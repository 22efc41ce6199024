type Listener = () => void

const listeners = new Set<Listener>()
let state: 'answers' | 'slow' | 'silent' = 'answers'
let backAtMs = Number.NEGATIVE_INFINITY

/**
 * Whether the server responds, as far as this page knows; an error response counts. `checkReachable` detects outages.
 */
export const reachability = {
  read: (): boolean => state === 'answers',
  /** Whether an outage has just ended, so that earlier requests may still be pending and fail. */
  isJustBack: (withinMs: number): boolean => performance.now() - backAtMs < withinMs,
  /** Whether the server accepts requests without answering them in time. */
  isSlow: (): boolean => state === 'slow',
  note(answered: boolean, isSlow = false): void {
    const unanswered = isSlow ? 'slow' : 'silent'
    const next = answered ? 'answers' : unanswered
    if (next === state) return
    state = next
    if (answered) backAtMs = performance.now()
    for (const listener of listeners) listener()
  },
  /** @returns a function that unsubscribes */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** Resolves once the server responds, immediately if it does. */
export function untilReachable(): Promise<void> {
  if (reachability.read()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = reachability.subscribe(() => {
      end()
      resolve()
    })
  })
}
