import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { ActiveGrant } from '@/lib/services/oauth/find-grant'
import { ACCESS_TOKEN_PREFIX } from '@/lib/services/oauth/token'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf } from '../public-handler'
import { oauthClientLease } from '../shared/access/key-lease'
import { admitKey, authorizeKey } from '../shared/access/keyed-app'

export interface McpCaller {
  key: CallerKey
  /** The member who authorized the client; null for a client with an API key. */
  member: ActiveGrant['member'] | null
}

/**
 * Authenticates a key, or the token of a client authorized by a member. @throws AppError
 * UNAUTHENTICATED or RATE_LIMITED
 */
export async function authorizeMcp(api: PublicApi, call: ApiRequest): Promise<McpCaller> {
  const token = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(call.request.headers.get('authorization') ?? '')?.[1]
  if (!token?.startsWith(ACCESS_TOKEN_PREFIX)) return { key: await authorizeKey(api, call), member: null }
  const grant = await api.backend.oauthClients.authenticate(token)
  if (!grant || !isFor(grant, call)) {
    await api.limiter.addresses.take(`key:${addressOf(api, call)}`)
    throw new AppError('UNAUTHENTICATED', problem('mcp.connectionEnded'))
  }
  await admitKey(api, call, { key: grant.key, endUser: memberName(grant.member) })
  call.lease = () => oauthClientLease(api, grant.key)
  return grant
}

/** The same name as on members-only pages. */
export const memberName = ({ userId }: { userId: string }): string => `member:${userId}`

/** A token for one resource is not valid for another (RFC 8707). */
function isFor({ resource }: ActiveGrant, call: ApiRequest): boolean {
  return resource === null || resource === call.context.req.path.replace('%40', '@').replace(/\/$/, '')
}
