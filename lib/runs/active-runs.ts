import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { singleton } from '@/lib/platform/singleton'

/** A run that this process drives: its events so far, and who waits for the next. */
export class ActiveRun {
  readonly events: StoredRunEvent[] = []
  readonly controller = new AbortController()
  #ended = false
  #wake = Promise.withResolvers<void>()

  publish(event: RunEvent): StoredRunEvent {
    const stored = { seq: this.events.length + 1, event }
    this.events.push(stored)
    this.#wakeAll()
    return stored
  }

  end(): void {
    this.#ended = true
    this.#wakeAll()
  }

  /** Events after `afterSeq`, then live ones until the run ends or `signal` aborts. A slow reader holds up nobody: it reads from the list. */
  async *follow(afterSeq: number, signal: AbortSignal): AsyncGenerator<StoredRunEvent> {
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    let next = afterSeq
    while (!signal.aborted) {
      const woken = this.#wake.promise
      for (let stored = this.events[next]; stored; stored = this.events[next]) {
        next += 1
        yield stored
      }
      if (this.#ended) return
      await Promise.race([woken, left])
    }
  }

  #wakeAll(): void {
    const before = this.#wake
    this.#wake = Promise.withResolvers<void>()
    before.resolve()
  }
}

export function activeRuns(): Map<string, ActiveRun> {
  return singleton('active-runs', () => new Map<string, ActiveRun>())
}
