import 'server-only'
import type { AppError } from '@/lib/core/app-error'
import { PassingMap } from '@/lib/core/passing-map'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunRow } from '../drive/insert-run'
import type { BatchRows, EventRow, RunOutcome } from './store-batch'

/** How far stored events may be behind. */
export const FLUSH_MS = 25

interface Entry {
  /** The run began with this batch: its row. */
  start: RunRow | null
  /** It ended with this batch: its row with the outcome. */
  ended: RunRow | null
  events: StoredRunEvent[]
  chunks: StoredRunEvent[]
  /** Made when somebody waits for it. */
  outcome: PromiseWithResolvers<void> | null
  isSettled: boolean
  /** When the first of it came, by the clock that nobody sets. */
  sinceMs: number
}

function inOrder({ events, chunks }: Entry): StoredRunEvent[] {
  if (chunks.length === 0) return events
  return [...events, ...chunks].sort((left, right) => left.seq - right.seq)
}

/** What one flush stores: the events of many runs, and who waits for them. */
export class EventBatch {
  /** The one that waits longest first. */
  readonly #entries = new PassingMap<string, Entry>()
  #awaited = 0

  /**
   * Takes out what somebody waits for or what came by then. The rest stays together: most runs are short, and one that
   * ends before its turn is written once and whole.
   */
  takeDue(untilMs: number): EventBatch {
    const due = new EventBatch()
    for (const [runId, entry] of this.#entries) {
      if (entry.outcome === null && entry.sinceMs > untilMs) continue
      due.#entries.set(runId, entry)
      this.#delete(runId, entry)
    }
    return due
  }

  /** null: there is nothing. */
  oldestMs(): number | null {
    for (const { sinceMs } of this.#entries.values()) return sinceMs
    return null
  }

  begin(run: RunRow): void {
    this.#entryOf(run.id).start = run
  }

  hasStart(runId: string): boolean {
    return (this.#entries.get(runId)?.start ?? null) !== null
  }

  finish(run: RunRow, end: StoredRunEvent): void {
    const entry = this.#entryOf(run.id)
    entry.events.push(end)
    entry.ended = run
    // Nobody reads its text as it streams, and the whole of it is among the outputs.
    if (!run.stream) entry.chunks = []
    // A row of their own would cost as much as all else of a run that is stored whole. Of one that took longer, because
    // the flush before was slow, they can be deleted before the run is.
    if (entry.start && entry.chunks.length > 0 && performance.now() - entry.sinceMs <= FLUSH_MS) {
      entry.events = inOrder(entry)
      entry.chunks = []
    }
  }

  add(runId: string, stored: StoredRunEvent): void {
    const entry = this.#entryOf(runId)
    if (stored.event.type === 'node-delta') entry.chunks.push(stored)
    else entry.events.push(stored)
  }

  #entryOf(runId: string): Entry {
    const known = this.#entries.get(runId)
    if (known) return known
    const entry: Entry = {
      start: null,
      ended: null,
      events: [],
      chunks: [],
      outcome: null,
      isSettled: false,
      sinceMs: performance.now(),
    }
    this.#entries.set(runId, entry)
    return entry
  }

  /** How many runs have something in it. */
  size(): number {
    return this.#entries.size
  }

  isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** How many of them somebody waits for. */
  awaited(): number {
    return this.#awaited
  }

  /** null when the run has nothing in this batch, or when that is settled: nobody would settle it again. */
  outcomeOf(runId: string): Promise<void> | null {
    const entry = this.#entries.get(runId)
    if (!entry || entry.isSettled) return null
    if (!entry.outcome) {
      entry.outcome = Promise.withResolvers<void>()
      // Who asked may have left by the time it fails.
      entry.outcome.promise.catch(() => {})
      this.#awaited += 1
    }
    return entry.outcome.promise
  }

  runIds(only?: string): string[] {
    return only === undefined ? [...this.#entries.keys()] : [only]
  }

  rows(kind: 'events' | 'chunks', only?: string): EventRow[] {
    return this.runIds(only).flatMap((runId) => {
      const batch = this.#entries.get(runId)?.[kind] ?? []
      const [first] = batch
      return first ? [{ runId, seq: first.seq, events: batch }] : []
    })
  }

  /** Rows of runs that began; one that has ended as well begins with its outcome. */
  starts(only?: string): RunRow[] {
    return this.runIds(only).flatMap((runId) => {
      const { start = null, ended = null } = this.#entries.get(runId) ?? {}
      return start ? [ended ?? start] : []
    })
  }

  /** Outcomes of runs whose row was stored before. */
  ends(only?: string): BatchRows['ends'] {
    return this.runIds(only).flatMap((runId) => {
      const entry = this.#entries.get(runId)
      const [first] = entry?.events ?? []
      return entry?.ended && !entry.start && first ? [{ ...outcomeOf(entry.ended), seq: first.seq }] : []
    })
  }

  eventsOf(runId: string): StoredRunEvent[] {
    const entry = this.#entries.get(runId)
    return entry ? inOrder(entry) : []
  }

  /** @returns false when the run was refused before */
  resolve(runId: string): boolean {
    const entry = this.#entries.get(runId)
    if (!entry || entry.isSettled) return false
    entry.isSettled = true
    entry.outcome?.resolve()
    return true
  }

  /** @returns false when it was settled before */
  reject(runId: string, error: AppError): boolean {
    const entry = this.#entries.get(runId)
    if (!entry || entry.isSettled) return false
    entry.isSettled = true
    entry.outcome?.reject(error)
    return true
  }

  take(runId: string): { events: StoredRunEvent[]; chunks: StoredRunEvent[] } {
    const entry = this.#entries.get(runId)
    if (!entry) return { events: [], chunks: [] }
    this.#delete(runId, entry)
    return { events: entry.events, chunks: entry.chunks }
  }

  /** Takes the run out before anything of it was tried. */
  drop(runId: string, error: AppError): void {
    this.reject(runId, error)
    const entry = this.#entries.get(runId)
    if (entry) this.#delete(runId, entry)
  }

  #delete(runId: string, entry: Entry): void {
    this.#entries.delete(runId)
    if (entry.outcome !== null) this.#awaited -= 1
  }
}

function outcomeOf(run: RunRow): RunOutcome {
  const { id, workspaceId, status, outputs, error, errorCode, durationMs, endedAt } = run
  const { inputTokens, outputTokens, costMicros, hasUnknownCost } = run
  const sums = { inputTokens, outputTokens, costMicros, hasUnknownCost }
  return { id, workspaceId, status, outputs, error, errorCode, durationMs, endedAt, ...sums }
}
