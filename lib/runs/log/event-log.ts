import 'server-only'
import { performance } from 'node:perf_hooks'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/core/retry/retry'
import type { Database } from '@/lib/db/database'
import { isBadData } from '@/lib/db/errors/sql-state'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { log } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import type { RunRow } from '@/lib/services/runs/run-row'
import { EventBatch, FLUSH_MS } from './event-batch'
import { GroupCommit } from './group-commit'
import { withoutLarge } from './large-values'
import { runsStoredBy, storeBatch } from './store-batch'

/** Events due within this time are included in a flush. */
const SOON_MS = 5
/**
 * Time for which the database may be unreachable before the runs of this process are released; they resume from stored
 * events.
 */
const RETRY = { withinMs: 20_000, firstMs: 50, maxMs: 1_000, isTransient: (cause: unknown) => !isBadData(cause) }
/** Waiting runs that start a flush at once. Larger batches hardly lower the cost per run. */
const MAX_WAITING_RUNS = 8

const NOTHING_WAITS = Promise.resolve()

interface EventLogOptions {
  db: Database
  /** The current process. */
  writer: string
  /** Called after a flush is committed. */
  onStored?(stored: ReadonlyMap<string, readonly StoredRunEvent[]>): void
  /** The run's events are no longer stored: another process has it, or the database is unreachable. */
  onRejected?(runId: string, error: AppError): void
}

/**
 * Group commit: collects the events of all runs of the process and stores them with one statement per flush. While one
 * flush is in progress the next batch collects. Runs without a waiting caller are delayed until they are due: nearly
 * all have ended by then and are stored with their end, as one row per table.
 */
export class EventLog {
  readonly #options: EventLogOptions
  readonly #rejected = new Map<string, AppError>()
  readonly #open = new EventBatch()
  #inFlight: EventBatch | null = null
  #timer: NodeJS.Timeout | null = null
  /** A caller that needs a commit gets it within milliseconds. */
  readonly #groupCommit = new GroupCommit(() => this.#start())
  #writing: Promise<void> | null = null

  constructor(options: EventLogOptions) {
    this.#options = options
  }

  /** A run of this process whose row is stored with its first events. */
  begin(run: RunRow): void {
    this.#open.begin(run)
    this.#startWhenDue()
  }

  /**
   * Stores a run's last event and its outcome with the next batch, a few milliseconds later at most (group-commit.ts).
   * @returns false when another process drives it. @throws UNAVAILABLE when it could not be stored
   */
  async finish(run: RunRow, end: StoredRunEvent): Promise<boolean> {
    if (this.#rejected.has(run.id)) return false
    this.#open.finish(run, end)
    const waiting = unstoredEnds()
    waiting.count += 1
    try {
      await this.committed(run.id)
      return true
    } catch (error) {
      if (AppError.isInstance(error) && error.code === 'CONFLICT') return false
      throw error
    } finally {
      waiting.count -= 1
    }
  }

  /** After a rejection no more events of the run are stored: there would be a gap. */
  append(runId: string, stored: StoredRunEvent): void {
    if (this.#rejected.has(runId)) return
    this.#open.add(runId, stored)
    this.#startWhenDue()
  }

  /**
   * Resolves when all events of the run appended so far are committed.
   * @throws CONFLICT when another process drives the run, UNAVAILABLE when they could not be stored
   */
  committed(runId: string): Promise<void> {
    const rejected = this.#rejected.get(runId)
    if (rejected) return Promise.reject(rejected)
    const writing = this.#inFlight?.outcomeOf(runId)
    return writing ? writing.then(() => this.#storedSoon(runId)) : this.#storedSoon(runId)
  }

  #storedSoon(runId: string): Promise<void> {
    const waiting = this.#open.outcomeOf(runId)
    if (!waiting) return NOTHING_WAITS
    this.#startSoon()
    return waiting
  }

  /** Removes and returns events not yet being written: the caller stores them. @throws like `committed` */
  async take(runId: string): Promise<{ events: StoredRunEvent[]; chunks: StoredRunEvent[] }> {
    // The caller stores dependent rows, which reference this row.
    if (this.#open.hasStart(runId)) await this.committed(runId)
    const writing = this.#inFlight?.outcomeOf(runId)
    if (writing) await writing
    // Nothing may wait from here on: another flush would include the events.
    const rejected = this.#rejected.get(runId)
    if (rejected) throw rejected
    return this.#open.take(runId)
  }

  /** Resolves when everything appended before the call is stored or given up. */
  async flush(): Promise<void> {
    while (this.#writing || !this.#open.isEmpty()) {
      this.#start(Number.POSITIVE_INFINITY)
      await this.#writing
    }
  }

  /** The drive of the run has ended. */
  remove(runId: string): void {
    this.#rejected.delete(runId)
  }

  /** @param untilMs entries without a waiting caller are included if they are older */
  #start(untilMs = performance.now() - FLUSH_MS + SOON_MS): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#groupCommit.stop()
    if (this.#writing) return
    const batch = this.#open.takeDue(untilMs)
    if (batch.isEmpty()) {
      this.#startWhenDue()
      return
    }
    this.#inFlight = batch
    this.#writing = this.#write(batch).finally(() => {
      this.#writing = null
      this.#inFlight = null
      if (this.#open.awaited() > 0) this.#startSoon()
      else this.#startWhenDue()
    })
  }

  /** Schedules the next flush, unless one is in progress: its end starts the next. */
  #startWhenDue(): void {
    if (this.#timer || this.#writing) return
    const oldestMs = this.#open.oldestMs()
    if (oldestMs === null) return
    this.#timer = setTimeout(() => this.#start(), Math.max(0, oldestMs + FLUSH_MS - performance.now()))
  }

  /** Starts a flush at once when enough runs wait, or when all collected runs do: no other is about to join them. */
  #startSoon(): void {
    if (this.#writing) return
    if (this.#open.awaited() >= Math.min(MAX_WAITING_RUNS, this.#open.size())) this.#start()
    else this.#groupCommit.begin()
  }

  async #write(batch: EventBatch): Promise<void> {
    const onFailure = (cause: unknown) => log().error({ cause }, 'failed to store run events')
    try {
      await retry(() => this.#store(batch), { ...RETRY, onRetry: onFailure })
    } catch (cause) {
      if (isBadData(cause)) return this.#storeEach(batch)
      onFailure(cause)
      this.#rejectAll(batch, unavailable(cause))
    }
  }

  /** A run whose events the database rejects must not affect the others. */
  async #storeEach(batch: EventBatch): Promise<void> {
    for (const runId of batch.runIds()) {
      await this.#store(batch, runId).catch((cause: unknown) => {
        log().error({ cause, runId }, 'dropped invalid events of a run')
        this.#reject(batch, runId, unavailable(cause))
      })
    }
  }

  async #store(batch: EventBatch, only?: string): Promise<void> {
    const { db, writer } = this.#options
    const events = await withoutLarge(db, batch.rows('events', only))
    const [starts, ends, chunks] = [batch.starts(only), batch.ends(only), batch.rows('chunks', only)]
    const newRuns = await storeBatch(db, { writer, starts, ends, events, chunks })
    if (newRuns) {
      // Existing rows belong to another writer, or are ours after a lost acknowledgement.
      const ofStoredRuns = events.filter(({ runId }) => !newRuns.has(runId))
      const stored = await runsStoredBy(db, writer, ofStoredRuns)
      for (const { runId } of ofStoredRuns) if (!stored.has(runId)) this.#reject(batch, runId, fenced())
    }
    const settled = batch.runIds(only).filter((runId) => batch.resolve(runId))
    this.#options.onStored?.(new Map(settled.map((runId) => [runId, batch.eventsOf(runId)])))
  }

  #rejectAll(batch: EventBatch, error: AppError): void {
    for (const runId of batch.runIds()) this.#reject(batch, runId, error)
  }

  #reject(batch: EventBatch, runId: string, error: AppError): void {
    if (!batch.reject(runId, error)) return
    this.#rejected.set(runId, error)
    this.#open.drop(runId, error)
    this.#options.onRejected?.(runId, error)
  }
}

const fenced = () => new AppError('CONFLICT', problem('engine.drivenElsewhere'))
const unavailable = (cause: unknown) =>
  new AppError('UNAVAILABLE', problem('engine.notStored'), {
    cause,
    retryAfterSeconds: 5,
  })

/** Number of ended runs of this process whose end is not yet stored. */
export function unstoredEnds(): { count: number } {
  return singleton('ends-waiting', () => ({ count: 0 }))
}
