import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { RolloutPlan } from '@/lib/contracts/rollouts'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { rollouts } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import { lockEnvironment } from './point-environment'

export interface BeginRollout {
  environment: string
  versionId: string
  plan: RolloutPlan
  by: string
  expectedVersionId?: string
}

/** Puts another version beside the live one. @throws CONFLICT while there is one already, or nothing is live */
export async function beginRollout(
  tx: Transaction,
  ctx: AuditContext,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  { environment, versionId, plan, by, expectedVersionId }: BeginRollout,
): Promise<string> {
  const live = await lockEnvironment(tx, app, environment)
  if (live.versionId === null)
    throw new AppError('CONFLICT', 'Nothing is live in this environment. Promote the version instead.')
  if (expectedVersionId !== undefined && expectedVersionId !== live.versionId)
    throw new AppError('CONFLICT', 'Something else has gone live here meanwhile. Look at it and decide again.')
  if (live.versionId === versionId) throw new AppError('CONFLICT', 'This version is live here already. Choose another.')
  const [running] = await tx
    .select({ id: rollouts.id })
    .from(rollouts)
    .where(
      and(
        eq(rollouts.appId, app.id),
        eq(rollouts.workspaceId, app.workspaceId),
        eq(rollouts.environment, environment),
        eq(rollouts.status, 'running'),
      ),
    )
  if (running) throw new AppError('CONFLICT', 'A canary or shadow is going on here. Stop it first.')
  const id = newId()
  await tx.insert(rollouts).values({
    ...{ id, appId: app.id, workspaceId: app.workspaceId, environment, versionId, baseVersionId: live.versionId },
    ...{ ...plan, startedByName: by },
  })
  await emitAudit(tx, ctx, {
    action: 'rollout.start',
    subject: `app:${app.id}`,
    after: { rolloutId: id, environment, versionId, kind: plan.kind, percent: plan.percent },
  })
  return id
}
