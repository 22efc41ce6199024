import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import type { Plan } from '@/lib/graph/plan'
import { problem } from '@/lib/messages/problems/problem'
import { graphOfRun } from '@/lib/services/runs/graph-of-run'
import type { RunRow } from '@/lib/services/runs/run-row'
import { cachedPlan, partOf, planOf } from './plan-cache'

/** The plan of a run. @throws NOT_FOUND when its version was deleted, INVALID_GRAPH */
export async function planOfRun(db: Database, run: RunRow): Promise<Plan> {
  const cached = run.versionId === null ? null : cachedPlan(run.versionId)
  if (cached) return cached
  const graph = await graphOfRun(db, run)
  if (!graph) throw new AppError('NOT_FOUND', problem('runs.versionGone'))
  return partOf(planOf(graph, run.versionId), run.part)
}
