import 'server-only'
import type { Transaction } from '@/lib/db/database'
import type { releaseRequests } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'
import type { AuditContext } from '../audit/emit-audit'
import { passGate } from '../gates/pass-gate'
import { createRollout } from './create-rollout'
import { lockEnvironment, pointEnvironment } from './point-environment'

/** Executes a release request on behalf of the requester. @throws CONFLICT, NOT_FOUND */
export async function executeRequest(
  tx: Transaction,
  ctx: AuditContext,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  request: typeof releaseRequests.$inferSelect,
): Promise<void> {
  const { environment, versionId, note } = request
  const { decidedBy: approvedBy, override } = request
  const isLater = request.dueAt !== null
  const releaseAction = isLater ? 'schedule' : 'promote'
  const action = request.rollout ? 'canary' : releaseAction
  await lockEnvironment(tx, app, environment)
  const pass = await passGate(tx, ctx, app, { environment, versionId, action, override, approvedBy })
  const requester = { id: request.requestedBy, name: request.requestedByName }
  if (request.rollout) {
    await createRollout(tx, ctx, app, {
      environment,
      versionId,
      plan: request.rollout,
      by: requester,
      approvedBy,
      pass,
    })
    return
  }
  const kind = isLater ? 'schedule' : 'promote'
  await pointEnvironment(tx, ctx, app, { environment, versionId, note, kind, by: requester, approvedBy, pass })
}
