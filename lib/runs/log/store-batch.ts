import 'server-only'
import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database, Transaction } from '@/lib/db/database'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { runEvents, runs, type StoredRunEvent } from '@/lib/db/schema/runs'
import { type Recordset, recordset } from '@/lib/db/statements/recordset'
import { runPrepared } from '@/lib/db/statements/run-prepared'
import type { RunRow } from '@/lib/services/runs/run-row'
import { asUsual, RARE_COLUMNS, type UsualRun } from './common-run'

/** The outcome columns of a run. */
export type RunOutcome = Pick<
  RunRow,
  | 'id'
  | 'workspaceId'
  | 'status'
  | 'outputs'
  | 'error'
  | 'errorCode'
  | 'errorRef'
  | 'inputTokens'
  | 'outputTokens'
  | 'costMicros'
  | 'hasUnknownCost'
  | 'durationMs'
  | 'endedAt'
>

/** Events of a run in one row, keyed by the number of the first. */
export interface EventRow {
  runId: string
  seq: number
  events: StoredRunEvent[]
}

export interface BatchRows {
  /** The process that writes the events. */
  writer: string
  /** Started runs; one that has ended already includes its outcome. */
  starts: readonly RunRow[]
  chunks: readonly EventRow[]
  events: readonly EventRow[]
  /** For runs with an existing row. `seq`: the row of this batch that must be stored with it. */
  ends: readonly (RunOutcome & { seq: number })[]
}

const dialect = new PgDialect({ casing: 'snake_case' })

const OUTCOME = [
  'id',
  'workspaceId',
  'status',
  'outputs',
  'error',
  'errorCode',
  'errorRef',
  'inputTokens',
  'outputTokens',
  'costMicros',
  'hasUnknownCost',
  'durationMs',
  'endedAt',
]
// Created on first use: the schema module may still be loading.
type Shapes = ReturnType<typeof makeShapes>
let shapes: Shapes | null = null
const makeShapes = () => ({
  whole: recordset(runs),
  usual: recordset(runs, usualColumns()),
  ends: recordset(runs, OUTCOME, ['seq bigint']),
})
const usualColumns = () => {
  const rare = new Set<string>(RARE_COLUMNS)
  return Object.keys(getTableColumns(runs)).filter((key) => !rare.has(key))
}

/** `starts` lack the rare columns unless one of the runs uses them. */
type Rows = Omit<BatchRows, 'starts'> & { starts: readonly (RunRow | UsualRun)[]; isUsual: boolean }

/**
 * Stores the changes of many runs atomically with one statement. Run rows are only inserted and ended together with
 * events, so a batch without events has chunks only.
 * @returns the runs whose event row is new, or null if all are. A run whose event row already existed is not ended
 */
export async function storeBatch(db: Database, batch: BatchRows): Promise<ReadonlySet<string> | null> {
  const usualStarts = asUsual(batch.starts)
  const rows: Rows = { ...batch, starts: usualStarts ?? batch.starts, isUsual: usualStarts !== null }
  try {
    await runPrepared(db, textOf(rows, true), valuesOf(rows))
    return null
  } catch (cause) {
    if (!isDuplicate(cause)) throw cause
  }
  const [found] = await runPrepared<{ stored: string[] | null }>(db, textOf(rows, false), valuesOf(rows))
  return found?.stored ? new Set(found.stored) : null
}

/** The runs whose event row was stored by this writer. A fence is a row without events and does not count. */
export async function runsStoredBy(
  db: Database | Transaction,
  writer: string,
  rows: readonly Pick<EventRow, 'runId' | 'seq'>[],
): Promise<ReadonlySet<string>> {
  const keys = sql.join(
    rows.map(({ runId, seq }) => sql`(${runId}::uuid, ${seq}::bigint)`),
    sql`, `,
  )
  const found = await db
    .select({ runId: runEvents.runId })
    .from(runEvents)
    .where(
      and(
        eq(runEvents.writer, writer),
        sql`(${runEvents.runId}, ${runEvents.seq}) in (${keys})`,
        sql`json_array_length(${runEvents.events}) > 0`,
      ),
    )
  return new Set(found.map(({ runId }) => runId))
}

/** The texts of the few existing statements; each is built once and stays prepared in the database. */
const texts = new Map<string, string>()

/**
 * @param isNew assumes that no row exists yet, which is nearly always so. A plain insert takes PostgreSQL a sixth less
 * time than `on conflict`, but an existing row fails the whole statement
 */
function textOf(rows: Rows, isNew: boolean): string {
  shapes ??= makeShapes()
  const { starts, chunks, events, ends, isUsual } = rows
  const kind = [isNew, isUsual, ...[starts, chunks, events, ends].map((part) => part.length > 0)].join()
  const text = texts.get(kind) ?? dialect.sqlToQuery(statementOf(shapes, rows, isNew)).sql
  texts.set(kind, text)
  return text
}

/** In the order of the statement's parameters. */
function valuesOf({ writer, starts, chunks, events, ends }: Rows): string[] {
  const values: string[] = []
  if (starts.length > 0) values.push(JSON.stringify(starts))
  if (events.length > 0) values.push(writer, ...columnsOf(events))
  if (chunks.length > 0) values.push(...columnsOf(chunks))
  if (ends.length > 0) values.push(JSON.stringify(ends))
  return values
}

/**
 * One parameter per column, and the events as one line each, which JSON does not contain: the database parses them
 * once, unchanged.
 */
const columnsOf = (rows: readonly EventRow[]): [string, string, string] => [
  `{${rows.map(({ runId }) => runId).join()}}`,
  `{${rows.map(({ seq }) => seq).join()}}`,
  rows.map(({ events }) => JSON.stringify(events)).join('\n'),
]

const parameter = sql.placeholder('given')
/** In one `unnest`: PostgreSQL would materialize the rows of several functions first. */
const COLUMNS = sql`unnest(${parameter}::text::uuid[]), unnest(${parameter}::text::bigint[]), unnest(string_to_array(${parameter}::text, e'\\n'))::json`

function statementOf(shapes: Shapes, { starts, chunks, events, ends, isUsual }: Rows, isNew: boolean): SQL {
  const run = isUsual ? shapes.usual : shapes.whole
  const onConflict = sql.raw(isNew ? '' : ' on conflict do nothing')
  const parts: SQL[] = []
  if (starts.length > 0)
    parts.push(
      sql`started as (insert into runs (${sql.raw(run.names)}) select ${sql.raw(run.keys)} from ${read(run)}${onConflict})`,
    )
  if (events.length > 0) {
    if (!isNew)
      parts.push(
        sql`tried as (select * from (select ${parameter}::text, ${COLUMNS}) as rows(writer, run_id, seq, events))`,
      )
    const rows = isNew ? sql`select ${parameter}, ${COLUMNS}` : sql`select * from tried`
    parts.push(
      sql`stored as (insert into run_events (writer, run_id, seq, events) ${rows}${onConflict} returning run_id, seq)`,
    )
  }
  if (chunks.length > 0) {
    const texts = isNew || events.length === 0 ? sql`select ${COLUMNS}` : textsOfStored()
    parts.push(sql`chunks as (insert into run_chunks (run_id, seq, events) ${texts}${onConflict})`)
  }
  if (ends.length > 0) parts.push(endsPart(shapes.ends))
  const all = sql`with ${sql.join(parts, sql`, `)} select`
  return isNew || events.length === 0 ? all : sql`${all} coalesce(json_agg(run_id), '[]') as stored from stored`
}

/** Text after a fence would block readers, which wait for the rejected event before it. */
const textsOfStored = () => sql`select * from (select ${COLUMNS}) as texts(run_id, seq, events)
  where run_id in (select run_id from stored) or run_id not in (select run_id from tried)`

function endsPart(ended: Recordset): SQL {
  return sql`ended as (
    update runs set status = x.status, outputs = x.outputs, error = x.error, error_code = x."errorCode",
      error_ref = x."errorRef",
      input_tokens = x."inputTokens", output_tokens = x."outputTokens", cost_micros = x."costMicros",
      has_unknown_cost = x."hasUnknownCost", duration_ms = x."durationMs", ended_at = x."endedAt", owner = null
    from ${read(ended)}
      join stored on stored.run_id = x.id and stored.seq = x.seq
    where runs.id = x.id and runs.workspace_id = x."workspaceId")`
}

const read = ({ record }: Recordset): SQL => sql`json_to_recordset(${parameter}::text::json) as ${sql.raw(record)}`
