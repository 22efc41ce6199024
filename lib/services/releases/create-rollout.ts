import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { RolloutPlan } from '@/lib/contracts/rollouts'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { rollouts } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import type { AppRow } from '../apps/get-app-row'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import type { GatePass } from '../gates/gate-pass'
import { lockEnvironment } from './point-environment'
import { requireSameInputs } from './require-same-inputs'

type App = Pick<AppRow, 'id' | 'workspaceId'>

export interface VersionToRelease {
  environment: string
  versionId: string
  /** The version that the person saw as live; if absent, any version may be live. */
  expectedVersionId?: string
}

export interface NewRollout extends VersionToRelease {
  plan: RolloutPlan
  by: { id: string | null; name: string }
  approvedBy?: string | null
  /** Null for a shadow, whose answers are never sent to callers. */
  pass: GatePass | null
}

/** Starts a rollout of another version beside the live one. @throws CONFLICT if that is not possible */
export async function createRollout(
  tx: Transaction,
  ctx: AuditContext,
  app: App,
  { plan, by, approvedBy = null, pass, ...target }: NewRollout,
): Promise<string> {
  const { environment, versionId } = target
  if (plan.kind === 'canary' && !pass?.covers(versionId, environment))
    throw new Error('The gate passed another version.')
  const { live } = await requireRolloutPossible(tx, app, target)
  const id = newId()
  await tx.insert(rollouts).values({
    id,
    appId: app.id,
    workspaceId: app.workspaceId,
    environment,
    versionId,
    baseVersionId: live,
    ...plan,
    startedBy: by.id,
    startedByName: by.name,
    approvedBy,
  })
  await emitAudit(tx, ctx, {
    action: 'rollout.start',
    subject: `app:${app.id}`,
    after: { rolloutId: id, environment, versionId, kind: plan.kind, percent: plan.percent, by: by.name, approvedBy },
  })
  return id
}

/**
 * Checks that the version may run beside the live one. Called for the request and again at the start, because an
 * approval in between may take days. @throws CONFLICT
 */
export async function requireRolloutPossible(
  tx: Transaction,
  app: App,
  { environment, versionId, expectedVersionId }: VersionToRelease,
): Promise<{ live: string; needsApproval: boolean }> {
  const { versionId: live, needsApproval } = await lockEnvironment(tx, app, environment)
  if (live === null) throw new AppError('CONFLICT', problem('releases.nothingLive'))
  if (expectedVersionId !== undefined && expectedVersionId !== live)
    throw new AppError('CONFLICT', problem('releases.changedMeanwhile'))
  if (live === versionId) throw new AppError('CONFLICT', problem('releases.alreadyLive'))
  if (await hasRollout(tx, app, environment)) throw new AppError('CONFLICT', problem('releases.rolloutInProgress'))
  await requireSameInputs(tx, app, [live, versionId])
  return { live, needsApproval }
}

async function hasRollout(tx: Transaction, app: App, environment: string): Promise<boolean> {
  const running = await tx
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
  return running.length > 0
}
