import 'server-only'
import { isInBackground } from '@/lib/platform/in-background'

/**
 * Foreground callers often send the next request shortly after a result: a background turn in between would delay them.
 */
const QUIET_MS = 3
/** The longest that background work waits, whatever the load. */
const MAX_WAIT_MS = 200

interface Waiting {
  start: () => void
  sinceMs: number
}

interface Options {
  quietMs?: number
  maxWaitMs?: number
}

/**
 * A queue for one connection: turns in order of request, and background work only when nothing else waits, or after a
 * maximum wait.
 */
export class ConnectionQueue {
  readonly #quietMs: number
  readonly #maxWaitMs: number
  readonly #now: Waiting[] = []
  readonly #later: Waiting[] = []
  #isInUse = false
  #quietSinceMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null

  constructor({ quietMs = QUIET_MS, maxWaitMs = MAX_WAIT_MS }: Options = {}) {
    this.#quietMs = quietMs
    this.#maxWaitMs = maxWaitMs
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const isLater = isInBackground()
    const waiting = isLater ? this.#later : this.#now
    await new Promise<void>((start) => {
      waiting.push({ start, sinceMs: performance.now() })
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#isInUse = false
      if (!isLater) this.#quietSinceMs = performance.now()
      this.#next()
    }
  }

  #next(): void {
    if (this.#isInUse) return
    const next = this.#choose()
    if (!next) return
    this.#isInUse = true
    next.start()
  }

  #choose(): Waiting | undefined {
    const nowMs = performance.now()
    const [later] = this.#later
    const mayWait = later === undefined || nowMs - later.sinceMs < this.#maxWaitMs
    if (mayWait && this.#now.length > 0) return this.#now.shift()
    const quietInMs = this.#quietSinceMs + this.#quietMs - nowMs
    if (!mayWait || quietInMs <= 0) return this.#later.shift()
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#next()
    }, quietInMs)
    return undefined
  }
}
