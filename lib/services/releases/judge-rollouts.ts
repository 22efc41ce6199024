import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { RolloutDecision } from '@/lib/contracts/rollouts'
import type { Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { rollouts } from '@/lib/db/schema/releases'
import { log } from '@/lib/platform/log'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import { raiseAlert } from '../inbox/raise-alert'
import type { System } from '../system'
import { forgetLiveApps } from '../versions/live-app-cache'
import { judgeRules } from './judge-rules'
import { releasesPage, versionNumber } from './place-order'
import { lockEnvironment, pointEnvironment } from './point-environment'
import { rolloutFigures } from './rollout-figures'

type RolloutRow = typeof rollouts.$inferSelect

/** Looks at the rules of all rollouts that go on, and does what they say. Every process may: each decision is made once. */
export async function judgeRollouts(system: System): Promise<void> {
  const running = await system.db
    .select()
    .from(rollouts)
    .where(and(eq(rollouts.status, 'running'), isNotNull(rollouts.rules)))
  for (const rollout of running) {
    // One whose figures cannot be read must not keep the others waiting.
    await judgeOne(system, rollout).catch((cause: unknown) =>
      log().error({ cause, rolloutId: rollout.id }, 'a rollout was not judged'),
    )
  }
}

async function judgeOne(system: System, rollout: RolloutRow): Promise<void> {
  if (!rollout.rules) return
  const { base, candidate } = await rolloutFigures(system.db, rollout)
  const decision = { ...judgeRules(rollout.rules, base, candidate), at: new Date().toISOString() }
  const isNews = decision.verdict !== 'wait' && decision.verdict !== rollout.decision?.verdict
  await system.db.transaction(async (tx) => {
    // In the order in which everybody takes these locks.
    await lockEnvironment(tx, { id: rollout.appId, workspaceId: rollout.workspaceId }, rollout.environment)
    const changed = await tx
      .update(rollouts)
      .set({ decision })
      .where(
        and(
          eq(rollouts.id, rollout.id),
          eq(rollouts.workspaceId, rollout.workspaceId),
          eq(rollouts.status, 'running'),
          // Another process may have come to the same decision a moment ago.
          sql`${rollouts.decision} is not distinct from ${rollout.decision === null ? null : JSON.stringify(rollout.decision)}::text::jsonb`,
        ),
      )
      .returning({ id: rollouts.id })
    if (changed.length > 0 && isNews) await act(tx, rollout, decision)
  })
  if (isNews) forgetLiveApps(system.db)
}

async function act(tx: Transaction, rollout: RolloutRow, decision: RolloutDecision): Promise<void> {
  const { workspaceId, appId, environment, versionId, kind } = rollout
  const ctx: AuditContext = { workspace: { id: workspaceId }, actor: { kind: 'system' }, now: () => new Date() }
  const what = whatFollows(rollout, decision)
  if (what === 'promote') {
    await tx.update(rollouts).set({ endedBecause: 'Its rules were met.' }).where(isRollout(rollout))
    const change = { environment, versionId, kind: 'rollout' as const, note: decision.reasons.join(' ') }
    await pointEnvironment(tx, ctx, { id: appId, workspaceId }, change)
  }
  if (what === 'roll-back') {
    const ended = { status: 'rolled-back' as const, endedAt: sql`now()`, endedBecause: decision.reasons.join(' ') }
    await tx.update(rollouts).set(ended).where(isRollout(rollout))
  }
  await emitAudit(tx, ctx, {
    action: `rollout.${what}`,
    subject: `app:${appId}`,
    after: { rolloutId: rollout.id, environment, versionId, verdict: decision.verdict, reasons: decision.reasons },
  })
  const [app] = await tx.select({ name: apps.name }).from(apps).where(eq(apps.id, appId))
  const about = { app: app?.name ?? '', number: await versionNumber(tx, versionId), environment }
  await raiseAlert(tx, {
    workspaceId,
    kind: 'release',
    key: `${rollout.id}:${decision.verdict}`,
    title: titleOf(what, about, { verdict: decision.verdict, kind }),
    message: decision.reasons.join(' '),
    link: releasesPage(appId),
  })
}

type Consequence = 'promote' | 'roll-back' | 'tell'

function whatFollows({ rules }: RolloutRow, { verdict }: RolloutDecision): Consequence {
  return (verdict === 'passed' ? rules?.onSuccess : rules?.onFailure) ?? 'tell'
}

/** Whole sentences, so that they can be translated. */
function titleOf(
  what: Consequence,
  { app, number, environment }: { app: string; number: number; environment: string },
  { verdict, kind }: Pick<RolloutDecision, 'verdict'> & Pick<RolloutRow, 'kind'>,
): string {
  if (what === 'promote') return `“${app}”: version ${number} met its rules and is live in ${environment}`
  if (what === 'roll-back')
    return kind === 'canary'
      ? `“${app}”: version ${number} broke its rules and was rolled back in ${environment}`
      : `“${app}”: version ${number} broke its rules and was stopped in ${environment}`
  return verdict === 'passed'
    ? `“${app}”: version ${number} meets its rules in ${environment}`
    : `“${app}”: version ${number} breaks its rules in ${environment}`
}

const isRollout = ({ id, workspaceId }: RolloutRow) => and(eq(rollouts.id, id), eq(rollouts.workspaceId, workspaceId))
