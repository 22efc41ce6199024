import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { isBadData } from '@/lib/db/errors/sql-state'
import { modelCalls } from '@/lib/db/schema/model-calls'
import { type Recordset, recordset } from '@/lib/db/statements/recordset'
import { runPrepared } from '@/lib/db/statements/run-prepared'
import type { Caller, CallRecord } from '@/lib/models/gateway/gateway-services'
import { log } from '@/lib/platform/log'

const FLUSH_MS = 250
const MAX_ROWS = 500
/** The most calls kept while the database is unreachable; beyond it the oldest are dropped and logged. */
const MAX_WAITING = 50_000

// Created on first use: the schema module may still be loading.
let shape: Recordset | null = null

type CallRow = typeof modelCalls.$inferInsert & { id: string; at: Date; outcome: CallRecord['outcome'] }

/**
 * Writes the calls of all runs of the process in batches, several times a second. One statement stores each
 * call as a row and adds it to the daily sums. A killed process loses the last quarter of a second; budgets
 * do not depend on it.
 */
export class CallLedger {
  private waiting: CallRow[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly db: Database) {}

  add(caller: Caller, call: CallRecord): void {
    const { workspaceId, runId, appId, versionId, keyId, userId, endUser, origin } = caller
    const [id, at] = [newId(), new Date()]
    this.waiting.push({ ...call, id, at, workspaceId, runId, appId, versionId, keyId, userId, endUser, origin })
    if (this.waiting.length > MAX_WAITING) {
      log().error({ dropped: this.waiting.length - MAX_WAITING }, 'dropped model calls that could not be recorded')
      this.waiting = this.waiting.slice(-MAX_WAITING)
    }
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
  }

  /** Writes everything pending. Never throws: failed writes are retried next time, invalid rows are dropped. */
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
        // Meanwhile calls may have been added, and the oldest dropped.
        this.waiting = this.waiting.filter((row) => !settled.has(row))
      } catch (cause) {
        log().warn({ cause }, 'failed to record model calls; will retry')
        this.timer ??= setTimeout(() => void this.flush(), 20 * FLUSH_MS)
        return
      }
    }
  }

  /** A single invalid call (a workspace's own service may return anything) must not block all others. */
  private async storeOrDrop(batch: CallRow[]): Promise<void> {
    try {
      await this.store(batch)
    } catch (cause) {
      if (!isBadData(cause)) throw cause
      const [only] = batch
      if (batch.length === 1) log().error({ cause, callId: only?.id }, 'dropped an invalid model call')
      else {
        const half = batch.length >> 1
        await this.storeOrDrop(batch.slice(0, half))
        await this.storeOrDrop(batch.slice(half))
      }
    }
  }

  /**
   * A batch whose acknowledgement was lost is written again: existing rows are not counted twice. Sums are updated in
   * key order, so that two processes never deadlock.
   */
  private async store(batch: CallRow[]): Promise<void> {
    shape ??= recordset(modelCalls)
    await runPrepared(this.db, statementOf(shape), [JSON.stringify(batch)])
  }
}

const statementOf = ({ names, keys, record }: Recordset) => `
  with added as (
    insert into model_calls (${names}) select ${keys} from json_to_recordset($1::text::json) as ${record}
    on conflict do nothing returning *)
  ${ADD_TO_DAYS}`

const SUMS = [
  ['calls', 'count(*)'],
  ['failures', `count(*) filter (where outcome = 'failed')`],
  ['cached_calls', `count(*) filter (where outcome = 'cached')`],
  ['unpriced_calls', 'count(*) filter (where cost_micros is null)'],
  ['input_tokens', 'sum(input_tokens)'],
  ['cached_input_tokens', 'sum(cached_input_tokens)'],
  ['output_tokens', 'sum(output_tokens)'],
  ['cost_micros', 'coalesce(sum(cost_micros), 0)'],
  ['saved_micros', 'sum(saved_micros)'],
  ['duration_ms', 'sum(duration_ms)'],
] as const
const SUM_NAMES = SUMS.map(([name]) => name)

const ADD_TO_DAYS = `
  insert into usage_days (workspace_id, day, app_id, connection_id, model, key_id, person, provider, ${SUM_NAMES.join(', ')})
  select workspace_id, (at at time zone 'UTC')::date, coalesce(app_id::text, ''), connection_id, model,
    coalesce(key_id::text, ''),
    case when user_id is not null then 'user:' || user_id when end_user <> '' then 'end:' || end_user else '' end,
    min(provider), ${SUMS.map(([, sum]) => sum).join(', ')}
  from added group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
  on conflict (workspace_id, day, app_id, connection_id, model, key_id, person) do update
  set ${SUM_NAMES.map((name) => `${name} = usage_days.${name} + excluded.${name}`).join(', ')}`
