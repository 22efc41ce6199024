import 'server-only'
import type postgres from 'postgres'
import { z } from 'zod'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { log } from '@/lib/platform/log'

const CHANNEL = 'patchbay_runs'
/** PostgreSQL takes up to 8,000 bytes a notification. */
const MAX_PAYLOAD_BYTES = 6_500

/** `[run id, its new events]`; without events where they are too large: then the reader looks into the tables. */
const Message = z.union([
  z.strictObject({
    from: z.string(),
    runs: z.array(z.tuple([z.string(), z.array(z.custom<StoredRunEvent>()).nullable()])),
  }),
  z.strictObject({ from: z.string(), cancel: z.string() }),
])

export interface RunSubscription {
  /** New events as far as they came along; empties the list. */
  take(): StoredRunEvent[]
  /** Resolves at the next sign of the run, when `signal` aborts, or after `timeoutMs`. */
  next(timeoutMs: number, signal: AbortSignal): Promise<void>
  close(): void
}

interface Subscriber {
  events: StoredRunEvent[]
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
    for (const runId of stored.keys()) this.#wake(runId, [])
    if (!this.#sql || stored.size === 0) return
    const payloads = packMessages(this.#me, stored)
    this.#notify(payloads)
  }

  /** Something other than an event: the run was queued, taken up or ended. */
  wake(runId: string): void {
    this.#wake(runId, [])
    this.#notify([JSON.stringify({ from: this.#me, runs: [[runId, null]] })])
  }

  cancel(runId: string): void {
    this.#notify([JSON.stringify({ from: this.#me, cancel: runId })])
  }

  subscribe(runId: string): RunSubscription {
    const subscriber: Subscriber = { events: [], wake: null }
    const all = this.#subscribers.get(runId) ?? new Set()
    this.#subscribers.set(runId, all.add(subscriber))
    let isWoken = false
    subscriber.wake = () => {
      isWoken = true
    }
    return {
      take: () => subscriber.events.splice(0),
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
    else for (const [runId, events] of parsed.data.runs) this.#wake(runId, events ?? [])
  }

  #wake(runId: string, events: readonly StoredRunEvent[]): void {
    for (const subscriber of this.#subscribers.get(runId) ?? []) {
      subscriber.events.push(...events)
      subscriber.wake?.()
    }
  }

  #wakeAll(): void {
    for (const runId of this.#subscribers.keys()) this.#wake(runId, [])
  }
}

/** As few messages as fit; a run whose events are too large is only named. */
function packMessages(from: string, stored: ReadonlyMap<string, readonly StoredRunEvent[]>): string[] {
  const messages: string[] = []
  let open: string[] = []
  let bytes = 0
  const close = () => {
    if (open.length > 0) messages.push(`{"from":${JSON.stringify(from)},"runs":[${open.join(',')}]}`)
    open = []
    bytes = 0
  }
  for (const [runId, events] of stored) {
    const whole = JSON.stringify([runId, events])
    const item = Buffer.byteLength(whole) > MAX_PAYLOAD_BYTES - 100 ? JSON.stringify([runId, null]) : whole
    const length = Buffer.byteLength(item)
    if (bytes + length > MAX_PAYLOAD_BYTES - 100) close()
    open.push(item)
    bytes += length + 1
  }
  close()
  return messages
}
