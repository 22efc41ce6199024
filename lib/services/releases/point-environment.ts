import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { STANDARD_ENVIRONMENTS } from '@/lib/contracts/environments'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { releases } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import type { AppRow } from '../apps/get-app-row'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import type { GatePass } from '../gates/gate-pass'
import { endRollouts } from './end-rollouts'

type Kind = (typeof releases.$inferInsert)['kind']

/** A rollback and taking an environment offline need no gate: they must work at once. */
type Gated =
  | { kind: Exclude<Kind, 'rollback' | 'offline'>; versionId: string; pass: GatePass }
  | { kind: 'rollback'; versionId: string }
  | { kind: 'offline'; versionId: null }

export type PointEnvironment = Gated & {
  environment: string
  note?: string
  noteRef?: ProblemRef | null
  /** The version that must be live now; if absent, any version may be. */
  expectedVersionId?: string | null
  /** The requester, if it is not the actor. */
  by?: { id: string | null; name: string }
  approvedBy?: string | null
}

/**
 * Makes a version live in an environment and records the release. Serialized per environment: the second of two sees
 * the result of the first. @throws CONFLICT
 */
export async function pointEnvironment(
  tx: Transaction,
  ctx: AuditContext,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  change: PointEnvironment,
): Promise<void> {
  const { environment, versionId } = change
  if ('pass' in change && !change.pass.covers(change.versionId, environment))
    throw new Error('The gate passed another version.')
  const row = await lockEnvironment(tx, app, environment)
  if (change.expectedVersionId !== undefined && change.expectedVersionId !== row.versionId)
    throw new AppError('CONFLICT', problem('releases.changedMeanwhile'))
  if (row.versionId === versionId) return
  await tx.update(environments).set({ versionId, updatedAt: sql`now()` }).where(isEnvironment(app, environment))
  const actor = change.by ?? actorOf(ctx)
  await tx.insert(releases).values({
    appId: app.id,
    workspaceId: app.workspaceId,
    environment,
    versionId,
    previousVersionId: row.versionId,
    kind: change.kind,
    note: change.note ?? '',
    noteRef: change.noteRef ?? null,
    actorId: actor.id,
    actorName: actor.name,
    approvedBy: change.approvedBy ?? null,
    // The transaction may have waited for a transaction that started later.
    createdAt: sql`clock_timestamp()`,
  })
  await endRollouts(tx, app, environment, versionId)
  await emitAudit(tx, ctx, {
    action: `release.${change.kind}`,
    subject: `app:${app.id}`,
    before: { environment, versionId: row.versionId },
    after: { environment, versionId, by: actor.name, approvedBy: change.approvedBy ?? null },
  })
}

/**
 * Locks the row until the transaction ends. Creates the row of a standard environment if it is missing; a deleted
 * custom environment is not recreated. @throws NOT_FOUND
 */
export async function lockEnvironment(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  environment: string,
): Promise<typeof environments.$inferSelect> {
  if (isStandard(environment))
    await tx
      .insert(environments)
      .values({ appId: app.id, workspaceId: app.workspaceId, name: environment })
      .onConflictDoNothing()
  const [row] = await tx.select().from(environments).where(isEnvironment(app, environment)).for('update')
  if (!row) throw new AppError('NOT_FOUND', problem('environments.missing'))
  return row
}

export const actorOf = ({ actor }: Pick<AuditContext, 'actor'>): { id: string | null; name: string } =>
  actor.kind === 'user' ? { id: actor.userId, name: actor.name } : { id: null, name: 'Patchbay' }

export const isStandard = (name: string): boolean => STANDARD_ENVIRONMENTS.some((standard) => standard === name)

export const isEnvironment = (app: Pick<AppRow, 'id' | 'workspaceId'>, name: string) =>
  and(eq(environments.appId, app.id), eq(environments.workspaceId, app.workspaceId), eq(environments.name, name))
