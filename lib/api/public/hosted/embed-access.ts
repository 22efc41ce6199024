import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { isAppAddress } from '@/lib/core/ids'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { EVERYONE, endUserViewer, memberViewer } from '@/lib/core/knowledge/document-access'
import { problem } from '@/lib/messages/problems/problem'
import type { EmbedClaims } from '@/lib/runs/widget/embed-token'
import { RejectedError } from '@/lib/services/protection/rejection'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { isOwnOrigin } from '../../studio/same-origin'
import type { PublicApi, PublicMember } from '../public-api'
import { type ApiRequest, addressOf } from '../public-handler'
import { notFound } from '../shared/responses/public-error'

export const TOKEN_TTL_SECONDS = 15 * 60

const Claims = z.object({
  app: z.string(),
  version: z.string(),
  origin: z.string(),
  sid: z.uuid(),
  user: z.string().optional(),
  groups: z.array(z.string()).optional(),
})

/** An app visible to this visitor on a page; key-only apps do not exist here. @throws NOT_FOUND */
export async function findVisibleApp(api: PublicApi, request: Request, slug: string): Promise<PublishedApp> {
  const app = isAppAddress(slug) ? await api.backend.findApp(slug) : null
  if (!app || app.access === 'key') throw notFound()
  await requireMember(api, request, app)
  return app
}

export interface EmbedVisitor {
  app: PublishedApp
  claims: EmbedClaims
  /** End user of these runs. A verified name never looks like one chosen by a browser. */
  endUser: string
  /** Only the browser identifies the visitor: a random id per browser. */
  isAnonymous: boolean
  /** Determines which documents they see. */
  viewer: Viewer
}

type Who = Pick<EmbedVisitor, 'endUser' | 'isAnonymous' | 'viewer'>

/** Identifies the visitor: signed by the customer's server, else the member on a members-only page, else anonymous. */
export function whoIs(
  { sid, user, groups }: Pick<EmbedClaims, 'sid' | 'user' | 'groups'>,
  member: PublicMember | null,
): Who {
  if (user !== undefined) return { endUser: `user:${user}`, isAnonymous: false, viewer: endUserViewer(user, groups) }
  if (member) return { endUser: `member:${member.userId}`, isAnonymous: false, viewer: memberViewer(member) }
  return { endUser: sid, isAnonymous: true, viewer: EVERYONE }
}

/**
 * @returns null if the app is open to everyone
 * @throws NOT_FOUND if it is for members and the caller is not a member
 */
export async function requireMember(api: PublicApi, request: Request, app: PublishedApp): Promise<PublicMember | null> {
  if (app.access !== 'members') return null
  const member = await api.memberOf(request, app)
  if (!member) throw notFound()
  return member
}

/** Checks the token of a page or widget. @throws AppError UNAUTHENTICATED or NOT_FOUND */
export async function authorizeVisitor(api: PublicApi, call: ApiRequest): Promise<EmbedVisitor> {
  const token = /^Bearer ([\x21-\x7e]{16,6000})$/i.exec(call.request.headers.get('authorization') ?? '')?.[1]
  const claims = token ? Claims.safeParse(await api.tokens.verify(token)) : null
  if (!claims?.success) throw new AppError('UNAUTHENTICATED', problem('publicApi.sessionExpired'))
  const slug = call.param('slug')
  const app = isAppAddress(slug) ? await api.backend.findApp(slug) : null
  if (!app || app.access === 'key' || claims.data.app !== app.appId) throw notFound()
  // A token is valid for a quarter of an hour, but a removed member loses access at once.
  const member = await requireMember(api, call.request, app)
  if (!isAllowedHost(api, app, claims.data.origin))
    throw new AppError('UNAUTHENTICATED', problem('publicApi.sessionExpired'))
  // Once the owner requires an identity, anonymous visitors lose access at once.
  if (app.widget.needsIdentity && claims.data.user === undefined)
    throw new AppError('UNAUTHENTICATED', problem('publicApi.signInFirst'))
  const claimed = claimsOf(claims.data)
  const who = whoIs(claimed, member)
  await admitVisitor(api, call, app, who.endUser)
  return { app, claims: claimed, ...who }
}

const claimsOf = ({ user, groups, ...claims }: z.infer<typeof Claims>): EmbedClaims => ({
  ...claims,
  ...(user === undefined ? {} : { user }),
  ...(groups === undefined ? {} : { groups }),
})

/** @throws AppError MAINTENANCE or FORBIDDEN */
export async function admitVisitor(
  api: PublicApi,
  call: ApiRequest,
  app: PublishedApp,
  endUser: string,
): Promise<void> {
  const { appId, workspaceId } = app
  call.caller = { workspaceId, appId, endUser, address: addressOf(api, call) }
  await api.protection.check({ ...call.caller, workspaceId })
}

/** Our own page, or a listed page of the app. An empty list allows no other page. */
export function isAllowedHost(api: PublicApi, app: PublishedApp, origin: string): boolean {
  return origin === new URL(api.appUrl).origin || app.allowedOrigins.includes(origin.toLowerCase())
}

/**
 * Rejects a page that is not listed, and counts the rejection for the app's owner.
 * @throws AppError NOT_FOUND
 */
export function requireAllowedHost(api: PublicApi, app: PublishedApp, origin: string | null | undefined): string {
  if (typeof origin === 'string' && isAllowedHost(api, app, origin)) return origin
  const { workspaceId, appId } = app
  throw new RejectedError('NOT_FOUND', notFound(), { kind: 'domain', caller: { workspaceId, appId } })
}

/** Only our own frame may create sessions; other origins and `null` are rejected. @throws AppError FORBIDDEN */
export function requireOwnOrigin(api: PublicApi, request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isOwn = origin !== null && isOwnOrigin(origin, request.headers.get('host'), api.appUrl)
  if ((site !== null && site !== 'same-origin') || !isOwn)
    throw new AppError('FORBIDDEN', problem('publicApi.sessionForChatOnly'))
}
