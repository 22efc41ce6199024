import 'server-only'
import { isInBackground } from '@/lib/platform/in-background'

/**
 * Foreground callers often send the next request shortly after a result: a background turn in between would delay them.
 */
const QUIET_MS = 3
/** The longest that background work waits, whatever the load. */
const PATIENCE_MS = 200

interface Waiting {
  start: () => void
  sinceMs: number
}

interface Options {
  quietMs?: number
  patienceMs?: number
}

/**
 * A queue for one connection: turns in order of request, and background work only when nothing else waits, or after a
 * maximum wait.
 */
export class Turns {
  readonly #quietMs: number
  readonly #patienceMs: number
  readonly #now: Waiting[] = []
  readonly #later: Waiting[] = []
  #isTaken = false
  #quietSinceMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null

  constructor({ quietMs = QUIET_MS, patienceMs = PATIENCE_MS }: Options = {}) {
    this.#quietMs = quietMs
    this.#patienceMs = patienceMs
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
      this.#isTaken = false
      if (!isLater) this.#quietSinceMs = performance.now()
      this.#next()
    }
  }

  #next(): void {
    if (this.#isTaken) return
    const next = this.#choose()
    if (!next) return
    this.#isTaken = true
    next.start()
  }

  #choose(): Waiting | undefined {
    const nowMs = performance.now()
    const [later] = this.#later
    const isPatient = later === undefined || nowMs - later.sinceMs < this.#patienceMs
    if (isPatient && this.#now.length > 0) return this.#now.shift()
    const quietInMs = this.#quietSinceMs + this.#quietMs - nowMs
    if (!isPatient || quietInMs <= 0) return this.#later.shift()
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#next()
    }, quietInMs)
    return undefined
  }
}
