import 'server-only'
import { asc, desc, gt, lt, type SQL, sql } from 'drizzle-orm'
import type { RunSort, RunSummary } from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'

export interface RunOrder {
  orderBy: SQL[]
  /** The rows after the one that a cursor names. */
  after(cursor: string): SQL
  cursorOf(run: Pick<RunSummary, 'id' | 'durationMs' | 'costMicros'>): string
}

/** Ids are UUIDv7 and ordered by time. Sorted by a value, runs without one come last; ties are ordered by id. */
export function runOrder(sort: RunSort): RunOrder {
  switch (sort) {
    case 'newest':
      return { orderBy: [desc(runs.id)], after: (cursor) => lt(runs.id, idOf(cursor)), cursorOf: ({ id }) => id }
    case 'oldest':
      return { orderBy: [asc(runs.id)], after: (cursor) => gt(runs.id, idOf(cursor)), cursorOf: ({ id }) => id }
    case 'slowest':
      return byMeasure(sql`coalesce(${runs.durationMs}, -1::float8)`, (run) => run.durationMs)
    case 'costliest':
      return byMeasure(sql`coalesce(${runs.costMicros}, -1::float8)`, (run) => run.costMicros)
    default: {
      const unhandled: never = sort
      throw internalError(`Unhandled order ${unhandled}`)
    }
  }
}

/** Below every value, since times and costs are never negative. The statements and indexes contain it as a literal. */
const NONE = -1

type Measured = Pick<RunSummary, 'durationMs' | 'costMicros'>

function byMeasure(measure: SQL, readMeasure: (run: Measured) => number | null): RunOrder {
  return {
    orderBy: [desc(measure), desc(runs.id)],
    after: (cursor) => sql`(${measure}, ${runs.id}) < (${measureOf(cursor)}::float8, ${idOf(cursor)}::uuid)`,
    cursorOf: (run) => `${readMeasure(run) ?? NONE}_${run.id}`,
  }
}

function idOf(cursor: string): string {
  return cursor.slice(cursor.indexOf('_') + 1)
}

/** @throws INVALID_INPUT for the cursor of a list in another order */
function measureOf(cursor: string): number {
  const [measure = '', id] = cursor.split('_')
  if (id === undefined) throw new AppError('INVALID_INPUT', problem('runs.cursorOfOtherOrder'))
  return Number(measure)
}
