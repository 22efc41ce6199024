import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { RolloutDecision } from '@/lib/contracts/rollouts'
import type { Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { rollouts } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef, storedProblem } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { log } from '@/lib/platform/log'
import type { AppRow } from '../apps/get-app-row'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import { GatePass } from '../gates/gate-pass'
import { GateRefusal, passGate } from '../gates/pass-gate'
import { recordRefusal } from '../gates/recording-refusals'
import { raiseAlert } from '../inbox/raise-alert'
import type { System } from '../system'
import { forgetLiveApps } from '../versions/live-app-cache'
import { createRequest, releasesPage, statusOfSame, versionNumber } from './create-request'
import { MAX_CLEAR_DAYS } from './judge-failures'
import { judgeRules } from './judge-rules'
import { lockEnvironment, pointEnvironment } from './point-environment'
import { rolloutMetrics } from './rollout-metrics'

type RolloutRow = typeof rollouts.$inferSelect

const DAY_MS = 24 * 60 * 60_000

/**
 * Evaluates the rules of all active rollouts and acts on them. Every process may run it: each decision is made once.
 */
export async function judgeRollouts(system: System): Promise<void> {
  const running = await system.db
    .select()
    .from(rollouts)
    .where(and(eq(rollouts.status, 'running'), isNotNull(rollouts.rules)))
  for (const rollout of running) {
    // A rollout whose metrics cannot be read must not block the others.
    await judgeOne(system, rollout).catch((cause: unknown) =>
      log().error({ cause, rolloutId: rollout.id }, 'failed to evaluate a rollout'),
    )
  }
}

async function judgeOne(system: System, rollout: RolloutRow): Promise<void> {
  if (!rollout.rules) return
  const { base, candidate } = await rolloutMetrics(system.db, rollout)
  const isOverdue = Date.now() - rollout.createdAt.getTime() > MAX_CLEAR_DAYS * DAY_MS
  const decision = { ...judgeRules(rollout.rules, base, candidate, isOverdue), at: new Date().toISOString() }
  const isNews = decision.verdict !== 'wait' && decision.verdict !== rollout.decision?.verdict
  await system.db.transaction(async (tx) => {
    // Locks the environment first, in the common lock order.
    const app = { id: rollout.appId, workspaceId: rollout.workspaceId }
    const { needsApproval } = await lockEnvironment(tx, app, rollout.environment)
    const changed = await tx
      .update(rollouts)
      .set({ decision })
      .where(
        and(
          eq(rollouts.id, rollout.id),
          eq(rollouts.workspaceId, rollout.workspaceId),
          eq(rollouts.status, 'running'),
          // Another process may just have made the same decision, or somebody may have changed the rules.
          isStill(rollouts.decision, rollout.decision),
          isStill(rollouts.rules, rollout.rules),
        ),
      )
      .returning({ id: rollouts.id })
    if (changed.length > 0 && isNews) await act(tx, rollout, decision, needsApproval)
  })
  if (isNews) forgetLiveApps(system.db)
}

const isStill = (column: PgColumn, evaluated: object | null) =>
  sql`${column} is not distinct from ${evaluated === null ? null : JSON.stringify(evaluated)}::text::jsonb`

async function act(
  tx: Transaction,
  rollout: RolloutRow,
  decision: RolloutDecision,
  needsApproval: boolean,
): Promise<void> {
  const { workspaceId, appId, environment, versionId, kind } = rollout
  const ctx: AuditContext = { workspace: { id: workspaceId }, actor: { kind: 'system' }, now: () => new Date() }
  const next = nextStep(rollout, decision, needsApproval)
  const gate = next === 'promote' ? await gateOnPromotion(tx, ctx, rollout) : null
  const refusal = gate instanceof GateRefusal ? gate : null
  const step = refusal ? 'tell' : next
  if (gate instanceof GatePass) {
    await tx
      .update(rollouts)
      .set(ended(problem('rollouts.rulesMet')))
      .where(isRollout(rollout))
    const note = joined(decision, decision.reasons)
    const change = { environment, versionId, kind: 'rollout' as const, note: note.message, noteRef: problemRef(note) }
    const release = { ...change, pass: gate, approvedBy: rollout.approvedBy }
    await pointEnvironment(tx, ctx, { id: appId, workspaceId }, release)
  }
  if (step === 'roll-back') {
    const change = { status: 'rolled-back' as const, endedAt: sql`now()`, ...ended(importantReasons(decision)) }
    await tx.update(rollouts).set(change).where(isRollout(rollout))
  }
  const [app] = await tx
    .select()
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
  if (step === 'ask' && app) await requestApproval(tx, ctx, app, rollout)
  await emitAudit(tx, ctx, {
    action: `rollout.${step === 'ask' ? 'tell' : step}`,
    subject: `app:${appId}`,
    after: { rolloutId: rollout.id, environment, versionId, verdict: decision.verdict, reasons: decision.reasons },
  })
  const parameters = { app: app?.name ?? '', version: await versionNumber(tx, versionId), environment }
  await raiseAlert(tx, {
    workspaceId,
    kind: 'release',
    key: `${rollout.id}:${decision.verdict}`,
    title: problem(refusal ? 'alerts.gateStops' : titleOf(step, { verdict: decision.verdict, kind }), parameters),
    message: refusal ?? importantReasons(decision),
    link: releasesPage(appId),
  })
}

/** The gate also applies to promotions by rules; its refusal is recorded, and the rollout stays as it is. */
async function gateOnPromotion(
  tx: Transaction,
  ctx: AuditContext,
  { appId, workspaceId, environment, versionId, approvedBy }: RolloutRow,
): Promise<GatePass | GateRefusal> {
  const request = { environment, versionId, action: 'rollout' as const, approvedBy }
  try {
    return await passGate(tx, ctx, { id: appId, workspaceId }, request)
  } catch (error) {
    if (!(error instanceof GateRefusal)) throw error
    await recordRefusal(tx, ctx, error)
    return error
  }
}

/** Requests an approval on behalf of the person who started the rollout, so that somebody else must approve. */
async function requestApproval(tx: Transaction, ctx: AuditContext, app: AppRow, rollout: RolloutRow): Promise<void> {
  const { environment, versionId, startedBy, startedByName } = rollout
  const starter = { id: startedBy, name: startedByName }
  const request = {
    environment,
    versionId,
    note: '',
    status: 'waiting' as const,
    dueAt: null,
    timeZone: null,
    by: starter,
  }
  // If it was requested manually meanwhile, that is enough.
  if ((await statusOfSame(tx, app, request)) === null) await createRequest(tx, ctx, app, request)
}

type Consequence = 'promote' | 'roll-back' | 'ask' | 'tell'

/** Rules never act without an approval: not even for a shadow, which starts without one. */
function nextStep(
  { rules, approvedBy }: RolloutRow,
  { verdict }: RolloutDecision,
  needsApproval: boolean,
): Consequence {
  const step = (verdict === 'passed' ? rules?.onSuccess : rules?.onFailure) ?? 'tell'
  return step === 'promote' && needsApproval && approvedBy === null ? 'ask' : step
}

/** The important reasons: only the broken rules, if any. */
const importantReasons = (decision: RolloutDecision): Problem =>
  joined(decision, decision.broken.length > 0 ? decision.broken : decision.reasons)

/** Some of the reasons as one text. */
const joined = ({ reasons, refs }: RolloutDecision, some: readonly string[]): Problem =>
  problem('rollouts.reasons', {
    reasons: some.map((reason) => storedProblem(reason, refs[reasons.indexOf(reason)] ?? null)),
  })

const ended = (reason: Problem) => ({ endedBecause: reason.message, endedBecauseRef: problemRef(reason) })

function titleOf(step: Consequence, { verdict, kind }: Pick<RolloutDecision, 'verdict'> & Pick<RolloutRow, 'kind'>) {
  if (step === 'promote') return 'alerts.rulesMetLive'
  if (step === 'roll-back') return kind === 'canary' ? 'alerts.rolledBack' : 'alerts.shadowStopped'
  return verdict === 'passed' ? 'alerts.rulesMet' : 'alerts.rulesBroken'
}

const isRollout = ({ id, workspaceId }: RolloutRow) => and(eq(rollouts.id, id), eq(rollouts.workspaceId, workspaceId))
