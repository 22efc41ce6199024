import 'server-only'
import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import type {
  createIntegrationConnection as createContract,
  deleteIntegrationConnection as deleteContract,
  listIntegrationConnections as listContract,
  testIntegrationConnection as testContract,
  updateIntegrationConnection as updateContract,
  listIntegrationConnectionUses as usesContract,
} from '@/lib/contracts/integrations/connections'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { internalError } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { users } from '@/lib/db/schema/auth'
import { integrationConnections, integrationOauthClients } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import { pluginBaseUrl } from '@/lib/plugins/plugin-hosts'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, requireUser, type Verb } from '../context'
import { findApiService, serviceOfApi } from './api-service'
import { checkConnection } from './check-connection'
import { checkValues } from './check-values'
import { getConnectionRow, type IntegrationRow, isVisibleTo } from './connection-row'
import { type ConnectionService, connectionService } from './connection-service'
import { connectionUses } from './connection-uses'
import { connectionView, signInOf } from './connection-view'
import { changeOwnConnections } from './end-users/change-own-connections'
import { countConnected } from './end-users/count-connected'
import { dropUnusedClient, saveOAuthClient } from './oauth/oauth-clients'
import { redirectUriOf } from './oauth/oauth-setup'
import { openSecrets, sealJson } from './sealed-values'
import { stateColumns } from './state-columns'
import { viewOf } from './view-of'

export const listIntegrationConnections: Verb<typeof listContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'editor')
  const found = await ctx.db
    .select({ row: integrationConnections, ownerName: users.name, client: integrationOauthClients })
    .from(integrationConnections)
    .leftJoin(users, eq(users.id, integrationConnections.ownerId))
    .leftJoin(integrationOauthClients, eq(integrationOauthClients.id, integrationConnections.oauthClientId))
    .where(
      and(
        eq(integrationConnections.workspaceId, ctx.workspace.id),
        isVisibleTo(ctx),
        query.plugin === undefined ? undefined : eq(integrationConnections.plugin, query.plugin),
      ),
    )
    .orderBy(asc(integrationConnections.createdAt))
  const connected = found.some(({ row }) => row.forEndUsers) ? await countConnected(ctx) : null
  return {
    connections: found.map(({ row, ownerName, client }) =>
      connectionView(row, {
        connected: connected?.get(row.id) ?? 0,
        owner: row.ownerId && ownerName !== null ? { id: row.ownerId, name: ownerName } : null,
        oauthClient: client && { clientId: client.clientId, hasSecret: client.encryptedSecret !== null },
        now: ctx.now(),
      }),
    ),
    redirectUri: redirectUriOf(ctx.system),
  }
}

export const createIntegrationConnection: Verb<typeof createContract> = async ({ ctx, body, signal }) => {
  requireRole(ctx, 'editor')
  const { name, plugin, kind, owner, values } = body
  if ((plugin === 'custom') !== (body.custom !== undefined))
    throw new AppError('INVALID_INPUT', problem('integrations.serviceUnknown'))
  const api = await findApiService(ctx, { plugin, kind })
  const connection = { name, plugin, kind: plugin === 'custom' ? 'custom' : kind }
  const entered = api?.kind ?? connectionService({ ...connection, custom: body.custom ?? null, fields: values }).kind
  const checked = checkValues(entered, values, { fields: {}, secrets: {} })
  const custom = api ? serviceOfApi(api, checked.fields) : (body.custom ?? null)
  const serviceFields = { ...connection, custom }
  const service = connectionService({ ...serviceFields, fields: checked.fields })
  const id = newId()
  const signIn = signInOf(service)
  const forEndUsers = owner === 'end-users'
  if (forEndUsers && signIn !== 'browser')
    throw new AppError('INVALID_INPUT', problem('integrations.endUsersNeedSignIn'))
  const needsPerson = signIn !== 'none' && !forEndUsers
  const secrets = checked.secrets === null ? null : await sealJson(ctx, 'integration', id, checked.secrets)
  const row = await ctx.db.transaction(async (tx) => {
    const oauthClientId = await saveOAuthClient({ ...ctx, db: tx }, { plugin, service, given: body.oauthClient })
    const [added] = await tx
      .insert(integrationConnections)
      .values({
        ...serviceFields,
        id,
        workspaceId: ctx.workspace.id,
        fields: checked.fields,
        last4: checked.last4,
        encryptedSecrets: secrets,
        oauthClientId,
        ownerId: owner === 'member' ? requireUser(ctx).userId : null,
        forEndUsers,
        state: needsPerson ? 'reconnect' : 'ok',
        ...stateColumns(needsPerson ? problem('integrations.notSignedIn') : null),
      })
      .returning()
    if (!added) throw internalError('The connection was not stored.')
    await emitAudit(tx, ctx, {
      action: 'integration.create',
      subject: `integration-connection:${id}`,
      after: facts(added),
    })
    return added
  })
  return viewOf(ctx, await checkConnection(ctx, row, { isNew: true, signal }))
}

export const updateIntegrationConnection: Verb<typeof updateContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.integrationConnectionId)
  if (body.custom !== undefined && row.plugin !== 'custom')
    throw new AppError('INVALID_INPUT', problem('integrations.serviceUnknown'))
  const service = connectionService(row)
  const api = await findApiService(ctx, row)
  const values = body.values ?? {}
  const secrets = await openSecrets(ctx, row)
  const kind = api?.kind ?? body.custom?.kind ?? service.kind
  // Credentials for one server must not reach another.
  const first = checkValues(kind, values, { fields: row.fields, secrets })
  const custom = api ? serviceOfApi(api, first.fields) : (body.custom ?? row.custom)
  const after = connectionService({ ...row, custom, fields: first.fields })
  const isElsewhere = addressesOf(service, row.fields).join() !== addressesOf(after, first.fields).join()
  const checked = isElsewhere ? checkValues(kind, values, { fields: first.fields, secrets: {} }) : first
  const needsPerson = signInOf(after) !== 'none' && !row.forEndUsers
  const isNewGrant = isElsewhere || body.oauthClient !== undefined
  const saved = await ctx.db.transaction(async (tx) => {
    const scope = { ...ctx, db: tx }
    const oauthClientId = await saveOAuthClient(scope, {
      plugin: row.plugin,
      service: after,
      given: body.oauthClient,
      current: isElsewhere ? null : row.oauthClientId,
    })
    const [changed] = await tx
      .update(integrationConnections)
      .set({
        ...definedOnly({ name: body.name }),
        custom,
        fields: checked.fields,
        oauthClientId,
        last4: checked.last4,
        ...(checked.secrets === null
          ? {}
          : { encryptedSecrets: await sealJson(scope, 'integration', row.id, checked.secrets) }),
        ...(isNewGrant
          ? { encryptedTokens: null, generation: row.generation + 1, accountId: null, account: null, scopes: null }
          : {}),
        ...(isNewGrant && needsPerson
          ? { state: 'reconnect' as const, ...stateColumns(problem('integrations.notSignedIn')) }
          : {}),
        updatedAt: ctx.now(),
      })
      .where(
        and(
          eq(integrationConnections.id, row.id),
          eq(integrationConnections.workspaceId, ctx.workspace.id),
          isAsRead(row),
        ),
      )
      .returning()
    if (!changed) throw new AppError('CONFLICT', problem('connections.changedMeanwhile'))
    if (row.forEndUsers) await changeOwnConnections(scope, changed, { isNewGrant })
    if (row.oauthClientId !== oauthClientId) await dropUnusedClient(scope, row.oauthClientId)
    await emitAudit(tx, ctx, {
      action: 'integration.update',
      subject: `integration-connection:${row.id}`,
      before: facts(row),
      after: { ...facts(changed), hasNewSecret: checked.secrets !== null || body.oauthClient !== undefined },
    })
    return changed
  })
  return viewOf(ctx, await checkConnection(ctx, saved, { isNew: true, signal }))
}

export const testIntegrationConnection: Verb<typeof testContract> = async ({ ctx, params, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.integrationConnectionId)
  return viewOf(ctx, await checkConnection(ctx, row, { isNew: false, signal }))
}

export const listIntegrationConnectionUses: Verb<typeof usesContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { id } = await getConnectionRow(ctx, params.integrationConnectionId)
  return connectionUses(ctx, id)
}

export const deleteIntegrationConnection: Verb<typeof deleteContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.integrationConnectionId)
  const uses = await connectionUses(ctx, row.id)
  const count = uses.apps.length + uses.channels.length + uses.triggers.length
  if (count > 0 && query.confirm === undefined)
    throw new AppError('CONFLICT', problem('integrations.inUse', { name: row.name, count }), {
      details: { ...uses, apps: uses.apps.map(({ id, name }) => ({ id, name })) },
    })
  await ctx.db.transaction(async (tx) => {
    await tx
      .delete(integrationConnections)
      .where(and(eq(integrationConnections.id, row.id), eq(integrationConnections.workspaceId, ctx.workspace.id)))
    await dropUnusedClient({ ...ctx, db: tx }, row.oauthClientId)
    await emitAudit(tx, ctx, {
      action: 'integration.delete',
      subject: `integration-connection:${row.id}`,
      before: facts(row),
    })
  })
  return { ok: true }
}

/** Whether the connection is as it was read: secrets that were saved meanwhile may belong to other addresses. */
function isAsRead({ fields, custom, encryptedSecrets, generation }: IntegrationRow): SQL | undefined {
  return and(
    eq(integrationConnections.fields, fields),
    custom === null ? isNull(integrationConnections.custom) : eq(integrationConnections.custom, custom),
    encryptedSecrets === null
      ? isNull(integrationConnections.encryptedSecrets)
      : eq(integrationConnections.encryptedSecrets, encryptedSecrets),
    eq(integrationConnections.generation, generation),
  )
}

/** Addresses of all servers that receive secrets. */
function addressesOf({ origins, kind }: ConnectionService, fields: IntegrationRow['fields']): string[] {
  const urls = kind.kind === 'oauth2' ? [kind.tokenUrl, kind.refreshUrl, kind.deviceUrl, kind.revokeUrl] : []
  const originOf = (url: string) => new URL(pluginBaseUrl({ baseUrl: url }, fields)).origin
  return [...origins, ...urls.map((url) => (url === undefined ? '' : originOf(url)))]
}

/** Facts for the audit trail, without secrets. */
function facts(row: IntegrationRow): JsonObject {
  const service = connectionService(row)
  return {
    name: row.name,
    plugin: row.plugin,
    kind: row.kind,
    fields: row.fields,
    secret: row.last4,
    hosts: [...service.origins],
    owner: row.forEndUsers ? 'end-users' : (row.ownerId ?? 'workspace'),
    account: row.account,
  }
}
