import 'server-only'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { versionGraph } from '@/lib/services/versions/version-graph'
import { activeRuns } from '../log/active-runs'
import { planOf } from '../plan/plan-cache'
import type { PublicRunRef } from './run-types'

/** Matches runs visible through the public APIs: draft runs belong to the studio, and shadow runs have no caller. */
export const isPublic = () => and(isNotNull(runs.versionId), isNull(runs.shadowOf))

/** Like `isPublic`, limited to the requested environment of the app. */
export const isPublicIn = ({ environment = 'production' }: PublishedApp) =>
  and(isPublic(), eq(sql`coalesce(${runs.environment}, 'production')`, environment))

/** A run visible to its app in the requested environment. @returns null if there is none */
export async function publicRunRow(db: Database, { app, runId }: PublicRunRef): Promise<RunRow | null> {
  // Runs driven by this process are in memory; the row may not be stored yet.
  const active = activeRuns().get(runId)?.run
  if (active) return isRunOf(app, active) ? active : null
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.appId, app.appId), eq(runs.workspaceId, app.workspaceId), isPublic()))
  return row && isRunOf(app, row) ? row : null
}

/** The plan of the run. @throws NOT_FOUND when its version was deleted */
export async function planOfPublicRun(db: Database, app: PublishedApp, { versionId }: RunRow): Promise<Plan> {
  const graph = await versionGraph(db, { ...app, versionId: versionId ?? app.versionId })
  if (!graph) throw new AppError('NOT_FOUND', problem('runs.missing'))
  return planOf(graph, versionId)
}

/** Whether the run is visible to callers of the app: draft and shadow runs belong to the studio. */
export const isRunOf = ({ appId, workspaceId, environment = 'production' }: PublishedApp, run: RunRow): boolean =>
  run.appId === appId &&
  run.workspaceId === workspaceId &&
  run.versionId !== null &&
  run.shadowOf === null &&
  (run.environment ?? 'production') === environment
