import 'server-only'
import { and, eq, isNull, or, type SQL } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { notFound, requireUser, type ServiceContext } from '../context'

export type IntegrationRow = typeof integrationConnections.$inferSelect
export type IntegrationContext = Pick<ServiceContext, 'db' | 'workspace' | 'system'>

/**
 * Connections of the workspace and of this member. Only members manage their own connections, and only end users manage
 * theirs.
 */
export function isVisibleTo(ctx: Pick<ServiceContext, 'actor'>): SQL | undefined {
  const { ownerId, setupId } = integrationConnections
  return or(and(isNull(ownerId), isNull(setupId)), eq(ownerId, requireUser(ctx).userId))
}

/** @throws NOT_FOUND also for a connection of another workspace or member */
export async function getConnectionRow(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  connectionId: string,
): Promise<IntegrationRow> {
  const row = await findConnectionRow(ctx.db, ctx.workspace.id, connectionId, isVisibleTo(ctx))
  if (!row) throw notFound('missing.connection')
  return row
}

export async function findConnectionRow(
  db: Database | Transaction,
  workspaceId: string,
  connectionId: string,
  condition?: SQL,
): Promise<IntegrationRow | null> {
  const [row] = await db
    .select()
    .from(integrationConnections)
    .where(
      and(eq(integrationConnections.id, connectionId), eq(integrationConnections.workspaceId, workspaceId), condition),
    )
  return row ?? null
}
