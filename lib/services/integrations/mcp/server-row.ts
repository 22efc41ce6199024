import 'server-only'
import { and, eq } from 'drizzle-orm'
import { Id } from '@/lib/core/ids'
import type { Database } from '@/lib/db/database'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { notFound, type ServiceContext } from '../../context'

export type McpServerRow = typeof mcpServers.$inferSelect

/** @throws NOT_FOUND, also for a server of another workspace */
export async function getMcpServerRow(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  serverId: string,
): Promise<McpServerRow> {
  const row = await findMcpServerRow(db, workspace.id, serverId)
  if (!row) throw notFound('missing.mcpServer')
  return row
}

export async function findMcpServerRow(
  db: Database,
  workspaceId: string,
  serverId: string,
): Promise<McpServerRow | null> {
  // The id may come from a graph, which may contain anything.
  if (!Id.safeParse(serverId).success) return null
  const [row] = await db
    .select()
    .from(mcpServers)
    .where(and(eq(mcpServers.id, serverId), eq(mcpServers.workspaceId, workspaceId)))
  return row ?? null
}
