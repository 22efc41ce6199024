import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type {
  ConnectionView,
  createConnection as createContract,
  deleteConnection as deleteContract,
  listConnections as listContract,
  testConnection as testContract,
  updateConnection as updateContract,
} from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { newId } from '@/lib/core/new-id'
import { workspaces } from '@/lib/db/schema/auth'
import { connections } from '@/lib/db/schema/models'
import { testConnection as testService } from '@/lib/models/test-connection'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { workspaceEgress } from '../governance/workspace-egress'
import { type ConnectionRow, getConnectionRow, openConnection } from './resolve-connection'

export const listConnections: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select()
    .from(connections)
    .where(eq(connections.workspaceId, ctx.workspace.id))
    .orderBy(asc(connections.createdAt))
  return { connections: found.map(view) }
}

export const createConnection: Verb<typeof createContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const manifest = manifestOf(body.provider)
  if (!manifest) throw new AppError('INVALID_INPUT', 'There is no such model service.')
  const baseUrl = body.baseUrl?.replace(/\/+$/, '') ?? null
  if (baseUrl === null && manifest.baseUrl.default === null)
    throw new AppError('INVALID_INPUT', 'Write the address of the service.')
  if (manifest.apiKey.use === 'required' && body.apiKey === undefined)
    throw new AppError('INVALID_INPUT', 'Write the API key.')
  const id = newId()
  await ctx.db.insert(connections).values({
    id,
    workspaceId: ctx.workspace.id,
    name: body.name,
    provider: body.provider,
    baseUrl,
    ...(await sealKey(ctx, id, body.apiKey)),
  })
  const tested = await test(ctx, await getConnectionRow(ctx, id))
  await becomeDefault(ctx, tested)
  return view(tested)
}

export const updateConnection: Verb<typeof updateContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.connectionId)
  const baseUrl = body.baseUrl?.replace(/\/+$/, '')
  // The stored key was given for one host; another host, or the same without TLS, must not receive it (T81).
  if (
    row.encryptedKey !== null &&
    body.apiKey === undefined &&
    baseUrl !== undefined &&
    originOf(baseUrl) !== originOf(addressOf(row))
  ) {
    throw new AppError('INVALID_INPUT', 'The address names another host or protocol. Enter the API key again.')
  }
  await ctx.db
    .update(connections)
    .set({
      ...definedOnly({ name: body.name, baseUrl }),
      ...(await sealKey(ctx, row.id, body.apiKey)),
      updatedAt: ctx.now(),
    })
    .where(and(eq(connections.id, row.id), eq(connections.workspaceId, ctx.workspace.id)))
  return view(await test(ctx, await getConnectionRow(ctx, row.id)))
}

export const testConnection: Verb<typeof testContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  return view(await test(ctx, await getConnectionRow(ctx, params.connectionId)))
}

export const deleteConnection: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.connectionId)
  await ctx.db.delete(connections).where(and(eq(connections.id, row.id), eq(connections.workspaceId, ctx.workspace.id)))
  await ctx.db
    .update(workspaces)
    .set({ defaultChatConnection: null, defaultChatModel: null })
    .where(and(eq(workspaces.id, ctx.workspace.id), eq(workspaces.defaultChatConnection, row.id)))
  return { ok: true }
}

async function sealKey(ctx: ServiceContext, id: string, apiKey: string | undefined) {
  if (apiKey === undefined) return {}
  const encryptedKey = await ctx.system.keyring.seal(
    ctx.db,
    { workspaceId: ctx.workspace.id, id, type: 'connection' },
    apiKey,
  )
  return { encryptedKey, last4: apiKey.length >= 12 ? apiKey.slice(-4) : null }
}

/** Asks the service for its models and writes down what came of it, in words. */
async function test(ctx: ServiceContext, row: ConnectionRow): Promise<ConnectionRow> {
  const outcome = await askForModels(ctx, row)
  const [tested] = await ctx.db
    .update(connections)
    .set({ ...outcome, testedAt: ctx.now() })
    .where(and(eq(connections.id, row.id), eq(connections.workspaceId, ctx.workspace.id)))
    .returning()
  return tested ?? row
}

async function askForModels(ctx: ServiceContext, row: ConnectionRow): Promise<Partial<ConnectionRow>> {
  const outcome = await testService(await openConnection(ctx, row), workspaceEgress(ctx.db, ctx.workspace.id))
  if (outcome.ok) return { status: 'ok', statusMessage: null, models: outcome.models.slice(0, 500) }
  return { status: 'failing', statusMessage: outcome.message }
}

/** The first language model that works becomes the one that "Default model" stands for. */
async function becomeDefault(ctx: ServiceContext, row: ConnectionRow): Promise<void> {
  const model = row.models.find((candidate) => candidate.ability === 'chat')
  if (row.status !== 'ok' || !model) return
  await ctx.db
    .update(workspaces)
    .set({ defaultChatConnection: row.id, defaultChatModel: model.id })
    .where(and(eq(workspaces.id, ctx.workspace.id), isNull(workspaces.defaultChatConnection)))
}

const addressOf = (row: ConnectionRow) => row.baseUrl ?? manifestOf(row.provider)?.baseUrl.default ?? null
const originOf = (url: string | null) => (url === null ? null : new URL(url).origin)

const view = (row: ConnectionRow): ConnectionView => ({
  id: row.id,
  name: row.name,
  provider: row.provider,
  baseUrl: addressOf(row),
  last4: row.last4,
  models: row.models,
  status: row.status,
  statusMessage: row.statusMessage,
  testedAt: row.testedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
})
