import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import type { ModelRef } from '@/lib/engine/ports'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { notFound, type ServiceContext } from '../context'

export type ConnectionRow = typeof connections.$inferSelect
export type ConnectionContext = Pick<ServiceContext, 'db' | 'workspace' | 'system'>

/** @throws NOT_FOUND, also for a connection of another workspace (T81) */
export async function getConnectionRow(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  connectionId: string,
): Promise<ConnectionRow> {
  const [row] = await ctx.db
    .select()
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('connection')
  return row
}

export interface ResolvedConnection {
  provider: string
  baseUrl: string
  apiKey: string | null
}

/** Address and key for a call. @throws CREDENTIAL_MISSING when the connection is gone, or has no key where one is needed */
export async function resolveConnection(ctx: ConnectionContext, connectionId: string): Promise<ResolvedConnection> {
  const row = await getConnectionRow(ctx, connectionId).catch((cause: unknown) => {
    throw new AppError('CREDENTIAL_MISSING', 'The connection of this model is gone. Choose another model.', { cause })
  })
  return openConnection(ctx, row)
}

export async function openConnection(ctx: ConnectionContext, row: ConnectionRow): Promise<ResolvedConnection> {
  const manifest = manifestOf(row.provider)
  const baseUrl = row.baseUrl ?? manifest?.baseUrl.default
  if (!manifest || !baseUrl) throw new AppError('MODEL_MISSING', `The connection ${row.name} has no address.`)
  if (row.encryptedKey === null) {
    if (manifest.apiKey.use === 'required')
      throw new AppError('CREDENTIAL_MISSING', `The connection ${row.name} has no API key.`)
    return { provider: row.provider, baseUrl, apiKey: null }
  }
  const address = { workspaceId: ctx.workspace.id, id: row.id, type: 'connection' as const }
  return { provider: row.provider, baseUrl, apiKey: await ctx.system.keyring.open(ctx.db, address, row.encryptedKey) }
}

/** The workspace's default language model, or null: then the built-in answerer quotes documents. */
export async function defaultChatModel(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ModelRef | null> {
  const [row] = await ctx.db
    .select({ connection: workspaces.defaultChatConnection, model: workspaces.defaultChatModel })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspace.id))
  return row?.connection && row.model ? { connection: row.connection, model: row.model } : null
}
