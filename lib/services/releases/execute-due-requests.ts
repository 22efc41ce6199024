import 'server-only'
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { databaseNow } from '@/lib/db/database-now'
import { isTransientFailure } from '@/lib/db/errors/is-transient'
import { apps } from '@/lib/db/schema/apps'
import { releaseRequests } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { log } from '@/lib/platform/log'
import type { AuditContext } from '../audit/emit-audit'
import { GateRefusal } from '../gates/pass-gate'
import { recordRefusal } from '../gates/recording-refusals'
import { raiseAlert } from '../inbox/raise-alert'
import type { System } from '../system'
import { forgetLiveApps } from '../versions/live-app-cache'
import { releasesPage, versionNumber } from './create-request'
import { executeRequest } from './execute-request'
import { requireVersion } from './release-version'

type ReleaseRequestRow = typeof releaseRequests.$inferSelect

/**
 * Executes the releases that are due. Each is one transaction that locks its row, so that only one process does it, and
 * a restart misses none. `now` defaults to the database's clock. @returns the number of due releases
 */
export async function executeDueRequests(system: System, { now }: { now?: Date } = {}): Promise<number> {
  // Runs every second, so the check is one statement over an index of waiting rows.
  const due = await system.db.select({ id: releaseRequests.id }).from(releaseRequests).where(isDue(now)).limit(1)
  if (due.length === 0) return 0
  let fired = 0
  try {
    while (await fireOne(system, now)) fired += 1
  } finally {
    // Earlier releases are live even if the next one fails.
    forgetLiveApps(system.db)
  }
  return fired
}

const isDue = (now: Date | undefined) =>
  and(eq(releaseRequests.status, 'scheduled'), lte(releaseRequests.dueAt, now ?? sql`now()`))

async function fireOne(system: System, fixedNow: Date | undefined): Promise<boolean> {
  return system.db.transaction(async (tx) => {
    const now = fixedNow ?? (await databaseNow(tx))
    const [request] = await tx
      .select()
      .from(releaseRequests)
      .where(isDue(now))
      .orderBy(asc(releaseRequests.dueAt))
      .limit(1)
      .for('update', { skipLocked: true })
    if (!request) return false
    const ctx: AuditContext = { workspace: { id: request.workspaceId }, actor: { kind: 'system' }, now: () => now }
    const error = await attempt(tx, ctx, request)
    await tx
      .update(releaseRequests)
      .set({ status: error === null ? 'done' : 'failed', error: error?.message ?? null })
      .where(and(eq(releaseRequests.id, request.id), eq(releaseRequests.workspaceId, request.workspaceId)))
    await notify(tx, request, { error, now })
    return true
  })
}

/** @returns why it failed, for a person */
async function attempt(tx: Transaction, ctx: AuditContext, request: ReleaseRequestRow): Promise<Problem | null> {
  try {
    // A failure inside must not roll back the update of the request itself.
    await tx.transaction(async (inner) => {
      const app = await appOf(inner, request)
      if (!app || app.deletedAt) throw new AppError('NOT_FOUND', problem('releases.appInBin'))
      await requireVersion({ db: inner, workspace: ctx.workspace }, app, request.versionId)
      await executeRequest(inner, ctx, app, request)
    })
    return null
  } catch (cause) {
    if (cause instanceof GateRefusal) await recordRefusal(tx, ctx, cause)
    if (AppError.isInstance(cause)) return cause
    // The entry then stays due.
    if (isTransientFailure(cause)) throw cause
    log().error({ cause, orderId: request.id }, 'scheduled release failed')
    return problem('releases.failedUnexpectedly')
  }
}

async function notify(
  tx: Transaction,
  request: ReleaseRequestRow,
  { error, now }: { error: Problem | null; now: Date },
): Promise<void> {
  const app = await appOf(tx, request)
  const version = await versionNumber(tx, request.versionId)
  const { environment } = request
  await raiseAlert(tx, {
    workspaceId: request.workspaceId,
    kind: 'release',
    key: `${request.id}:fired`,
    title: problem(error === null ? 'alerts.released' : 'alerts.notReleased', {
      app: app?.name ?? '',
      version,
      environment,
    }),
    message: error === null ? onTime(request, now) : problem('alerts.previousStays', { error }),
    link: releasesPage(request.appId),
  })
}

function onTime({ dueAt, requestedByName }: ReleaseRequestRow, now: Date): Problem {
  const minutes = Math.floor((now.getTime() - (dueAt ?? now).getTime()) / 60_000)
  return minutes < 1
    ? problem('alerts.asPlanned', { name: requestedByName })
    : problem('alerts.plannedLate', { name: requestedByName, minutes })
}

async function appOf(tx: Transaction, { appId, workspaceId }: ReleaseRequestRow) {
  const [app] = await tx
    .select()
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
  return app ?? null
}
