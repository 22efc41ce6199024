import 'server-only'
import { and, desc, eq, type SQL } from 'drizzle-orm'
import { CheckSummary, type CheckView } from '@/lib/contracts/model-checks'
import { datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { modelChecks } from '@/lib/db/schema/governance'
import type { ServiceContext } from '../context'

const SHOWN = 20

/** Finds the newest checks first. */
export async function findChecks(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  which: SQL | undefined,
): Promise<CheckView[]> {
  const found = await db
    .select({ check: modelChecks, name: datasets.name, number: datasetVersions.number })
    .from(modelChecks)
    .leftJoin(datasetVersions, eq(datasetVersions.id, modelChecks.datasetVersionId))
    .leftJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(and(eq(modelChecks.workspaceId, workspace.id), which))
    .orderBy(desc(modelChecks.id))
    .limit(SHOWN)
  return found.map(({ check, name, number }) => ({
    id: check.id,
    connection: check.connectionId,
    model: check.model,
    kind: check.kind,
    status: check.status,
    done: check.done,
    total: check.total,
    score: check.score,
    error: check.error,
    errorRef: check.errorRef,
    // The result is empty while the check is in progress.
    summary: CheckSummary.safeParse(check.result).data ?? null,
    dataset: name === null || number === null ? null : { name, number },
    createdAt: check.createdAt.toISOString(),
    endedAt: check.endedAt?.toISOString() ?? null,
  }))
}

export const ofModel = ({ connection, model }: { connection: string; model: string }): SQL | undefined =>
  and(eq(modelChecks.connectionId, connection), eq(modelChecks.model, model))
