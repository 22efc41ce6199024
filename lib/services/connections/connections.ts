import 'server-only'
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import type {
  createConnection as createContract,
  deleteConnection as deleteContract,
  listConnections as listContract,
  testConnection as testContract,
  updateConnection as updateContract,
} from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/providers/manifests.gen'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { checkSettings } from './check-settings'
import { checkMoreKeys, keyProblem, sealKey, sealMoreKeys } from './connection-keys'
import type { ConnectionRow } from './connection-row'
import { addressOf, connectionView } from './connection-view'
import { becomeDefault, fetchModels } from './fetch-models'
import { forgetConnection, forgetDefaultModel, getConnectionRow } from './resolve-connection'

export const listConnections: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select()
    .from(connections)
    .where(eq(connections.workspaceId, ctx.workspace.id))
    .orderBy(asc(connections.createdAt))
  return { connections: found.map(connectionView) }
}

export const createConnection: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const manifest = manifestOfOrFail(body.provider)
  const settings = checkSettings(manifest, { baseUrl: body.baseUrl ?? null, fields: body.fields ?? {} })
  if (manifest.apiKey.use === 'required' && body.apiKey === undefined)
    throw keyProblem(problem('connections.keyWanted'))
  const further = body.moreKeys ?? []
  checkMoreKeys(body.apiKey !== undefined, further.length)
  const id = newId()
  const values = {
    id,
    workspaceId: ctx.workspace.id,
    name: body.name,
    provider: body.provider,
    limits: body.limits ?? null,
    ...settings,
    ...(body.apiKey === undefined ? {} : await sealKey(ctx, id, body.apiKey, manifest)),
    moreKeys: await sealMoreKeys(ctx, further, manifest),
  }
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.insert(connections).values(values).returning()
    if (row) await emitAudit(tx, ctx, { action: 'connection.create', subject: `connection:${id}`, after: facts(row) })
  })
  const tested = await fetchModels(ctx, await getConnectionRow(ctx, id))
  await becomeDefault(ctx, tested)
  return connectionView(tested)
}

export const updateConnection: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.connectionId)
  const manifest = manifestOfOrFail(row.provider)
  const settings = checkSettings(manifest, {
    baseUrl: body.baseUrl === undefined ? row.baseUrl : body.baseUrl,
    fields: body.fields ?? row.fields,
  })
  // The stored keys were entered for one host. Another host, or the same without TLS, must not receive them.
  const isElsewhere = originOf(addressOf({ ...row, ...settings })) !== originOf(addressOf(row))
  if (isElsewhere && row.encryptedKey !== null && body.apiKey === undefined) {
    throw keyProblem(problem('connections.keyWantedAgain'))
  }
  const removed = new Set(body.moreKeys?.remove)
  const remainingKeys = isElsewhere ? [] : row.moreKeys.filter(({ id }) => !removed.has(id))
  const added = body.moreKeys?.add ?? []
  checkMoreKeys(row.encryptedKey !== null || body.apiKey !== undefined, remainingKeys.length + added.length)
  const change = {
    ...definedOnly({ name: body.name, limits: body.limits }),
    ...settings,
    ...(body.apiKey === undefined ? {} : await sealKey(ctx, row.id, body.apiKey, manifest)),
    moreKeys: [...remainingKeys, ...(await sealMoreKeys(ctx, added, manifest))],
    updatedAt: ctx.now(),
  }
  await save(ctx, row, change)
  forgetConnection(ctx, row.id)
  return connectionView(await retestConnection(ctx, row))
}

export const testConnection: Verb<typeof testContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  return connectionView(await retestConnection(ctx, await getConnectionRow(ctx, params.connectionId)))
}

/** A connection that works for the first time, such as after a corrected address, may become the default. */
async function retestConnection(ctx: ServiceContext, row: ConnectionRow): Promise<ConnectionRow> {
  const tested = await fetchModels(ctx, await getConnectionRow(ctx, row.id))
  if (row.status !== 'ok' && row.models.length === 0) await becomeDefault(ctx, tested)
  return tested
}

export const deleteConnection: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.connectionId)
  await ctx.db.transaction(async (tx) => {
    await tx.delete(connections).where(and(eq(connections.id, row.id), eq(connections.workspaceId, ctx.workspace.id)))
    await tx
      .update(workspaces)
      .set({ defaultChatConnection: null, defaultChatModel: null })
      .where(and(eq(workspaces.id, ctx.workspace.id), eq(workspaces.defaultChatConnection, row.id)))
    await emitAudit(tx, ctx, { action: 'connection.delete', subject: `connection:${row.id}`, before: facts(row) })
  })
  forgetConnection(ctx, row.id)
  forgetDefaultModel(ctx)
  return { ok: true }
}

async function save(ctx: ServiceContext, row: ConnectionRow, change: Partial<ConnectionRow>): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [saved] = await tx
      .update(connections)
      .set(change)
      .where(and(eq(connections.id, row.id), eq(connections.workspaceId, ctx.workspace.id), isAsRead(row)))
      .returning()
    if (!saved) throw new AppError('CONFLICT', problem('connections.changedMeanwhile'))
    const trail = { before: facts(row), after: facts(saved) }
    await emitAudit(tx, ctx, { action: 'connection.update', subject: `connection:${row.id}`, ...trail })
  })
}

/**
 * Matches the connection only if its key and address are still those of `row`, because a key is entered for
 * one address.
 */
function isAsRead({ baseUrl, fields, encryptedKey }: ConnectionRow): SQL | undefined {
  const key = encryptedKey === null ? isNull(connections.encryptedKey) : eq(connections.encryptedKey, encryptedKey)
  const address = baseUrl === null ? isNull(connections.baseUrl) : eq(connections.baseUrl, baseUrl)
  return and(key, address, eq(connections.fields, fields))
}

function manifestOfOrFail(provider: string): ProviderManifest {
  const manifest = manifestOf(provider)
  if (!manifest) throw new AppError('INVALID_INPUT', problem('connections.serviceUnknown'))
  return manifest
}

const originOf = (url: string | null) => (url === null ? null : new URL(url).origin)

/** The data for the audit trail: it shows that keys changed, never their values. */
function facts(row: ConnectionRow): JsonObject {
  return {
    name: row.name,
    provider: row.provider,
    address: addressOf(row),
    fields: row.fields,
    keys: [...(row.encryptedKey === null ? [] : [row.last4 ?? '…']), ...row.moreKeys.map(({ last4 }) => last4 ?? '…')],
    maxConcurrent: row.limits?.maxConcurrent ?? null,
    requestsPerMinute: row.limits?.requestsPerMinute ?? null,
  }
}
