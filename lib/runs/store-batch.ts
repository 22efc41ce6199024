import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import { type Database, rows } from '@/lib/db/database'
import { recordset } from '@/lib/db/recordset'
import { runChunks, runEvents, runs } from '@/lib/db/schema/runs'
import type { RunRow } from './insert-run'

/** How a run ended, for its row. */
export type RunOutcome = Pick<
  RunRow,
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
  ends: (RunOutcome & { id: string; workspaceId: string; seq: number })[]
}

export interface BatchTarget {
  db: Database
  /** The connections to PostgreSQL; null on the embedded database. */
  sql: postgres.Sql | null
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
let shapes: ReturnType<typeof makeShapes> | null = null
function makeShapes() {
  return {
    runs: recordset(runs),
    chunks: recordset(runChunks, ['runId', 'seq', 'events']),
    events: recordset(runEvents),
    ends: recordset(runs, OUTCOME),
  }
}

/**
 * Stores what many runs did with one statement: all of it is there, or nothing.
 * @returns the event rows that are new, as `run id:seq`; one that is missing met the row of another writer, and then its end is not stored either
 */
export async function storeBatch({ db, sql: client }: BatchTarget, batch: BatchRows): Promise<Set<string>> {
  shapes ??= makeShapes()
  const parts: SQL[] = []
  if (batch.starts.length > 0) {
    parts.push(
      sql`started as (insert into runs (${sql.raw(shapes.runs.names)}) select ${sql.raw(shapes.runs.names)} from ${given(shapes.runs, batch.starts)} on conflict (id) do nothing)`,
    )
  }
  if (batch.chunks.length > 0) {
    parts.push(
      sql`chunks as (insert into run_chunks (${sql.raw(shapes.chunks.names)}) select ${sql.raw(shapes.chunks.names)} from ${given(shapes.chunks, batch.chunks)} on conflict do nothing)`,
    )
  }
  parts.push(
    sql`stored as (insert into run_events (${sql.raw(shapes.events.names)}) select ${sql.raw(shapes.events.names)} from ${given(shapes.events, batch.events)} on conflict do nothing returning run_id, seq)`,
  )
  if (batch.ends.length > 0) parts.push(endsPart(shapes.ends, batch.ends))
  const statement = sql`with ${sql.join(parts, sql`, `)} select run_id::text || ':' || seq as key from stored`
  const found = client ? await executePrepared(client, statement) : await db.execute(statement)
  return new Set(rows<{ key: string }>(found).map(({ key }) => key))
}

/** There are a handful of these statements, so they are kept prepared: one way to the database and back instead of two. */
function executePrepared(client: postgres.Sql, statement: SQL): Promise<unknown> {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  return client.unsafe(text, params.map(String), { prepare: true })
}

function endsPart(shape: ReturnType<typeof recordset>, ends: BatchRows['ends']): SQL {
  const seqs = JSON.stringify(ends.map(({ id, seq }) => ({ id, seq })))
  return sql`ended as (
    update runs set status = x.status, outputs = x.outputs, error = x.error, error_code = x.error_code,
      input_tokens = x.input_tokens, output_tokens = x.output_tokens, cost_micros = x.cost_micros,
      has_unknown_cost = x.has_unknown_cost,      duration_ms = x.duration_ms, ended_at = x.ended_at, owner = null
    from ${given(shape, ends)}
      join jsonb_to_recordset(${seqs}::text::jsonb) as y(id uuid, seq bigint) on y.id = x.id
      join stored on stored.run_id = y.id and stored.seq = y.seq
    where runs.id = x.id and runs.workspace_id = x.workspace_id)`
}

function given({ record, toJson }: ReturnType<typeof recordset>, values: readonly object[]): SQL {
  return sql`jsonb_to_recordset(${toJson(values)}::text::jsonb) as ${sql.raw(record)}`
}
