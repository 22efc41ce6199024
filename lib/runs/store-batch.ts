import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/db/database'
import { type Recordset, recordset } from '@/lib/db/recordset'
import { runPrepared } from '@/lib/db/run-prepared'
import { runChunks, runEvents, runs } from '@/lib/db/schema/runs'
import type { RunRow } from './insert-run'

/** How a run ended, for its row. */
export type RunOutcome = Pick<
  RunRow,
  | 'id'
  | 'workspaceId'
  | 'status'
  | 'outputs'
  | 'error'
  | 'errorCode'
  | 'inputTokens'
  | 'outputTokens'
  | 'costMicros'
  | 'hasUnknownCost'
  | 'durationMs'
  | 'endedAt'
>

export interface BatchRows {
  /** Runs that began; one that has ended by now has its outcome in it already. */
  starts: RunRow[]
  chunks: (typeof runChunks.$inferInsert)[]
  events: (typeof runEvents.$inferInsert)[]
  /** Of runs whose row is there already. `seq`: the row of this batch that must be stored with it. */
  ends: (RunOutcome & { seq: number })[]
}

const dialect = new PgDialect({ casing: 'snake_case' })

const OUTCOME = [
  'id',
  'workspaceId',
  'status',
  'outputs',
  'error',
  'errorCode',
  'inputTokens',
  'outputTokens',
  'costMicros',
  'hasUnknownCost',
  'durationMs',
  'endedAt',
]
// Made on first use: a schema that is still being loaded has no columns yet.
type Shapes = ReturnType<typeof makeShapes>
let shapes: Shapes | null = null
function makeShapes() {
  return {
    runs: recordset(runs),
    chunks: recordset(runChunks, ['runId', 'seq', 'events']),
    events: recordset(runEvents),
    ends: recordset(runs, OUTCOME),
  }
}

/**
 * Stores what many runs did with one statement: all of it is there, or nothing. Rows begin and end with events of their
 * own, so a batch without events has chunks alone.
 * @returns the event rows that are new, as `run id:seq`; one that is missing met the row of another writer, and then its end is not stored either
 */
export async function storeBatch(db: Database, batch: BatchRows): Promise<Set<string>> {
  shapes ??= makeShapes()
  const values: Values = {
    starts: toJson(batch.starts),
    chunks: toJson(batch.chunks),
    events: toJson(batch.events),
    ends: toJson(batch.ends),
    seqs: toJson(batch.ends.map(({ id, seq }) => ({ id, seq }))),
  }
  const { starts, chunks, events, ends, seqs } = values
  // In the order in which the statement names them.
  const all = [starts, chunks, events, ends, seqs]
  const kind = all.map((value) => (value === null ? '-' : '+')).join('')
  const text = texts.get(kind) ?? dialect.sqlToQuery(statementOf(shapes, values)).sql
  texts.set(kind, text)
  const found = await runPrepared<{ key: string }>(
    db,
    text,
    all.filter((value) => value !== null),
  )
  return new Set(found.map(({ key }) => key))
}

const toJson = (rows: readonly object[]): string | null => (rows.length > 0 ? JSON.stringify(rows) : null)

/** Texts of the handful of statements that there are; each is built once and kept prepared by the database. */
const texts = new Map<string, string>()

/** The rows of each table as JSON; null: none. */
interface Values {
  starts: string | null
  chunks: string | null
  events: string | null
  ends: string | null
  seqs: string | null
}

function statementOf(shape: Shapes, { starts, chunks, events, ends, seqs }: Values): SQL {
  const insert = (table: string, { names, keys }: Recordset, given: SQL) =>
    sql`insert into ${sql.raw(table)} (${sql.raw(names)}) select ${sql.raw(keys)} from ${given}`
  const parts: SQL[] = []
  if (starts !== null)
    parts.push(sql`started as (${insert('runs', shape.runs, read(shape.runs, starts))} on conflict (id) do nothing)`)
  if (chunks !== null)
    parts.push(
      sql`chunks as (${insert('run_chunks', shape.chunks, read(shape.chunks, chunks))} on conflict do nothing)`,
    )
  if (events === null) return sql`with ${sql.join(parts, sql`, `)} select null as key where false`
  parts.push(
    sql`stored as (${insert('run_events', shape.events, read(shape.events, events))} on conflict do nothing returning run_id, seq)`,
  )
  if (ends !== null) parts.push(endsPart(read(shape.ends, ends), seqs ?? '[]'))
  return sql`with ${sql.join(parts, sql`, `)} select run_id::text || ':' || seq as key from stored`
}

function endsPart(given: SQL, seqs: string): SQL {
  return sql`ended as (
    update runs set status = x.status, outputs = x.outputs, error = x.error, error_code = x."errorCode",
      input_tokens = x."inputTokens", output_tokens = x."outputTokens", cost_micros = x."costMicros",
      has_unknown_cost = x."hasUnknownCost", duration_ms = x."durationMs", ended_at = x."endedAt", owner = null
    from ${given}
      join json_to_recordset(${seqs}::text::json) as y(id uuid, seq bigint) on y.id = x.id
      join stored on stored.run_id = y.id and stored.seq = y.seq
    where runs.id = x.id and runs.workspace_id = x."workspaceId")`
}

function read({ record }: Recordset, json: string): SQL {
  return sql`json_to_recordset(${json}::text::json) as ${sql.raw(record)}`
}
