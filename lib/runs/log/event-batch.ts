import 'server-only'
import type { AppError } from '@/lib/core/app-error'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunRow } from '@/lib/services/runs/run-row'
import { PassingMap } from './passing-map'
import type { BatchRows, EventRow, RunOutcome } from './store-batch'

/** The longest delay of stored events. */
export const FLUSH_MS = 25

interface Entry {
  /** The row of a run that started with this batch. */
  start: RunRow | null
  /** The row with the outcome, if the run ended with this batch. */
  ended: RunRow | null
  events: StoredRunEvent[]
  chunks: StoredRunEvent[]
  /** Created when a caller waits for it. */
  outcome: PromiseWithResolvers<void> | null
  isSettled: boolean
  /** Time of its first event, by the monotonic clock. */
  sinceMs: number
}

function inOrder({ events, chunks }: Entry): StoredRunEvent[] {
  if (chunks.length === 0) return events
  return [...events, ...chunks].sort((left, right) => left.seq - right.seq)
}

/** The content of one flush: the events of many runs, and their waiting callers. */
export class EventBatch {
  /** The longest waiting first. */
  readonly #entries = new PassingMap<string, Entry>()
  #awaited = 0

  /**
   * Removes entries that a caller waits for or that are old enough. The others stay together. Most runs are
   * short, and a run that ends before its turn is written in one piece.
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

  /** @returns null if the batch is empty */
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
    // Its streamed text has no reader, and the complete text is among the outputs.
    if (!run.stream) entry.chunks = []
    // Separate rows would cost as much as the rest of a run that is stored in one piece. If the run took longer because
    // the previous flush was slow, readers may need them before it ends.
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
    const existing = this.#entries.get(runId)
    if (existing) return existing
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

  /** Number of runs with entries. */
  size(): number {
    return this.#entries.size
  }

  isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** Number of runs with a waiting caller. */
  awaited(): number {
    return this.#awaited
  }

  /** @returns null when the run has no entry in this batch or its entry is settled: nothing would settle it again */
  outcomeOf(runId: string): Promise<void> | null {
    const entry = this.#entries.get(runId)
    if (!entry || entry.isSettled) return null
    if (!entry.outcome) {
      entry.outcome = Promise.withResolvers<void>()
      // The caller may have left by the time it fails.
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

  /** Rows of started runs; one that has also ended is inserted with its outcome. */
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

  /** @returns false when the run was rejected before */
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

  /** Removes the run before any of it was written. */
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
  const { id, workspaceId, status, outputs, error, errorCode, errorRef, durationMs, endedAt } = run
  const { inputTokens, outputTokens, costMicros, hasUnknownCost } = run
  const sums = { inputTokens, outputTokens, costMicros, hasUnknownCost }
  return { id, workspaceId, status, outputs, error, errorCode, errorRef, durationMs, endedAt, ...sums }
}
