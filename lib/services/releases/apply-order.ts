import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { releaseOrders } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'
import type { AuditContext } from '../audit/emit-audit'
import { beginRollout } from './begin-rollout'
import { pointEnvironment } from './point-environment'

/** Executes a release request on behalf of the requester. @throws CONFLICT, NOT_FOUND */
export async function applyOrder(
  tx: Transaction,
  ctx: AuditContext,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  order: typeof releaseOrders.$inferSelect,
): Promise<void> {
  const { environment, versionId, note } = order
  const by = { id: order.requestedBy, name: order.requestedByName }
  if (order.rollout) {
    await beginRollout(tx, ctx, app, { environment, versionId, plan: order.rollout, by, approvedBy: order.decidedBy })
    return
  }
  const kind = order.dueAt === null ? 'promote' : 'schedule'
  await pointEnvironment(tx, ctx, app, { environment, versionId, note, kind, by, approvedBy: order.decidedBy })
}
