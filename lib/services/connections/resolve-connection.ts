import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { ConnectionLimits } from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { retryRead } from '@/lib/db/errors/retry-read'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import type { ModelRef } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { notFound, type ServiceContext } from '../context'
import { briefCache } from '../per-database'
import { openKeys } from './connection-keys'
import type { ConnectionContext, ConnectionRow } from './connection-row'
import { addressOf } from './connection-view'

/** @throws NOT_FOUND, also for a connection of another workspace */
export async function getConnectionRow(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  connectionId: string,
): Promise<ConnectionRow> {
  const [row] = await ctx.db
    .select()
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.connection')
  return row
}

export interface ResolvedConnection {
  name: string
  provider: string
  baseUrl: string
  /** The first of `keys`. */
  apiKey: string | null
  /** All keys of the account, the first one first; calls are distributed over them. */
  keys: string[]
  fields: Readonly<Record<string, string>>
  limits: ConnectionLimits | null
}

/** Caches decrypted keys for a second: decrypting one costs as much as everything else before a call. */
const knownConnections = (db: Database) => briefCache<ResolvedConnection>('known-connections', db)

/** Call after a change: this process applies it at once, others within a second. */
export function forgetConnection(
  { db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>,
  connectionId: string,
): void {
  knownConnections(db).forget(`${workspace.id}/${connectionId}`)
}

/** URL and key for a call. @throws CREDENTIAL_MISSING when the connection was deleted, or lacks a required key */
export function resolveConnection(
  ctx: ConnectionContext,
  connectionId: string,
): ResolvedConnection | Promise<ResolvedConnection> {
  const key = `${ctx.workspace.id}/${connectionId}`
  const cache = knownConnections(ctx.db)
  return cache.peek(key) ?? cache.get(key, () => findConnection(ctx, connectionId))
}

async function findConnection(ctx: ConnectionContext, connectionId: string): Promise<ResolvedConnection> {
  const row = await retryRead(() => getConnectionRow(ctx, connectionId)).catch((cause: unknown) => {
    throw new AppError('CREDENTIAL_MISSING', problem('connections.missing'), { cause })
  })
  return openConnection(ctx, row)
}

export async function openConnection(ctx: ConnectionContext, row: ConnectionRow): Promise<ResolvedConnection> {
  const { name, provider, fields, limits } = row
  const manifest = manifestOf(provider)
  const baseUrl = addressOf(row)
  if (!manifest || baseUrl === null)
    throw new AppError('MODEL_MISSING', problem('connections.addressMissing', { connection: name }))
  if (row.encryptedKey === null && manifest.apiKey.use === 'required')
    throw new AppError('CREDENTIAL_MISSING', problem('connections.apiKeyMissing', { connection: name }))
  const keys = await openKeys(ctx, row)
  return { name, provider, baseUrl, fields, limits, keys, apiKey: keys[0] ?? null }
}

const knownDefaults = (db: Database) => briefCache<ModelRef | null>('default-models', db)

/** The default language model for calls, cached for a second. */
export function knownDefaultChat(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ModelRef | null> {
  return retryRead(() => knownDefaults(ctx.db).get(ctx.workspace.id, () => defaultChatModel(ctx)))
}

export function forgetDefaultModel({ db, workspace }: Pick<ServiceContext, 'db' | 'workspace'>): void {
  knownDefaults(db).forget(workspace.id)
}

/** The workspace's default language model. Null if there is none; the built-in model then quotes documents. */
export async function defaultChatModel(ctx: Pick<ServiceContext, 'db' | 'workspace'>): Promise<ModelRef | null> {
  const [row] = await ctx.db
    .select({ connection: workspaces.defaultChatConnection, model: workspaces.defaultChatModel })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspace.id))
  return row?.connection && row.model ? { connection: row.connection, model: row.model } : null
}
