import 'server-only'
import { performance } from 'node:perf_hooks'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { isBadData } from '@/lib/db/sql-state'
import { log } from '@/lib/platform/log'
import type { RunRow } from '../drive/insert-run'
import { EventBatch, FLUSH_MS } from './event-batch'
import { Gathering } from './group-commit'
import { withoutLarge } from './large-values'
import { endsWaiting } from './pending-ends'
import { runsStoredBy, storeBatch } from './store-batch'

/** What is due within this time goes along with a flush. */
const SOON_MS = 5
/** The database may be away for this long before the runs of this process let go; they go on from what is stored. */
const PATIENCE_MS = 20_000
/** A run is hardly dearer to store with so many than with twice as many, and the process goes on with the others meanwhile. */
const ENOUGH_ENDS = 8

const NOTHING_WAITS = Promise.resolve()

interface EventLogOptions {
  db: Database
  /** This process. */
  writer: string
  /** Told after a flush is committed. */
  onStored?(stored: ReadonlyMap<string, readonly StoredRunEvent[]>): void
  /** The run's events are stored no more: another process has it, or the database is away. */
  onRefused?(runId: string, error: AppError): void
}

/**
 * Collects the events of all runs of the process and stores them with one statement a flush. While one flush is on its
 * way the next one gathers, so that many runs share a commit. A run whose events nobody waits for yet is left out until
 * they are due: nearly every run has ended by then, and is stored with its end, as one row of each table.
 */
export class EventLog {
  readonly #options: EventLogOptions
  readonly #refused = new Map<string, AppError>()
  readonly #open = new EventBatch()
  #inFlight: EventBatch | null = null
  #timer: NodeJS.Timeout | null = null
  /** Whoever asks for a commit is served in a moment. */
  readonly #gathering = new Gathering(() => this.#start())
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
   * Stores a run's last event and its row, as it has ended, with all else that waits, a few milliseconds later at most (group-commit.ts).
   * @returns false when another process drives it by now. @throws UNAVAILABLE when it could not be stored
   */
  async finish(run: RunRow, end: StoredRunEvent): Promise<boolean> {
    if (this.#refused.has(run.id)) return false
    this.#open.finish(run, end)
    const waiting = endsWaiting()
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

  /** After a refusal, nothing more of the run is stored: there would be a gap. */
  append(runId: string, stored: StoredRunEvent): void {
    if (this.#refused.has(runId)) return
    this.#open.add(runId, stored)
    this.#startWhenDue()
  }

  /**
   * Resolves when all events of the run appended so far are committed.
   * @throws CONFLICT when another process drives the run, UNAVAILABLE when they could not be stored
   */
  committed(runId: string): Promise<void> {
    const refused = this.#refused.get(runId)
    if (refused) return Promise.reject(refused)
    const writing = this.#inFlight?.outcomeOf(runId)
    return writing ? writing.then(() => this.#storedSoon(runId)) : this.#storedSoon(runId)
  }

  #storedSoon(runId: string): Promise<void> {
    const waiting = this.#open.outcomeOf(runId)
    if (!waiting) return NOTHING_WAITS
    this.#startSoon()
    return waiting
  }

  /** What is not on its way to the database yet: whoever takes it stores it. @throws like `committed` */
  async take(runId: string): Promise<{ events: StoredRunEvent[]; chunks: StoredRunEvent[] }> {
    // What follows is stored by its taker; the row must be there for it.
    if (this.#open.hasStart(runId)) await this.committed(runId)
    const writing = this.#inFlight?.outcomeOf(runId)
    // Without a tick in between, in which somebody else's flush would take the events along.
    if (writing) await writing
    const refused = this.#refused.get(runId)
    if (refused) throw refused
    return this.#open.take(runId)
  }

  /** Resolves when everything appended before the call is stored or given up. */
  async flush(): Promise<void> {
    while (this.#writing || !this.#open.isEmpty()) {
      this.#start(Number.POSITIVE_INFINITY)
      await this.#writing
    }
  }

  /** The drive of the run is over. */
  forget(runId: string): void {
    this.#refused.delete(runId)
  }

  /** @param untilMs what nobody waits for goes along if it came by then */
  #start(untilMs = performance.now() - FLUSH_MS + SOON_MS): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#gathering.stop()
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

  /** While a flush is on its way its end sees to the next. */
  #startWhenDue(): void {
    if (this.#timer || this.#writing) return
    const oldestMs = this.#open.oldestMs()
    if (oldestMs === null) return
    this.#timer = setTimeout(() => this.#start(), Math.max(0, oldestMs + FLUSH_MS - performance.now()))
  }

  /** At once where enough wait, or all runs that began lately do: nobody is left to wait for. */
  #startSoon(): void {
    if (this.#writing) return
    if (this.#open.awaited() >= Math.min(ENOUGH_ENDS, this.#open.size())) this.#start()
    else this.#gathering.begin()
  }

  async #write(batch: EventBatch): Promise<void> {
    const giveUpAt = performance.now() + PATIENCE_MS
    for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
      try {
        await this.#store(batch)
        return
      } catch (cause) {
        if (isBadData(cause)) return this.#storeEach(batch)
        log().error({ cause }, 'run events were not stored')
        if (performance.now() > giveUpAt) return this.#refuseAll(batch, unavailable(cause))
        await new Promise((resolve) => setTimeout(resolve, delayMs))
      }
    }
  }

  /** One run whose events the database refuses must not take the others with it. */
  async #storeEach(batch: EventBatch): Promise<void> {
    for (const runId of batch.runIds()) {
      await this.#store(batch, runId).catch((cause: unknown) => {
        log().error({ cause, runId }, 'the events of this run were refused')
        this.#refuse(batch, runId, unavailable(cause))
      })
    }
  }

  async #store(batch: EventBatch, only?: string): Promise<void> {
    const { db, writer } = this.#options
    const events = await withoutLarge(db, batch.rows('events', only))
    const [starts, ends, chunks] = [batch.starts(only), batch.ends(only), batch.rows('chunks', only)]
    const isNew = await storeBatch(db, { writer, starts, ends, events, chunks })
    if (isNew) {
      // One that was there already is another writer's, or ours, whose answer was lost.
      const known = events.filter(({ runId }) => !isNew.has(runId))
      const mine = await runsStoredBy(db, writer, known)
      for (const { runId } of known) if (!mine.has(runId)) this.#refuse(batch, runId, fenced())
    }
    const settled = batch.runIds(only).filter((runId) => batch.resolve(runId))
    this.#options.onStored?.(new Map(settled.map((runId) => [runId, batch.eventsOf(runId)])))
  }

  #refuseAll(batch: EventBatch, error: AppError): void {
    for (const runId of batch.runIds()) this.#refuse(batch, runId, error)
  }

  #refuse(batch: EventBatch, runId: string, error: AppError): void {
    if (!batch.reject(runId, error)) return
    this.#refused.set(runId, error)
    this.#open.drop(runId, error)
    this.#options.onRefused?.(runId, error)
  }
}

const fenced = () => new AppError('CONFLICT', 'Another process drives this run.')
const unavailable = (cause: unknown) =>
  new AppError('UNAVAILABLE', 'The database could not store what this run did. It goes on from its last stored step.', {
    cause,
    retryAfterSeconds: 5,
  })
