import 'server-only'
import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { firstIdAt, newId } from '@/lib/core/new-id'
import { databaseNow } from '@/lib/db/database-now'
import { apps, versions } from '@/lib/db/schema/apps'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { releaseRequests } from '@/lib/db/schema/releases'
import { log } from '@/lib/platform/log'
import type { ServiceContext } from '../context'
import { compilePlan } from '../runs/compile-plan'
import type { System } from '../system'
import type { MeasuredGraph } from './find-evidence'
import { gateOf } from './gate-rows'
import { startMeasurements } from './start-measurements'

/** Time between the measurement of a scheduled release and the release. */
const LEAD_MS = 30 * 60_000

type RequestRow = typeof releaseRequests.$inferSelect

/**
 * Measures versions whose scheduled release is near, so that the gate has current evidence at that time. Each version
 * is measured once for each release. @returns the number of started evaluations
 */
export async function measureScheduled(system: System, { now: given }: { now?: Date } = {}): Promise<number> {
  const now = given ?? (await databaseNow(system.db))
  const upcoming = await system.db
    .select({ request: releaseRequests, graph: versions.graph })
    .from(releaseRequests)
    .innerJoin(versions, eq(versions.id, releaseRequests.versionId))
    .innerJoin(apps, and(eq(apps.id, releaseRequests.appId), isNull(apps.deletedAt)))
    .where(
      and(
        eq(releaseRequests.status, 'scheduled'),
        gt(releaseRequests.dueAt, now),
        lte(releaseRequests.dueAt, new Date(now.getTime() + LEAD_MS)),
      ),
    )
    .orderBy(asc(releaseRequests.dueAt))
  let started = 0
  for (const { request, graph } of upcoming) {
    try {
      started += await measure(system, request, { graph, graphHash: compilePlan(graph).hash }, now)
    } catch (cause) {
      // The gate reports at the time of the release that evidence is missing.
      if (!AppError.isInstance(cause)) throw cause
      log().warn({ cause, requestId: request.id }, 'scheduled release was not measured')
    }
  }
  return started
}

async function measure(system: System, request: RequestRow, candidate: MeasuredGraph, now: Date): Promise<number> {
  const { workspaceId, appId, environment, versionId } = request
  const app = { id: appId, workspaceId }
  const gate = await gateOf(system.db, app, environment)
  if (!gate || (await wasMeasured(system, request, candidate))) return 0
  const ctx: ServiceContext = {
    db: system.db,
    system,
    requestId: newId(),
    actor: { kind: 'system' },
    now: () => now,
    workspace: { id: workspaceId, name: '' },
  }
  return (await startMeasurements(ctx, app, { gate, candidate, versionId })).length
}

/** Whether the version was measured within the lead time of this release. */
async function wasMeasured(
  { db }: System,
  { workspaceId, appId, dueAt }: RequestRow,
  { graphHash }: MeasuredGraph,
): Promise<boolean> {
  const since = firstIdAt((dueAt ?? new Date()).getTime() - LEAD_MS)
  const found = await db
    .select({ variants: experiments.variants })
    .from(experiments)
    .innerJoin(evaluations, eq(evaluations.id, experiments.evaluationId))
    .where(
      and(
        eq(evaluations.appId, appId),
        eq(experiments.workspaceId, workspaceId),
        gt(experiments.id, since),
        isNull(experiments.part),
      ),
    )
  return found.some(({ variants }) => variants.some((variant) => variant.graphHash === graphHash))
}
