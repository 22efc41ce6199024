import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { UsageSums } from '@/lib/contracts/usage'
import { type Database, rows } from '@/lib/db/database'
import { NO_USE } from './usage-sums'

export type Part = UsageSums & { id: string }
export type DayPart = Part & { day: string }

/** The sums of a range, from a single scan of its rows; the largest parts come first. */
export interface RangeUse {
  whole: UsageSums
  app: Part[]
  /** Parts by `connection/model`. */
  model: Part[]
  key: Part[]
  day: Part[]
  dailyApp: DayPart[]
  dailyModel: DayPart[]
}

type Row = UsageSums & { kind: number; app: string; model: string; key: string; day: string }

/** Bits of `grouping()`: set where the row is not grouped by app, model, key or day. */
const KIND = {
  app: 0b0111,
  model: 0b1011,
  key: 0b1101,
  day: 0b1110,
  dailyApp: 0b0110,
  dailyModel: 0b1010,
  whole: 0b1111,
}
const COLUMNS = {
  calls: 'calls',
  failures: 'failures',
  cachedCalls: 'cached_calls',
  unpricedCalls: 'unpriced_calls',
  inputTokens: 'input_tokens',
  cachedInputTokens: 'cached_input_tokens',
  outputTokens: 'output_tokens',
  costMicros: 'cost_micros',
  savedMicros: 'saved_micros',
} as const satisfies Record<keyof UsageSums, string>

export async function readUsage(db: Database, workspaceId: string, from: string, to: string): Promise<RangeUse> {
  // People are many, so they are summed before the rest is grouped in seven ways.
  const found = rows<Row>(
    await db.execute(sql`
      with cells as materialized (
        select day, app_id, connection_id, model, key_id, ${sums((column) => sql`sum(${column}) as ${column}`)}
        from usage_days
        where workspace_id = ${workspaceId}::uuid and day between ${from}::date and ${to}::date
        group by 1, 2, 3, 4, 5)
      select grouping(app_id, connection_id, key_id, day)::int as kind, app_id as app,
        connection_id || '/' || model as model, key_id as key, day::text as day,
        ${sums((column, name) => sql`coalesce(sum(${column}), 0)::float8 as ${sql.identifier(name)}`)}
      from cells
      group by grouping sets ((app_id), (connection_id, model), (key_id), (day), (day, app_id), (day, connection_id, model), ())`),
  )
  const rowsOfKind = (kind: keyof typeof KIND) => found.filter((row) => row.kind === KIND[kind]).sort(largestFirst)
  const [whole] = rowsOfKind('whole')
  return {
    whole: whole ? sumsOf(whole) : NO_USE,
    app: rowsOfKind('app').map((row) => ({ id: row.app, ...sumsOf(row) })),
    model: rowsOfKind('model').map((row) => ({ id: row.model, ...sumsOf(row) })),
    key: rowsOfKind('key').map((row) => ({ id: row.key, ...sumsOf(row) })),
    day: rowsOfKind('day').map((row) => ({ id: row.day, ...sumsOf(row) })),
    dailyApp: rowsOfKind('dailyApp').map((row) => ({ id: row.app, day: row.day, ...sumsOf(row) })),
    dailyModel: rowsOfKind('dailyModel').map((row) => ({ id: row.model, day: row.day, ...sumsOf(row) })),
  }
}

function sums(write: (column: SQL, name: string) => SQL): SQL {
  return sql.join(
    Object.entries(COLUMNS).map(([name, column]) => write(sql`${sql.identifier(column)}`, name)),
    sql`, `,
  )
}

const largestFirst = (a: Row, b: Row) => b.costMicros - a.costMicros || b.calls - a.calls

function sumsOf(row: Row): UsageSums {
  const { kind: _kind, app: _app, model: _model, key: _key, day: _day, ...rest } = row
  return rest
}
