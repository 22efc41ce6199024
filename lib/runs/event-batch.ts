import 'server-only'
import type { AppError } from '@/lib/core/app-error'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunRow } from './insert-run'
import type { BatchRows, RunOutcome } from './store-batch'

interface Entry {
  /** The run began with this batch: its row. */
  start: RunRow | null
  /** It ended with this batch. */
  ending: { run: RunRow; outcome: RunOutcome } | null
  events: StoredRunEvent[]
  chunks: StoredRunEvent[]
  outcome: PromiseWithResolvers<void> | null
  isSettled: boolean
}

/** What one flush stores: the events of many runs, and who waits for them. */
export class EventBatch {
  readonly #entries = new Map<string, Entry>()
  #isAwaited = false

  begin(run: RunRow): void {
    this.#entryOf(run.id).start = run
  }

  hasStart(runId: string): boolean {
    return (this.#entries.get(runId)?.start ?? null) !== null
  }

  /** @param keepsText false: nobody reads it as it streams, and the whole of it is among the outputs */
  finish(run: RunRow, end: StoredRunEvent, outcome: RunOutcome, keepsText: boolean): void {
    const entry = this.#entryOf(run.id)
    entry.events.push(end)
    entry.ending = { run, outcome }
    if (!keepsText) entry.chunks = []
  }

  add(runId: string, stored: StoredRunEvent): void {
    const entry = this.#entryOf(runId)
    if (stored.event.type === 'node-delta') entry.chunks.push(stored)
    else entry.events.push(stored)
  }

  #entryOf(runId: string): Entry {
    const known = this.#entries.get(runId)
    if (known) return known
    const entry: Entry = { start: null, ending: null, events: [], chunks: [], outcome: null, isSettled: false }
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

  isAwaited(): boolean {
    return this.#isAwaited
  }

  /** null when the run has nothing in this batch. */
  outcomeOf(runId: string): Promise<void> | null {
    const entry = this.#entries.get(runId)
    if (!entry) return null
    if (!entry.outcome) {
      entry.outcome = Promise.withResolvers<void>()
      // Who asked may have left by the time it fails.
      entry.outcome.promise.catch(() => {})
    }
    this.#isAwaited = true
    return entry.outcome.promise
  }

  runIds(only?: string): string[] {
    return only === undefined ? [...this.#entries.keys()] : [only]
  }

  rows(kind: 'events' | 'chunks', only?: string) {
    return this.runIds(only).flatMap((runId) => {
      const batch = this.#entries.get(runId)?.[kind] ?? []
      const [first] = batch
      return first ? [{ runId, seq: first.seq, events: batch }] : []
    })
  }

  /** Rows of runs that began; one that has ended as well begins with its outcome. */
  starts(only?: string): RunRow[] {
    return this.runIds(only).flatMap((runId) => {
      const { start = null, ending = null } = this.#entries.get(runId) ?? {}
      return start ? [ending ? { ...start, ...ending.outcome, owner: null } : start] : []
    })
  }

  /** Outcomes of runs whose row was stored before. */
  ends(only?: string): BatchRows['ends'] {
    return this.runIds(only).flatMap((runId) => {
      const entry = this.#entries.get(runId)
      const [first] = entry?.events ?? []
      if (!entry?.ending || entry.start || !first) return []
      const { run, outcome } = entry.ending
      return [{ ...outcome, id: runId, workspaceId: run.workspaceId, seq: first.seq }]
    })
  }

  eventsOf(runId: string): StoredRunEvent[] {
    const entry = this.#entries.get(runId)
    return entry ? [...entry.events, ...entry.chunks].sort((left, right) => left.seq - right.seq) : []
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
    const { events = [], chunks = [] } = this.#entries.get(runId) ?? {}
    this.#entries.delete(runId)
    return { events, chunks }
  }

  /** Takes the run out before anything of it was tried. */
  drop(runId: string, error: AppError): void {
    this.reject(runId, error)
    this.#entries.delete(runId)
  }
}
