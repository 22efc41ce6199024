import 'server-only'
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/channels'
import type { ChannelView } from '@/lib/contracts/channels'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { channels } from '@/lib/db/schema/channels'
import { lastErrorColumns } from '@/lib/messages/problems/last-error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { ChannelDefinition } from '@/lib/plugins/events/channel'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { callPlugin } from '../integrations/call-plugin'
import { getConnectionRow } from '../integrations/connection-row'
import type { System } from '../system'
import { type ChannelRow, channelSecrets, getChannelRow, openChannel } from './channel-row'

export const listChannels: Verb<typeof contract.listChannels> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const rows = await ctx.db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, ctx.workspace.id), eq(channels.appId, app.id)))
    .orderBy(asc(channels.createdAt))
  return { channels: rows.map((row) => view(ctx.system, row)) }
}

export const createChannel: Verb<typeof contract.createChannel> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  if (app.kind !== 'chat') throw new AppError('INVALID_INPUT', problem('channels.chatOnly'))
  const id = newId()
  const row: ChannelRow = {
    id,
    workspaceId: ctx.workspace.id,
    appId: app.id,
    environment: 'production',
    plugin: body.plugin,
    connectionId: body.connectionId,
    publicId: randomBytes(16).toString('base64url'),
    fields: {},
    encryptedSecrets: '',
    enabled: true,
    cursor: null,
    nextPollAt: null,
    failures: 0,
    lastMessageAt: null,
    lastError: null,
    lastErrorRef: null,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  }
  const { definition } = await openChannel(row)
  await requireConnection(ctx, definition, row)
  const generated = newSecrets(definition)
  const values = checkValues(definition, { ...body.values, ...generated })
  const filled = {
    ...row,
    fields: values.fields,
    encryptedSecrets: await seal(ctx, id, values.secrets),
    ...(definition.type === 'poll' ? startOfPolls(ctx) : {}),
  }
  await register(ctx, filled, values.secrets, signal)
  const [stored] = await ctx.db.transaction(async (tx) => {
    const added = await tx.insert(channels).values(filled).returning()
    await emitAudit(tx, ctx, { action: 'channel.create', subject: `channel:${id}`, after: facts(filled, app.name) })
    return added
  })
  if (!stored) throw internalError('The channel was not stored.')
  // Secrets are not returned where Patchbay registers the address itself.
  return {
    channel: view(ctx.system, stored),
    generated: definition.type === 'webhook' && definition.register && !definition.hasManualSteps ? {} : generated,
  }
}

export const updateChannel: Verb<typeof contract.updateChannel> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getChannelRow(ctx, params.channelId)
  const { definition } = await openChannel(row)
  const { connectionId = row.connectionId, values = {}, enabled = row.enabled } = body
  const secrets = await channelSecrets(ctx.system, row)
  const canBeEmpty = new Set(definition.fields.flatMap(({ name, optional }) => (optional ? [name] : [])))
  const filled = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== '' || canBeEmpty.has(name)),
  )
  const checked = checkValues(definition, { ...row.fields, ...secrets, ...filled })
  const changed = { ...row, connectionId, fields: checked.fields, enabled }
  // Also with the same connection, since another program may have replaced the address at the service.
  if (body.connectionId !== undefined) {
    await requireConnection(ctx, definition, changed)
    await register(ctx, changed, checked.secrets, signal)
  }
  const encryptedSecrets = await seal(ctx, row.id, checked.secrets)
  const [stored] = await ctx.db.transaction(async (tx) => {
    const written = await tx
      .update(channels)
      .set({
        connectionId,
        fields: checked.fields,
        enabled,
        encryptedSecrets,
        updatedAt: ctx.now(),
        ...(definition.type === 'poll' && isRestarted(row, changed) ? startOfPolls(ctx) : {}),
      })
      .where(and(eq(channels.id, row.id), eq(channels.workspaceId, ctx.workspace.id)))
      .returning()
    await emitAudit(tx, ctx, {
      action: 'channel.update',
      subject: `channel:${row.id}`,
      before: facts(row),
      after: facts(changed),
    })
    return written
  })
  if (!stored) throw notFound('missing.channel')
  return view(ctx.system, stored)
}

export const deleteChannel: Verb<typeof contract.deleteChannel> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getChannelRow(ctx, params.channelId)
  await ctx.db.transaction(async (tx) => {
    await tx.delete(channels).where(and(eq(channels.id, row.id), eq(channels.workspaceId, ctx.workspace.id)))
    await emitAudit(tx, ctx, { action: 'channel.delete', subject: `channel:${row.id}`, before: facts(row) })
  })
  return { ok: true }
}

export const testChannel: Verb<typeof contract.testChannel> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getChannelRow(ctx, params.channelId)
  const app = await getAppRow(ctx.db, ctx.workspace.id, row.appId)
  const { plugin, definition } = await openChannel(row)
  await callPlugin(ctx.system, {
    workspaceId: ctx.workspace.id,
    plugin,
    action: definition.send,
    connectionId: row.connectionId,
    signal,
    input: { [definition.test.field]: body.recipient, text: `${app.name} ✓` },
    idempotencyKey: newId(),
  })
  return { ok: true }
}

/**
 * The first poll only stores where to begin: messages that arrived earlier, or while the channel was off, stay unanswered.
 */
const startOfPolls = (ctx: ServiceContext) => ({
  cursor: null,
  nextPollAt: ctx.now(),
  failures: 0,
  ...lastErrorColumns(null),
})

function isRestarted(before: ChannelRow, after: ChannelRow): boolean {
  const isOtherPlace = after.connectionId !== before.connectionId || !isDeepStrictEqual(after.fields, before.fields)
  return isOtherPlace || (after.enabled && !before.enabled)
}

/** @throws NOT_FOUND for a connection of another workspace, INVALID_INPUT for one that the channel cannot use */
async function requireConnection(
  ctx: ServiceContext,
  { connections }: ChannelDefinition,
  { plugin, connectionId }: ChannelRow,
): Promise<void> {
  const connection = await getConnectionRow(ctx, connectionId ?? '')
  // A member's own connection would stop working for others.
  const isUsable = connection.plugin === plugin && connections.includes(connection.kind) && connection.ownerId === null
  if (!isUsable) throw new AppError('INVALID_INPUT', problem('channels.connectionUnfit'))
}

function newSecrets({ fields }: ChannelDefinition): Record<string, string> {
  const generated = fields.filter((field) => field.generated)
  return Object.fromEntries(generated.map(({ name }) => [name, randomBytes(24).toString('hex')]))
}

/** @throws INVALID_INPUT that names the field */
function checkValues({ fields }: ChannelDefinition, values: Readonly<Record<string, string>>) {
  const known = new Set(fields.map(({ name }) => name))
  if (Object.keys(values).some((name) => !known.has(name)))
    throw new AppError('INVALID_INPUT', problem('integrations.fieldUnknown'))
  const checked = { fields: {} as Record<string, string>, secrets: {} as Record<string, string> }
  for (const { name, label, secret, pattern, optional } of fields) {
    const value = values[name] ?? ''
    if (value === '' && optional) continue
    if (value === '') throw new AppError('INVALID_INPUT', problem('integrations.fieldEmpty', { label }))
    if (pattern && !pattern.test(value))
      throw new AppError('INVALID_INPUT', problem('integrations.fieldNotValid', { label }))
    checked[secret ? 'secrets' : 'fields'][name] = value
  }
  return checked
}

/** Registers the address of the channel at the service, which then sends messages to it at once. */
async function register(
  ctx: ServiceContext,
  row: ChannelRow,
  secrets: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const { plugin, definition } = await openChannel(row)
  if (definition.type === 'poll' || !definition.register) return
  const values: Readonly<Record<string, string>> = { ...row.fields, ...secrets }
  const needed = Object.keys(definition.register.input.shape).filter((name) => name !== 'url')
  await callPlugin(ctx.system, {
    workspaceId: ctx.workspace.id,
    plugin,
    action: definition.register,
    connectionId: row.connectionId,
    signal,
    input: { url: urlOf(ctx.system, row), ...Object.fromEntries(needed.map((name) => [name, values[name] ?? ''])) },
    idempotencyKey: row.id,
  })
}

const seal = (ctx: ServiceContext, id: string, secrets: Record<string, string>): Promise<string> =>
  ctx.system.keyring.seal(ctx.db, { workspaceId: ctx.workspace.id, id, type: 'channel' }, JSON.stringify(secrets))

const urlOf = ({ appUrl }: System, { publicId }: ChannelRow): string => `${appUrl}/hooks/channels/${publicId}`

function view(system: System, row: ChannelRow): ChannelView {
  const { id, appId, plugin, connectionId, fields, enabled, lastError, lastErrorRef } = row
  return {
    id,
    appId,
    plugin,
    connectionId,
    fields,
    enabled,
    lastError,
    lastErrorRef,
    url: urlOf(system, row),
    lastMessageAt: row.lastMessageAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** The channel's data for the audit trail, without secrets. */
const facts = ({ plugin, connectionId, enabled, fields }: ChannelRow, app?: string): JsonObject => ({
  name: plugin,
  connectionId,
  enabled,
  fields,
  ...(app === undefined ? {} : { app }),
})
