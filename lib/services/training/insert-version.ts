import 'server-only'
import { desc, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { modelVersions, registeredModels } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import type { TrainingJobRow } from './job-progress'

type NewVersion = Pick<
  typeof modelVersions.$inferInsert,
  'artifact' | 'artifactInfo' | 'connectionId' | 'remoteModel' | 'metrics' | 'note'
>

/**
 * Inserts the next version of the job's model. The first version goes into production unless `fit` is false. All other
 * versions are candidates until somebody promotes them.
 */
export async function insertVersion(
  tx: Transaction,
  job: TrainingJobRow,
  { fit = true, ...version }: NewVersion & { fit?: boolean },
): Promise<{ number: number; isLive: boolean }> {
  const [model] = await tx
    .select({ id: registeredModels.id })
    .from(registeredModels)
    .where(eq(registeredModels.id, job.modelId))
    .for('update')
  if (!model) throw new AppError('NOT_FOUND', problem('training.modelDeleted'))
  const [last] = await tx
    .select({ number: modelVersions.number })
    .from(modelVersions)
    .where(eq(modelVersions.modelId, job.modelId))
    .orderBy(desc(modelVersions.number))
    .limit(1)
  const number = (last?.number ?? 0) + 1
  const isLive = number === 1 && fit
  await tx.insert(modelVersions).values({
    ...version,
    workspaceId: job.workspaceId,
    modelId: job.modelId,
    number,
    trainingJobId: job.id,
    datasetVersionId: job.datasetVersionId,
    stage: isLive ? 'production' : 'candidate',
    createdBy: job.createdBy,
    stagedAt: new Date(),
  })
  await tx.update(registeredModels).set({ updatedAt: new Date() }).where(eq(registeredModels.id, job.modelId))
  const ctx = { workspace: { id: job.workspaceId }, actor: { kind: 'system' as const }, now: () => new Date() }
  await emitAudit(tx, ctx, {
    action: isLive ? 'model.promote' : 'model.version',
    subject: `model:${job.modelId}`,
    ...(isLive ? { before: { number: null } } : {}),
    after: { number, job: job.id },
  })
  return { number, isLive }
}
