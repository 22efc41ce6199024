import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type {
  listRollouts as listContract,
  startRollout as startContract,
  stopRollout as stopContract,
  updateRollout as updateContract,
} from '@/lib/contracts/rollouts'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import type { Transaction } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { rollouts } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { overrideOf } from '../gates/override-of'
import { passGate, requestGate } from '../gates/pass-gate'
import { recordingRefusals } from '../gates/recording-refusals'
import { forgetLiveApps } from '../versions/live-app-cache'
import { createRequest } from './create-request'
import { createRollout, requireRolloutPossible } from './create-rollout'
import { requireEnvironment } from './environments'
import { actorOf, isEnvironment } from './point-environment'
import { allRollouts } from './read-rollouts'
import { requireVersion } from './release-version'
import { rolloutStarters } from './rollout-starters'

export const startRollout: Verb<typeof startContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { environment, versionId, expectedVersionId, note, override: wanted, ...plan } = body
  const override = overrideOf(ctx, wanted)
  await requireEnvironment(ctx.db, app, environment)
  await requireVersion(ctx, app, versionId)
  const result = await recordingRefusals(ctx, async (tx) => {
    const { needsApproval } = await requireRolloutPossible(tx, app, { environment, versionId, expectedVersionId })
    // A shadow's answers are never sent to callers.
    const isCanary = plan.kind === 'canary'
    const releaseRequest = { environment, versionId, action: 'canary', override, canRequest: true } as const
    const pass = isCanary ? await requestGate(tx, ctx, app, releaseRequest) : null
    if (isCanary && (needsApproval || pass === 'second-person')) {
      const request = { environment, versionId, note, status: 'waiting' as const, dueAt: null, timeZone: null }
      const options = { rollout: plan, override, needsSecondPerson: pass === 'second-person' }
      const orderId = await createRequest(tx, ctx, app, { ...request, ...options })
      return { status: 'waiting' as const, rolloutId: null, orderId }
    }
    const actor = actorOf(ctx)
    const allowed = pass === 'second-person' ? null : pass
    const target = { environment, versionId, expectedVersionId }
    const rolloutId = await createRollout(tx, ctx, app, { ...target, plan, by: actor, pass: allowed })
    return { status: 'live' as const, rolloutId, orderId: null }
  })
  forgetLiveApps(ctx.db)
  return result
}

export const listRollouts: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  return { rollouts: await allRollouts(ctx.db, app) }
}

export const updateRollout: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  await change(ctx, params, async (tx, before) => {
    const changed = definedOnly(body)
    await requireSecondPerson(tx, ctx, before, changed)
    await requireGate(tx, ctx, before, changed)
    // The result of the previous rules no longer applies.
    const undecided = changed.rules === undefined ? {} : { decision: null }
    await tx
      .update(rollouts)
      .set({ ...changed, ...undecided })
      .where(isRollout(before))
    await emitAudit(tx, ctx, {
      action: 'rollout.update',
      subject: `app:${before.appId}`,
      before: { rolloutId: before.id, percent: before.percent, rules: before.rules },
      after: { rolloutId: before.id, percent: before.percent, rules: before.rules, ...changed },
    })
  })
  return { ok: true }
}

export const stopRollout: Verb<typeof stopContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await change(ctx, params, async (tx, before) => {
    const reason = problem('rollouts.stoppedBy', { name: actorOf(ctx).name })
    const ended = { endedBecause: reason.message, endedBecauseRef: problemRef(reason) }
    await tx
      .update(rollouts)
      .set({ status: 'stopped', endedAt: sql`now()`, ...ended })
      .where(isRollout(before))
    await emitAudit(tx, ctx, {
      action: 'rollout.stop',
      subject: `app:${before.appId}`,
      before: { rolloutId: before.id, environment: before.environment, percent: before.percent },
    })
  })
  return { ok: true }
}

type RolloutRow = typeof rollouts.$inferSelect

/** Extending an approved rollout needs a second person again. @throws FORBIDDEN */
async function requireSecondPerson(
  tx: Transaction,
  { actor }: Pick<ServiceContext, 'actor'>,
  rollout: RolloutRow,
  { percent = 0, rules = null }: Partial<Pick<RolloutRow, 'percent' | 'rules'>>,
): Promise<void> {
  const { environment, kind } = rollout
  if (kind === 'shadow' || (percent <= rollout.percent && rules?.onSuccess !== 'promote')) return
  const [found] = await tx
    .select({ needsApproval: environments.needsApproval })
    .from(environments)
    .where(isEnvironment({ id: rollout.appId, workspaceId: rollout.workspaceId }, environment))
  if (!found?.needsApproval) return
  const starters = await rolloutStarters(tx, rollout)
  if (starters.length > 0 && actor.kind === 'user' && !starters.includes(actor.userId)) return
  throw new AppError('FORBIDDEN', problem('releases.secondPersonRequired'))
}

/** A canary that started before the gate must pass it before it gets more traffic. @throws CONFLICT */
async function requireGate(
  tx: Transaction,
  ctx: ServiceContext,
  { appId, workspaceId, environment, versionId, kind, percent, approvedBy }: RolloutRow,
  changed: Partial<Pick<RolloutRow, 'percent'>>,
): Promise<void> {
  if (kind === 'shadow' || (changed.percent ?? 0) <= percent) return
  await passGate(tx, ctx, { id: appId, workspaceId }, { environment, versionId, action: 'canary', approvedBy })
}

/** Locks an active rollout while it is changed. @throws NOT_FOUND, CONFLICT when it has ended */
async function change(
  ctx: ServiceContext,
  { appId, rolloutId }: { appId: string; rolloutId: string },
  work: (tx: Transaction, before: RolloutRow) => Promise<void>,
): Promise<void> {
  const app: AppRow = await getAppRow(ctx.db, ctx.workspace.id, appId)
  await recordingRefusals(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(rollouts)
      .where(and(eq(rollouts.id, rolloutId), eq(rollouts.appId, app.id), eq(rollouts.workspaceId, ctx.workspace.id)))
      .for('update')
    if (!row) throw notFound('missing.rollout')
    if (row.status !== 'running') throw new AppError('CONFLICT', problem('releases.over'))
    await work(tx, row)
  })
  forgetLiveApps(ctx.db)
}

const isRollout = ({ id, workspaceId }: RolloutRow) => and(eq(rollouts.id, id), eq(rollouts.workspaceId, workspaceId))
