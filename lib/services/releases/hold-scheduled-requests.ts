import 'server-only'
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { releaseRequests } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'
import { requestApproval } from './create-request'

/** Locks the planned, unapproved releases of an environment. */
export async function lockScheduledRequests(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  environment: string,
): Promise<void> {
  await tx.select({ id: releaseRequests.id }).from(releaseRequests).where(isUnapproved(app, environment)).for('update')
}

/** Releases scheduled before the environment needed an approval wait for one, like later ones. */
export async function holdScheduledRequests(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId' | 'name'>,
  environment: string,
): Promise<void> {
  const paused = await tx
    .update(releaseRequests)
    .set({ status: 'waiting' })
    .where(isUnapproved(app, environment))
    .returning()
  for (const request of paused)
    await requestApproval(tx, app, { ...request, by: { id: request.requestedBy, name: request.requestedByName } })
}

function isUnapproved(app: Pick<AppRow, 'id' | 'workspaceId'>, environment: string): SQL | undefined {
  return and(
    eq(releaseRequests.appId, app.id),
    eq(releaseRequests.workspaceId, app.workspaceId),
    eq(releaseRequests.environment, environment),
    eq(releaseRequests.status, 'scheduled'),
    isNull(releaseRequests.decidedBy),
  )
}
