import 'server-only'
import { and, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import type { StoredOverride } from '@/lib/contracts/gate-override'
import type { RolloutPlan } from '@/lib/contracts/rollouts'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { releaseRequests } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import type { AppRow } from '../apps/get-app-row'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import { raiseAlert } from '../inbox/raise-alert'
import { actorOf } from './point-environment'

type App = Pick<AppRow, 'id' | 'workspaceId'>
type RequestStatus = typeof releaseRequests.$inferSelect.status

export interface NewReleaseRequest {
  environment: string
  versionId: string
  note: string
  status: 'waiting' | 'scheduled'
  dueAt: Date | null
  timeZone: string | null
  rollout?: RolloutPlan
  override?: StoredOverride | null
  /** Requests an approval, independently of the environment's rule. */
  needsSecondPerson?: boolean
  /** The requester, if rules act on their behalf; defaults to the actor. */
  by?: { id: string | null; name: string }
}

/**
 * Stores a pending release; if it needs a second person, the inbox asks for one. @throws CONFLICT when the same one is
 * pending
 */
export async function createRequest(
  tx: Transaction,
  ctx: AuditContext,
  app: App & Pick<AppRow, 'name'>,
  request: NewReleaseRequest,
): Promise<string> {
  const { environment, versionId, note, status, dueAt, timeZone } = request
  await rejectDuplicate(tx, app, request)
  const id = newId()
  const requester = request.by ?? actorOf(ctx)
  await tx.insert(releaseRequests).values({
    id,
    appId: app.id,
    workspaceId: app.workspaceId,
    environment,
    versionId,
    note,
    status,
    dueAt,
    timeZone,
    rollout: request.rollout ?? null,
    requestedBy: requester.id,
    requestedByName: requester.name,
    override: request.override ?? null,
    needsSecondPerson: request.needsSecondPerson ?? false,
  })
  await emitAudit(tx, ctx, {
    action: status === 'waiting' ? 'release.request' : 'release.plan',
    subject: `app:${app.id}`,
    after: { orderId: id, environment, versionId, dueAt: dueAt?.toISOString() ?? null, note, by: requester.name },
  })
  if (status === 'waiting') await requestApproval(tx, app, { ...request, id, by: requester })
  return id
}

interface Question extends Pick<NewReleaseRequest, 'environment' | 'versionId' | 'note'> {
  id: string
  by: { id: string | null; name: string }
}

/** Asks everyone except the requester, in the inbox. */
export async function requestApproval(
  tx: Transaction,
  app: App & Pick<AppRow, 'name'>,
  { id, environment, versionId, note, by }: Question,
): Promise<void> {
  const version = await versionNumber(tx, versionId)
  await raiseAlert(tx, {
    workspaceId: app.workspaceId,
    kind: 'release',
    key: id,
    title: problem('alerts.releaseRequested', { app: app.name, version, environment }),
    message:
      note === ''
        ? problem('alerts.requestedBy', { name: by.name })
        : problem('alerts.requestedWithNote', { name: by.name, note }),
    link: releasesPage(app.id),
    knownTo: by.id,
  })
}

/** Rejects a duplicate: two people would be asked, and the second answer would have no effect. @throws CONFLICT */
export async function rejectDuplicate(tx: Transaction, app: App, request: SameRequest): Promise<void> {
  const status = await statusOfSame(tx, app, request)
  if (status === 'waiting') throw new AppError('CONFLICT', problem('releases.alreadyRequested'))
  if (status !== null) throw new AppError('CONFLICT', problem('releases.alreadyPlanned'))
}

export type SameRequest = Pick<NewReleaseRequest, 'environment' | 'versionId' | 'dueAt' | 'rollout'> & {
  /** The request that becomes this one, so that it does not count as its own duplicate. */
  id?: string
}

/** @returns the status of an equal pending request, or null if there is none */
export async function statusOfSame(tx: Transaction, app: App, request: SameRequest): Promise<RequestStatus | null> {
  const { environment, versionId, dueAt, rollout, id } = request
  const [same] = await tx
    .select({ status: releaseRequests.status })
    .from(releaseRequests)
    .where(
      and(
        eq(releaseRequests.appId, app.id),
        eq(releaseRequests.workspaceId, app.workspaceId),
        eq(releaseRequests.environment, environment),
        eq(releaseRequests.versionId, versionId),
        inArray(releaseRequests.status, ['waiting', 'scheduled']),
        id === undefined ? undefined : ne(releaseRequests.id, id),
        dueAt === null ? isNull(releaseRequests.dueAt) : eq(releaseRequests.dueAt, dueAt),
        rollout ? isNotNull(releaseRequests.rollout) : isNull(releaseRequests.rollout),
      ),
    )
  return same?.status ?? null
}

export async function versionNumber(tx: Transaction, versionId: string): Promise<number> {
  const [row] = await tx.select({ number: versions.number }).from(versions).where(eq(versions.id, versionId))
  return row?.number ?? 0
}

export const releasesPage = (appId: string) => `/apps/${appId}/releases`
