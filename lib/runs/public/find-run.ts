import 'server-only'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import type { Plan } from '@/lib/graph/plan'
import { activeRuns } from '../drive/active-runs'
import type { RunRow } from '../drive/insert-run'
import { planOf } from '../plan/plan-cache'
import { versionGraph } from '../plan/version-graph'
import { isRunOf } from './is-run-of-app'
import type { PublicRunRef } from './run-types'
import type { PublishedApp } from './types'

/** Runs of versions: those of the draft are the studio's own, and those that only mirror others are nobody's. */
export const isPublic = () => and(isNotNull(runs.versionId), isNull(runs.shadowOf))

/** The same, of the environment in which the app is asked for. */
export const isPublicIn = ({ environment = 'production' }: PublishedApp) =>
  and(isPublic(), eq(sql`coalesce(${runs.environment}, 'production')`, environment))

/** A run as its app sees it, in the environment in which it is asked for. null: there is none. */
export async function publicRunRow(db: Database, { app, runId }: PublicRunRef): Promise<RunRow | null> {
  // What this process drives it knows; its row may not be stored yet.
  const active = activeRuns().get(runId)?.run
  if (active) return isRunOf(app, active) ? active : null
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.appId, app.appId), eq(runs.workspaceId, app.workspaceId), isPublic()))
  return row && isRunOf(app, row) ? row : null
}

/** What the run executes. @throws NOT_FOUND when its version is gone */
export async function planOfPublicRun(db: Database, app: PublishedApp, { versionId }: RunRow): Promise<Plan> {
  const graph = await versionGraph(db, { ...app, versionId: versionId ?? app.versionId })
  if (!graph) throw new AppError('NOT_FOUND', 'There is no such run.')
  return planOf(graph, versionId)
}
