import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { checkEgress } from '@/lib/egress/egress-fetch'
import { problem } from '@/lib/messages/problems/problem'
import { readLocalAddresses } from '../../governance/read-local-addresses'
import { workspaceEgress } from '../../governance/workspace-egress'

const TIMEOUT_MS = 20_000

type OAuthFetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Requests to the endpoints of an authorization server. They go through the workspace's egress, and are encrypted
 * unless the operator allows the address. They follow no redirects, which would carry the client's secret elsewhere.
 */
export function oauthFetch(db: Database, workspaceId: string, endpoints: readonly string[]): OAuthFetch {
  const origins = new Set(endpoints.map((url) => new URL(url).origin))
  return async (url, init) => {
    const { origin, hostname: host } = new URL(url)
    if (!origins.has(origin)) throw blocked(host, problem('integrations.tokenElsewhere', { host }))
    checkEgress(url, { onlyHttps: true, onlyHosts: null, localAddresses: await readLocalAddresses(db) })
    const response = await workspaceEgress(db, workspaceId)(url, {
      ...init,
      redirect: 'manual',
      limits: { totalMs: TIMEOUT_MS },
    })
    if (response.status >= 300 && response.status < 400)
      throw blocked(host, problem('integrations.tokenRedirects', { host }))
    return conform(response)
  }
}

/**
 * Some services answer errors with status 200 or omit the token type. An ID token is dropped: nothing reads it,
 * and its issuer is often not the one that the service declares.
 */
async function conform(response: Response): Promise<Response> {
  const text = await response.text()
  const { status, headers } = response
  const body = parse(text)
  if (!body) return new Response(text, { status, headers })
  const { id_token: _dropped, ...rest } = body
  const isError = status === 200 && typeof rest.error === 'string' && rest.access_token === undefined
  const hasToken = typeof rest.access_token === 'string'
  const isKnownType = typeof rest.token_type === 'string' && rest.token_type.toLowerCase() === 'bearer'
  const successStatus = status === 201 ? 200 : status
  return Response.json(hasToken && !isKnownType ? { ...rest, token_type: 'bearer' } : rest, {
    status: isError ? 400 : successStatus,
  })
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

function blocked(host: string, why: ReturnType<typeof problem>): AppError {
  return new AppError('EGRESS_BLOCKED', why, { details: { host }, isFinal: true })
}
