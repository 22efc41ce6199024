import 'server-only'
import { and, asc, eq, gte, inArray, lt, notInArray, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { RunsFilter } from '@/lib/contracts/dataset-sources'
import { firstIdAt } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { runFeedback } from '@/lib/db/schema/datasets'
import { runs } from '@/lib/db/schema/runs'

export interface SelectRuns {
  workspaceId: string
  filter: RunsFilter
}

export interface FoundRun {
  id: string
  inputs: unknown
  history: { role: 'user' | 'assistant'; content: string }[]
  outputs: unknown
  /** The correction in the newest feedback that has one. */
  correction: string | null
  /** The correction comes from outside the workspace. */
  isStrangers: boolean
  isRatedDown: boolean
}

/** Runs with an answer, oldest first. */
export async function selectRuns(
  db: Database,
  { workspaceId, filter }: SelectRuns,
  { offset, limit }: { offset: number; limit: number },
): Promise<FoundRun[]> {
  const isOfRun = sql`${runFeedback.runId} = ${runs.id} and ${runFeedback.workspaceId} = ${runs.workspaceId}`
  const newest = <T>(column: PgColumn) =>
    sql<T>`(select ${column} from ${runFeedback} where ${isOfRun} and ${runFeedback.correction} is not null order by ${runFeedback.updatedAt} desc limit 1)`
  return db
    .select({
      id: runs.id,
      inputs: runs.inputs,
      history: runs.history,
      outputs: runs.outputs,
      correction: newest<string | null>(runFeedback.correction),
      isStrangers: sql<boolean>`coalesce(${newest(runFeedback.author)} not like 'user:%', false)`,
      isRatedDown: sql<boolean>`exists (select 1 from ${runFeedback} where ${isOfRun} and ${runFeedback.rating} = 'down')`,
    })
    .from(runs)
    .where(whereOf(workspaceId, filter))
    .orderBy(asc(runs.id))
    .offset(offset)
    .limit(limit)
}

export async function countRuns(db: Database, { workspaceId, filter }: SelectRuns): Promise<number> {
  return db.$count(runs, whereOf(workspaceId, filter))
}

function whereOf(workspaceId: string, { appId, rating, origins, from, until }: RunsFilter) {
  return and(
    eq(runs.workspaceId, workspaceId),
    eq(runs.appId, appId),
    eq(runs.status, 'succeeded'),
    // A shadow run repeats the question of its original with a version on trial: included, each question would appear
    // twice.
    origins.length === 0 ? notInArray(runs.origin, ['shadow', 'evaluation']) : inArray(runs.origin, origins),
    from === null ? undefined : gte(runs.id, firstIdAt(Date.parse(from))),
    until === null ? undefined : lt(runs.id, firstIdAt(Date.parse(until))),
    ratedAs(rating),
  )
}

function ratedAs(rating: RunsFilter['rating']) {
  const feedback = (condition: ReturnType<typeof sql>) =>
    sql`exists (select 1 from run_feedback f where f.run_id = ${runs.id} and f.workspace_id = ${runs.workspaceId}${condition})`
  switch (rating) {
    case 'any':
      return undefined
    case 'none':
      return sql`not ${feedback(sql``)}`
    case 'corrected':
      return feedback(sql` and f.correction is not null`)
    case 'up':
    case 'down':
      return feedback(sql` and f.rating = ${rating}`)
    default: {
      const unhandled: never = rating
      return unhandled
    }
  }
}
