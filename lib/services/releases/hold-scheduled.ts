import 'server-only'
import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { releaseOrders } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'
import { askSecondPerson } from './place-order'

/** Locks the planned, unapproved releases of an environment. */
export async function lockScheduled(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId'>,
  environment: string,
): Promise<void> {
  await tx.select({ id: releaseOrders.id }).from(releaseOrders).where(isUnapproved(app, environment)).for('update')
}

/** Releases scheduled before the environment needed an approval wait for one, like later ones. */
export async function holdScheduled(
  tx: Transaction,
  app: Pick<AppRow, 'id' | 'workspaceId' | 'name'>,
  environment: string,
): Promise<void> {
  const held = await tx
    .update(releaseOrders)
    .set({ status: 'waiting' })
    .where(isUnapproved(app, environment))
    .returning()
  for (const order of held)
    await askSecondPerson(tx, app, { ...order, by: { id: order.requestedBy, name: order.requestedByName } })
}

function isUnapproved(app: Pick<AppRow, 'id' | 'workspaceId'>, environment: string): SQL | undefined {
  return and(
    eq(releaseOrders.appId, app.id),
    eq(releaseOrders.workspaceId, app.workspaceId),
    eq(releaseOrders.environment, environment),
    eq(releaseOrders.status, 'scheduled'),
    isNull(releaseOrders.decidedBy),
  )
}
