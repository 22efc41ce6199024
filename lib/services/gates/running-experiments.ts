import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { GateCheck } from '@/lib/contracts/gates'
import type { Database, Transaction } from '@/lib/db/database'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import type { AppAddress } from './gate-rows'

/** Evaluations of the graph that are in progress. */
export async function runningExperiments(
  db: Database | Transaction,
  app: AppAddress,
  graphHash: string,
): Promise<GateCheck['running']> {
  const found = await db
    .select({ row: experiments })
    .from(experiments)
    .innerJoin(evaluations, eq(evaluations.id, experiments.evaluationId))
    .where(
      and(
        eq(evaluations.appId, app.id),
        eq(experiments.workspaceId, app.workspaceId),
        inArray(experiments.status, ['queued', 'running']),
        isNull(experiments.part),
      ),
    )
  return found.flatMap(({ row: { id, evaluationId, done, total, variants } }) =>
    variants.some((variant) => variant.graphHash === graphHash)
      ? [{ evaluationId, experimentId: id, done, total }]
      : [],
  )
}
