import 'server-only'
import type postgres from 'postgres'
import { z } from 'zod'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { log } from '@/lib/platform/log'
import { packMessages, type RunMessage } from './bus-messages'

const CHANNEL = 'patchbay_runs'
/**
 * `[run id, its new events, the number before them]`; without events where they are too large: then the reader queries
 * the tables.
 */
const Message = z.union([
  z.strictObject({
    from: z.string(),
    runs: z.array(z.tuple([z.string(), z.array(z.custom<StoredRunEvent>()).nullable(), z.number().nullable()])),
  }),
  z.strictObject({ from: z.string(), cancel: z.string() }),
  z.strictObject({ from: z.string(), want: z.string() }),
])

export interface RunSubscription {
  /** Messages of other processes since the last call. */
  take(): RunMessage[]
  /** Resolves at the next signal for the run, when `signal` aborts, or after `timeoutMs`. */
  next(timeoutMs: number, signal: AbortSignal): Promise<void>
  close(): void
}

/** Interval in which a reader renews its subscription to a run that another process drives. */
const RENEW_MS = 1_000
/** Time after which the driving process drops a subscription that is not renewed. */
const EXPIRY_MS = 3_000

/** Unread messages of one reader. A slower reader reads the tables. */
const MAX_UNREAD = 1_000

/** A run driven by this process. */
export interface DrivenRun {
  /** @returns the number of the previous event, or null for the first event of the drive */
  numberBefore(seq: number): number | null
}

interface Subscriber {
  messages: RunMessage[]
  wake: (() => void) | null
}

/**
 * Notifies the processes of the instance about events of runs, so that any of them can serve a stream. A hint only:
 * missed events are in the tables, which every reader queries at least once a second.
 */
export class RunBus {
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  readonly #sql: postgres.Sql | null
  readonly #me: string
  readonly #drivenHere: (runId: string) => DrivenRun | null
  /** Until when runs of this process have readers in others, by the monotonic clock: only these are sent. */
  readonly #wanted = new Map<string, number>()
  #stopListening: (() => Promise<void>) | null = null
  onCancel: (runId: string) => void = () => {}

  /**
   * @param sql null on the embedded database, which has one process
   * @param drivenHere returns null if another process drives the run
   */
  constructor(sql: postgres.Sql | null, me: string, drivenHere: (runId: string) => DrivenRun | null) {
    this.#sql = sql
    this.#me = me
    this.#drivenHere = drivenHere
  }

  /** One connection for all runs; postgres.js reconnects when it is lost. */
  async start(): Promise<void> {
    if (!this.#sql) return
    const { unlisten } = await this.#sql.listen(
      CHANNEL,
      (payload) => this.#receive(payload),
      // Events sent during the outage are read from the tables.
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
    const nowMs = performance.now()
    const listenedRuns = [...stored].filter(([runId]) => (this.#wanted.get(runId) ?? 0) > nowMs)
    if (listenedRuns.length === 0) return
    const messages = new Map(listenedRuns.map(([runId, events]) => [runId, this.#messageOf(runId, events)]))
    this.#notify(packMessages(this.#me, messages))
  }

  /** This process no longer drives the run. */
  remove(runId: string): void {
    this.#wanted.delete(runId)
  }

  /** Signals a change other than events: the run was queued, claimed or ended. */
  wake(runId: string): void {
    this.#wake(runId, null)
    this.#notify([JSON.stringify({ from: this.#me, runs: [[runId, null, null]] })])
  }

  cancel(runId: string): void {
    this.#notify([JSON.stringify({ from: this.#me, cancel: runId })])
  }

  subscribe(runId: string): RunSubscription {
    const subscriber: Subscriber = { messages: [], wake: null }
    const all = this.#subscribers.get(runId) ?? new Set()
    this.#subscribers.set(runId, all.add(subscriber))
    let isWoken = false
    let wantedAtMs = Number.NEGATIVE_INFINITY
    const noteWake = () => {
      isWoken = true
    }
    subscriber.wake = noteWake
    return {
      take: () => subscriber.messages.splice(0),
      next: (timeoutMs, signal) => {
        // Renewed regularly, since another process may take the run over.
        if (performance.now() - wantedAtMs >= RENEW_MS) {
          wantedAtMs = performance.now()
          this.#notify([JSON.stringify({ from: this.#me, want: runId })])
        }
        return new Promise<void>((resolve) => {
          const finish = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', finish)
            subscriber.wake = noteWake
            isWoken = false
            resolve()
          }
          const timer = setTimeout(finish, timeoutMs)
          signal.addEventListener('abort', finish, { once: true })
          subscriber.wake = finish
          if (isWoken || signal.aborted) finish()
        })
      },
      close: () => {
        all.delete(subscriber)
        if (all.size === 0 && this.#subscribers.get(runId) === all) this.#subscribers.delete(runId)
      },
    }
  }

  #notify(payloads: string[]): void {
    if (!this.#sql) return
    this.#sql`select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.catch(
      (cause: unknown) => log().warn({ cause }, 'failed to notify other processes of run events'),
    )
  }

  #receive(payload: string): void {
    const parsed = Message.safeParse(JSON.parse(payload))
    if (!parsed.success || parsed.data.from === this.#me) return
    if ('cancel' in parsed.data) this.onCancel(parsed.data.cancel)
    else if ('want' in parsed.data) this.#want(parsed.data.want)
    else for (const [runId, events, before] of parsed.data.runs) this.#wake(runId, { events, before })
  }

  /** Only the driving process sends events; in others the subscription expires. */
  #want(runId: string): void {
    if (!this.#drivenHere(runId)) return
    this.#wanted.set(runId, performance.now() + EXPIRY_MS)
  }

  /**
   * `before` is the previous event of the run, even if it was not sent because no other process had readers then.
   */
  #messageOf(runId: string, events: readonly StoredRunEvent[]): RunMessage {
    const [first] = events
    return { events: [...events], before: first ? (this.#drivenHere(runId)?.numberBefore(first.seq) ?? null) : null }
  }

  #wake(runId: string, message: RunMessage | null): void {
    for (const subscriber of this.#subscribers.get(runId) ?? []) {
      if (message) note(subscriber, message)
      subscriber.wake?.()
    }
  }

  #wakeAll(): void {
    for (const runId of this.#subscribers.keys()) this.#wake(runId, null)
  }
}

function note(subscriber: Subscriber, message: RunMessage): void {
  if (subscriber.messages.length >= MAX_UNREAD) subscriber.messages = [GAP]
  subscriber.messages.push(message)
}

/** Messages were dropped: the reader has to read the tables. */
const GAP: RunMessage = { events: null, before: null }
