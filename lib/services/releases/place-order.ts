import 'server-only'
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { RolloutPlan } from '@/lib/contracts/rollouts'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { releaseOrders } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'
import { type AuditContext, emitAudit } from '../audit/emit-audit'
import { raiseAlert } from '../inbox/raise-alert'
import { actorOf } from './point-environment'

export interface NewOrder {
  environment: string
  versionId: string
  note: string
  status: 'waiting' | 'scheduled'
  dueAt: Date | null
  timeZone: string | null
  rollout?: RolloutPlan
}

/** Stores a release that waits; the inbox asks for a second person where one is needed. @throws CONFLICT when the same one waits */
export async function placeOrder(
  tx: Transaction,
  ctx: AuditContext,
  app: Pick<AppRow, 'id' | 'workspaceId' | 'name'>,
  order: NewOrder,
): Promise<string> {
  const { environment, versionId, note, status, dueAt, timeZone } = order
  await refuseSecond(tx, app, order)
  const id = newId()
  const by = actorOf(ctx)
  await tx.insert(releaseOrders).values({
    ...{ id, appId: app.id, workspaceId: app.workspaceId, environment, versionId, note, status, dueAt, timeZone },
    ...{ rollout: order.rollout ?? null, requestedBy: by.id, requestedByName: by.name },
  })
  await emitAudit(tx, ctx, {
    action: status === 'waiting' ? 'release.request' : 'release.plan',
    subject: `app:${app.id}`,
    after: { environment, versionId, dueAt: dueAt?.toISOString() ?? null, note },
  })
  if (status === 'waiting') {
    const number = await versionNumber(tx, versionId)
    await raiseAlert(tx, {
      workspaceId: app.workspaceId,
      kind: 'release',
      key: id,
      title: `“${app.name}”: version ${number} asks to go to ${environment}`,
      message:
        note === ''
          ? `${by.name} asks for it. Somebody else must agree.`
          : `${by.name} asks for it: “${note}” Somebody else must agree.`,
      link: releasesPage(app.id),
      knownTo: by.id,
    })
  }
  return id
}

/** Asked for twice it would ask two people, and the second answer would be about nothing. */
async function refuseSecond(tx: Transaction, app: Pick<AppRow, 'id' | 'workspaceId'>, order: NewOrder): Promise<void> {
  const { environment, versionId, dueAt, rollout } = order
  const [same] = await tx
    .select({ status: releaseOrders.status })
    .from(releaseOrders)
    .where(
      and(
        eq(releaseOrders.appId, app.id),
        eq(releaseOrders.workspaceId, app.workspaceId),
        eq(releaseOrders.environment, environment),
        eq(releaseOrders.versionId, versionId),
        inArray(releaseOrders.status, ['waiting', 'scheduled']),
        dueAt === null ? isNull(releaseOrders.dueAt) : eq(releaseOrders.dueAt, dueAt),
        rollout ? isNotNull(releaseOrders.rollout) : isNull(releaseOrders.rollout),
      ),
    )
  if (same?.status === 'waiting')
    throw new AppError('CONFLICT', 'This is asked for already: somebody else must agree, or it is called off.')
  if (same) throw new AppError('CONFLICT', 'This is planned for that time already.')
}

export async function versionNumber(tx: Transaction, versionId: string): Promise<number> {
  const [row] = await tx.select({ number: versions.number }).from(versions).where(eq(versions.id, versionId))
  return row?.number ?? 0
}

export const releasesPage = (appId: string) => `/apps/${appId}/releases`
