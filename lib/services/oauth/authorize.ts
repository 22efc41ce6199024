import 'server-only'
import { eq } from 'drizzle-orm'
import { hasRole } from '@/lib/auth/actor'
import type {
  AuthorizationRequest,
  approveAuthorization as approveContract,
  describeAuthorization as describeContract,
} from '@/lib/contracts/oauth-clients'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress } from '@/lib/core/ids'
import { isLoopbackName } from '@/lib/core/network/loopback'
import { apps } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import { requireRole, requireUser, type ServiceContext, type Verb } from '@/lib/services/context'
import { findClient, type OAuthClient } from '@/lib/services/oauth/clients'
import { storeCode } from '@/lib/services/oauth/codes'
import { redirectTarget } from '@/lib/services/oauth/redirect-uri'
import { findLiveApp, findLiveApps } from '../versions/live-apps'
import { isOpenToMember } from '../versions/open-to-member'
import type { PublishedApp } from '../versions/published-app'

/** The consent page for an OAuth client. @throws NOT_FOUND, INVALID_INPUT: nothing is sent to the client */
export const describeAuthorization: Verb<typeof describeContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'runner')
  const { client, apps: allowedApps } = await readRequest(ctx, query)
  return {
    program: { name: client.name, target: redirectTarget(query.redirect_uri) },
    workspace: ctx.workspace.name,
    apps: allowedApps.map(({ appId, name, title, description }) => ({ id: appId, name, title, description })),
    denyTo: answerTo(ctx, query, { error: 'access_denied' }),
  }
}

export const approveAuthorization: Verb<typeof approveContract> = async ({ ctx, body: { request, appIds } }) => {
  requireRole(ctx, 'runner')
  const { userId } = requireUser(ctx)
  const { client, apps: allowedApps, scope } = await readRequest(ctx, request)
  const selected = allowedApps.filter(({ appId }) => appIds.includes(appId))
  if (selected.length !== new Set(appIds).size) throw new AppError('NOT_FOUND', problem('apps.missing'))
  const code = await ctx.db.transaction(async (tx) => {
    await emitAudit(tx, ctx, {
      action: 'program.connect',
      subject: `program:${client.id}`,
      after: { name: client.name, apps: selected.map(({ name }) => name) },
    })
    const allowed = {
      clientId: client.id,
      workspaceId: ctx.workspace.id,
      userId,
      redirectUri: request.redirect_uri,
      challenge: request.code_challenge,
      resource: scope.path,
      environment: scope.environment,
      appIds: selected.map(({ appId }) => appId),
    }
    return storeCode(tx, allowed)
  })
  return { redirectTo: answerTo(ctx, request, { code }) }
}

interface CheckedRequest {
  client: OAuthClient
  scope: Scope
  /** Apps that this person may grant. */
  apps: PublishedApp[]
}

async function readRequest(ctx: ServiceContext, request: AuthorizationRequest): Promise<CheckedRequest> {
  const client = await findClient(ctx.db, request.client_id, request.redirect_uri)
  if (!client) {
    throw new AppError('NOT_FOUND', problem('oauth.clientUnknown'))
  }
  const scope = scopeOf(ctx, request.resource)
  const live = await liveAppsOf(ctx, scope)
  const { actor } = ctx
  const isOpen = (app: PublishedApp) => isOpenToMember(app, { isEditor: hasRole(actor, 'editor') })
  return { client, scope, apps: live.filter(isOpen).sort((a, b) => a.name.localeCompare(b.name)) }
}

async function liveAppsOf({ db, workspace }: ServiceContext, { address }: Scope): Promise<PublishedApp[]> {
  if (address === null) return findLiveApps(db, eq(apps.workspaceId, workspace.id))
  const app = await findLiveApp(db, address)
  return app?.workspaceId === workspace.id ? [app] : []
}

interface Scope {
  path: string | null
  /** Address of the only app that the client may call, or null for all of MCP. */
  address: string | null
  environment: string
}

const PRODUCTION = 'production'

/** The address that the client wants to call (RFC 8707): all of MCP here, or one app. @throws INVALID_INPUT */
function scopeOf({ system }: ServiceContext, resource: string | undefined): Scope {
  if (resource === undefined) return { path: null, address: null, environment: PRODUCTION }
  const url = URL.canParse(resource) ? new URL(resource) : null
  // No other character of an address is ever encoded.
  const path = url?.pathname.replace('%40', '@').replace(/\/$/, '') ?? ''
  const address = /^\/mcp\/apps\/([^/]+)$/.exec(path)?.[1]
  const hasOnlyPath = url?.search === '' && url.hash === ''
  const isOurs = hasOnlyPath && isSameServer(url, new URL(system.appUrl))
  // Some clients name the server to request access to all of it.
  if (isOurs && path === '') return { path: null, address: null, environment: PRODUCTION }
  if (isOurs && path === '/mcp') return { path, address: null, environment: PRODUCTION }
  if (!isOurs || address === undefined || !isAppAddress(address))
    throw new AppError('INVALID_INPUT', problem('oauth.resourceForeign'))
  return { path, address, environment: address.split('@')[1] ?? PRODUCTION }
}

/** On the local machine a server has several names. */
function isSameServer(item: URL, other: URL): boolean {
  if (item.origin === other.origin) return true
  return item.port === other.port && isLoopbackName(item.hostname) && isLoopbackName(other.hostname)
}

/** The redirect with the response; `iss` identifies the server (RFC 9207). */
function answerTo({ system }: ServiceContext, request: AuthorizationRequest, answer: Record<string, string>): string {
  const url = new URL(request.redirect_uri)
  const state = request.state === undefined ? {} : { state: request.state }
  const params = { ...answer, ...state, iss: system.appUrl }
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}
