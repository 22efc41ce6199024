import 'server-only'
import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { type Database, rows } from '@/lib/db/database'
import { isBadData } from '@/lib/db/is-bad-data'
import { type Recordset, recordset } from '@/lib/db/recordset'
import { modelCalls, usageDays } from '@/lib/db/schema/model-calls'
import type { Caller, CallRecord } from '@/lib/models/gateway/gateway-services'
import { log } from '@/lib/platform/log'

const FLUSH_MS = 250
const MAX_ROWS = 500
/** What waits while the database is away; beyond it the oldest are dropped, loudly. */
const MAX_WAITING = 50_000

// Made on first use: a schema that is still being loaded has no columns yet.
let shape: Recordset | null = null

type CallRow = typeof modelCalls.$inferInsert & { id: string; at: Date; outcome: CallRecord['outcome'] }
type DayRow = typeof usageDays.$inferInsert

/**
 * Writes the calls of all runs of the process, a few times a second: each as a row, and added to its day's sums in the
 * same transaction. A killed process loses what the last quarter of a second said; budgets do not depend on it.
 */
export class CallLedger {
  private waiting: CallRow[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly db: Database) {}

  add(caller: Caller, call: CallRecord): void {
    this.waiting.push({ id: newId(), at: new Date(), ...caller, ...call })
    if (this.waiting.length > MAX_WAITING) {
      log().error({ dropped: this.waiting.length - MAX_WAITING }, 'calls of models were not recorded')
      this.waiting = this.waiting.slice(-MAX_WAITING)
    }
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
  }

  /** Writes all that waits. Never throws: what failed waits for the next time, what the database refuses is dropped. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.write())
    return this.writing
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, MAX_ROWS)
      try {
        await this.storeOrDrop(batch)
        const settled = new Set(batch)
        // More may have come, and the oldest may have been dropped, meanwhile.
        this.waiting = this.waiting.filter((row) => !settled.has(row))
      } catch (cause) {
        log().warn({ cause }, 'calls of models were not recorded yet')
        this.timer ??= setTimeout(() => void this.flush(), 20 * FLUSH_MS)
        return
      }
    }
  }

  /** One call that the database refuses (a workspace's own service may say anything) must not hold up all others. */
  private async storeOrDrop(batch: CallRow[]): Promise<void> {
    try {
      await this.store(batch)
    } catch (cause) {
      if (!isBadData(cause)) throw cause
      const [only] = batch
      if (batch.length === 1) log().error({ cause, callId: only?.id }, 'a call of a model was refused by the ledger')
      else {
        const half = batch.length >> 1
        await this.storeOrDrop(batch.slice(0, half))
        await this.storeOrDrop(batch.slice(half))
      }
    }
  }

  private store(batch: CallRow[]): Promise<void> {
    return this.db.transaction(async (tx) => {
      // A batch whose answer was lost is written again: rows that are there already count nowhere twice.
      shape ??= recordset(modelCalls)
      const { names, record, toJson } = shape
      const added = await tx.execute(sql`
        insert into model_calls (${sql.raw(names)}) select ${sql.raw(names)}
        from json_to_recordset(${toJson(batch)}::text::json) as ${sql.raw(record)}
        on conflict do nothing returning id::text as id`)
      const ids = new Set(rows<{ id: string }>(added).map(({ id }) => id))
      const days = sumByDay(batch.filter(({ id }) => ids.has(id)))
      if (days.length === 0) return
      const add = (name: string) => sql.raw(`usage_days.${name} + excluded.${name}`)
      await tx
        .insert(usageDays)
        .values(days)
        .onConflictDoUpdate({
          target: [
            usageDays.workspaceId,
            usageDays.day,
            usageDays.appId,
            usageDays.connectionId,
            usageDays.model,
            usageDays.keyId,
            usageDays.person,
          ],
          set: {
            calls: add('calls'),
            failures: add('failures'),
            cachedCalls: add('cached_calls'),
            unpricedCalls: add('unpriced_calls'),
            inputTokens: add('input_tokens'),
            cachedInputTokens: add('cached_input_tokens'),
            outputTokens: add('output_tokens'),
            costMicros: add('cost_micros'),
            savedMicros: add('saved_micros'),
            durationMs: add('duration_ms'),
          },
        })
    })
  }
}

/** One row a day and subject, in the order of their keys: two processes that write the same rows never wait in a circle. */
export function sumByDay(calls: readonly CallRow[]): DayRow[] {
  const days = new Map<string, DayRow>()
  for (const call of calls) {
    const key = {
      workspaceId: call.workspaceId,
      day: call.at.toISOString().slice(0, 10),
      appId: call.appId ?? '',
      connectionId: call.connectionId,
      model: call.model,
      keyId: call.keyId ?? '',
      person: call.userId ? `user:${call.userId}` : call.endUser ? `end:${call.endUser}` : '',
    }
    const name = JSON.stringify(Object.values(key))
    days.set(name, addCall(days.get(name) ?? { ...key, provider: call.provider }, call))
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day)
}

function addCall(day: DayRow, call: CallRow): DayRow {
  const plus = (sum: number | undefined, more: number | null | undefined) => (sum ?? 0) + (more ?? 0)
  return {
    ...day,
    calls: plus(day.calls, 1),
    failures: plus(day.failures, call.outcome === 'failed' ? 1 : 0),
    cachedCalls: plus(day.cachedCalls, call.outcome === 'cached' ? 1 : 0),
    unpricedCalls: plus(day.unpricedCalls, call.costMicros === null ? 1 : 0),
    inputTokens: plus(day.inputTokens, call.inputTokens),
    cachedInputTokens: plus(day.cachedInputTokens, call.cachedInputTokens),
    outputTokens: plus(day.outputTokens, call.outputTokens),
    costMicros: plus(day.costMicros, call.costMicros),
    savedMicros: plus(day.savedMicros, call.savedMicros),
    durationMs: plus(day.durationMs, call.durationMs),
  }
}
