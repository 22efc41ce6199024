import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type {
  createMcpServer as createContract,
  deleteMcpServer as deleteContract,
  getMcpServer as getContract,
  listMcpServers as listContract,
  updateMcpServer as updateContract,
} from '@/lib/contracts/integrations/mcp-servers'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { internalError } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { problem } from '@/lib/messages/problems/problem'
import { listLangChainPlugins } from '@/lib/models/mcp/langchain/plugin-file'
import { env } from '@/lib/platform/env'
import { appsThatName } from '../../apps/apps-that-name'
import { emitAudit } from '../../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../../context'
import { getConnectionRow } from '../connection-row'
import { connectionOfSecret } from './connection-of-secret'
import { refreshedRow } from './refresh-server'
import { getMcpServerRow, type McpServerRow } from './server-row'
import { mcpServerDetail, mcpServerView } from './server-view'

export const listMcpServers: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  const rows = await ctx.db
    .select()
    .from(mcpServers)
    .where(eq(mcpServers.workspaceId, ctx.workspace.id))
    .orderBy(asc(mcpServers.createdAt))
  return {
    servers: rows.map(mcpServerView),
    stdio: [...env().mcpStdio.keys(), ...listLangChainPlugins()],
    hasRegistry: env().mcpRegistry !== null,
  }
}

export const getMcpServer: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  return mcpServerDetail(await getMcpServerRow(ctx, params.mcpServerId))
}

export const createMcpServer: Verb<typeof createContract> = async ({ ctx, body, signal }) => {
  requireRole(ctx, 'editor')
  const { name, url = null, stdio = null, secret } = body
  if (stdio !== null && !env().mcpStdio.has(stdio) && !listLangChainPlugins().includes(stdio))
    throw new AppError('INVALID_INPUT', problem('mcp.stdioMissing', { name: stdio }))
  await assertConnection(ctx, body.connectionId)
  const connectionId =
    secret === undefined || url === null
      ? body.connectionId
      : await connectionOfSecret(ctx, { name, url, secret, signal })
  const row = await ctx.db.transaction(async (tx) => {
    const [added] = await tx
      .insert(mcpServers)
      .values({ workspaceId: ctx.workspace.id, name, url, stdio, connectionId, state: 'failed' })
      .returning()
    if (!added) throw internalError('The MCP server was not stored.')
    await emitAudit(tx, ctx, { action: 'mcp-server.create', subject: `mcp-server:${added.id}`, after: facts(added) })
    return added
  })
  return mcpServerDetail(await refreshedRow(ctx, row, signal))
}

export const updateMcpServer: Verb<typeof updateContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getMcpServerRow(ctx, params.mcpServerId)
  const { name, url = row.url, connectionId = row.connectionId } = body
  if (row.stdio !== null && (url !== null || connectionId !== null))
    throw new AppError('INVALID_INPUT', problem('mcp.stdioFixed', { name: row.name }))
  await assertConnection(ctx, connectionId)
  const isElsewhere = url !== row.url || connectionId !== row.connectionId
  const changed = await ctx.db.transaction(async (tx) => {
    const [updated] = await tx
      .update(mcpServers)
      .set({ ...definedOnly({ name }), url, connectionId, ...(isElsewhere ? { issuer: null } : {}) })
      .where(and(eq(mcpServers.id, row.id), eq(mcpServers.workspaceId, ctx.workspace.id)))
      .returning()
    if (!updated) throw notFound('missing.mcpServer')
    await emitAudit(tx, ctx, {
      action: 'mcp-server.update',
      subject: `mcp-server:${row.id}`,
      before: facts(row),
      after: facts(updated),
    })
    return updated
  })
  return mcpServerDetail(isElsewhere ? await refreshedRow(ctx, changed, signal) : changed)
}

export const deleteMcpServer: Verb<typeof deleteContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const row = await getMcpServerRow(ctx, params.mcpServerId)
  const uses = await appsThatName(ctx, row.id)
  if (uses.length > 0 && query.confirm === undefined)
    throw new AppError('CONFLICT', problem('mcp.inUse', { name: row.name, count: uses.length }), {
      details: { apps: uses.map(({ id, name }) => ({ id, name })) },
    })
  await ctx.db.transaction(async (tx) => {
    await tx.delete(mcpServers).where(and(eq(mcpServers.id, row.id), eq(mcpServers.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, { action: 'mcp-server.delete', subject: `mcp-server:${row.id}`, before: facts(row) })
  })
  return { ok: true }
}

/** @throws NOT_FOUND for a connection of another workspace or member */
async function assertConnection(ctx: ServiceContext, connectionId: string | null): Promise<void> {
  if (connectionId !== null) await getConnectionRow(ctx, connectionId)
}

/** Facts for the audit trail, without the query of the address, which may contain a key. */
function facts({ name, url, stdio, connectionId }: McpServerRow): JsonObject {
  return { name, host: url === null ? null : new URL(url).origin, stdio, connectionId }
}
