import 'server-only'
import type postgres from 'postgres'
import { z } from 'zod'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { log } from '@/lib/platform/log'
import { packMessages, type Told } from './bus-messages'

const CHANNEL = 'patchbay_runs'
/** `[run id, its new events, the number before them]`; without events where they are too large: then the reader looks into the tables. */
const Message = z.union([
  z.strictObject({
    from: z.string(),
    runs: z.array(z.tuple([z.string(), z.array(z.custom<StoredRunEvent>()).nullable(), z.number().nullable()])),
  }),
  z.strictObject({ from: z.string(), cancel: z.string() }),
])

export interface RunSubscription {
  /** What other processes told since the last call. */
  take(): Told[]
  /** Resolves at the next sign of the run, when `signal` aborts, or after `timeoutMs`. */
  next(timeoutMs: number, signal: AbortSignal): Promise<void>
  close(): void
}

interface Subscriber {
  told: Told[]
  wake: (() => void) | null
}

/**
 * Tells the processes of the instance what happens to runs, so that a stream can be read anywhere. A hint only: what is
 * missed stands in the tables, where every reader looks at least each second.
 */
export class RunBus {
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  readonly #sql: postgres.Sql | null
  readonly #me: string
  /** The last event of each run that was told by this process. */
  readonly #last = new Map<string, number>()
  #stopListening: (() => Promise<void>) | null = null
  onCancel: (runId: string) => void = () => {}

  /** @param sql null on the embedded database, which has one process */
  constructor(sql: postgres.Sql | null, me: string) {
    this.#sql = sql
    this.#me = me
  }

  /** One connection for all runs; postgres.js makes it anew when it is lost. */
  async start(): Promise<void> {
    if (!this.#sql) return
    const { unlisten } = await this.#sql.listen(
      CHANNEL,
      (payload) => this.#receive(payload),
      // What was said while the connection was away is looked up.
      () => this.#wakeAll(),
    )
    this.#stopListening = unlisten
  }

  async stop(): Promise<void> {
    await this.#stopListening?.()
  }

  publish(stored: ReadonlyMap<string, readonly StoredRunEvent[]>): void {
    for (const runId of stored.keys()) this.#wake(runId, null)
    if (!this.#sql || stored.size === 0) return
    const told = new Map([...stored].map(([runId, events]) => [runId, this.#chain(runId, events)]))
    this.#notify(packMessages(this.#me, told))
  }

  /** This process drives the run no more. */
  forget(runId: string): void {
    this.#last.delete(runId)
  }

  /** Something other than an event: the run was queued, taken up or ended. */
  wake(runId: string): void {
    this.#wake(runId, null)
    this.#notify([JSON.stringify({ from: this.#me, runs: [[runId, null, null]] })])
  }

  cancel(runId: string): void {
    this.#notify([JSON.stringify({ from: this.#me, cancel: runId })])
  }

  subscribe(runId: string): RunSubscription {
    const subscriber: Subscriber = { told: [], wake: null }
    const all = this.#subscribers.get(runId) ?? new Set()
    this.#subscribers.set(runId, all.add(subscriber))
    let isWoken = false
    subscriber.wake = () => {
      isWoken = true
    }
    return {
      take: () => subscriber.told.splice(0),
      next: (timeoutMs, signal) =>
        new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', done)
            subscriber.wake = () => {
              isWoken = true
            }
            isWoken = false
            resolve()
          }
          const timer = setTimeout(done, timeoutMs)
          signal.addEventListener('abort', done, { once: true })
          subscriber.wake = done
          if (isWoken || signal.aborted) done()
        }),
      close: () => {
        all.delete(subscriber)
        if (all.size === 0 && this.#subscribers.get(runId) === all) this.#subscribers.delete(runId)
      },
    }
  }

  #notify(payloads: string[]): void {
    if (!this.#sql) return
    this.#sql`select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.catch(
      (cause: unknown) => log().warn({ cause }, 'other processes were not told of run events'),
    )
  }

  #receive(payload: string): void {
    const parsed = Message.safeParse(JSON.parse(payload))
    if (!parsed.success || parsed.data.from === this.#me) return
    if ('cancel' in parsed.data) this.onCancel(parsed.data.cancel)
    else for (const [runId, events, before] of parsed.data.runs) this.#wake(runId, { events, before })
  }

  #chain(runId: string, events: readonly StoredRunEvent[]): Told {
    const before = this.#last.get(runId) ?? null
    const newest = events.at(-1)
    if (newest) this.#last.set(runId, newest.seq)
    return { events: [...events], before }
  }

  #wake(runId: string, told: Told | null): void {
    for (const subscriber of this.#subscribers.get(runId) ?? []) {
      if (told) subscriber.told.push(told)
      subscriber.wake?.()
    }
  }

  #wakeAll(): void {
    for (const runId of this.#subscribers.keys()) this.#wake(runId, null)
  }
}
