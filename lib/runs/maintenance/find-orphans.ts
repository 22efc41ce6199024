import 'server-only'
import { and, asc, eq, gt, lt, lte, notExists, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '@/lib/db/database'
import type { appFiles } from '@/lib/db/schema/app-files'
import type { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { type runChunks, type runEvents, runs, type runValues } from '@/lib/db/schema/runs'

export const MAX_ORPHANS = 1_000

/** A range of run ids. Both ends may be open (null). */
export interface RunRange {
  after: string | null
  to: string | null
  /** Excludes recent runs. */
  before: string
}

type TableOfRuns = typeof runEvents | typeof runChunks | typeof runValues | typeof knowledgeSearches | typeof appFiles

/**
 * Ids of deleted runs that still have rows in a table, in order. PostgreSQL merges two indexes and reads no row; the
 * range is repeated for `runs`, because the planner does not derive it and would read all runs.
 */
export function findOrphans(db: Database, table: TableOfRuns, range: RunRange) {
  const run = db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, table.runId), isInRange(range, runs.id)))
  return db
    .selectDistinct({ runId: table.runId })
    .from(table)
    .where(and(isInRange(range, table.runId), notExists(run)))
    .orderBy(asc(table.runId))
    .limit(MAX_ORPHANS)
}

export function isInRange({ after, to, before }: RunRange, id: PgColumn): SQL | undefined {
  const isAfter = after === null ? undefined : gt(id, after)
  const isUpTo = to === null ? undefined : lte(id, to)
  return and(lt(id, before), isAfter, isUpTo)
}
