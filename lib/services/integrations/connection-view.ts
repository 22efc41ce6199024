import 'server-only'
import type { IntegrationConnectionView } from '@/lib/contracts/integrations/connections'
import { placeableFields } from '@/lib/plugins/credential-fields'
import type { IntegrationRow } from './connection-row'
import { type ConnectionService, connectionService } from './connection-service'

const EXPIRING_MS = 7 * 24 * 3_600_000

export interface ViewParts {
  owner: { id: string; name: string } | null
  /** Of a connection for end users: how many have signed in. */
  connected: number
  oauthClient: { clientId: string; hasSecret: boolean } | null
  now: Date
}

/** The fields of a connection that leave the server. */
export function connectionView(
  row: IntegrationRow,
  { owner, connected, oauthClient, now }: ViewParts,
): IntegrationConnectionView {
  const service = serviceOrNull(row)
  return {
    id: row.id,
    name: row.name,
    plugin: row.plugin,
    kind: row.kind,
    // Safe: stored after it was parsed by this schema.
    custom: row.plugin === 'custom' ? (row.custom as IntegrationConnectionView['custom']) : null,
    hosts: [...(service?.origins ?? [])],
    owner,
    endUsers: row.forEndUsers ? { connected } : null,
    isOwnAccount: row.setupId !== null,
    fields: row.fields,
    placeable: service ? placeableFields(service.kind) : [],
    last4: row.last4,
    oauthClient,
    signIn: service && !row.forEndUsers ? signInOf(service) : 'none',
    status: statusOf(row, now),
    statusMessage: row.stateMessage,
    statusRef: row.stateRef,
    account: row.account,
    scopes: row.scopes,
    missingScopes: service ? missingScopes(service, row.scopes) : [],
    expiresAt: row.expiresAt?.toISOString() ?? null,
    testedAt: row.testedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

export function signInOf({ kind }: ConnectionService): IntegrationConnectionView['signIn'] {
  if (kind.kind !== 'oauth2' || kind.grant === 'client-credentials') return 'none'
  return kind.grant === 'device' ? 'device' : 'browser'
}

/** Requested scopes that the person or the service did not grant. */
export function missingScopes({ kind }: ConnectionService, granted: readonly string[] | null): string[] {
  if (kind.kind !== 'oauth2' || granted === null) return []
  return kind.scopes.filter((scope) => !UNLISTED_SCOPES.has(scope) && !granted.includes(scope))
}

/** Scopes that request a refresh token or an identity; services do not list them among the granted ones. */
const UNLISTED_SCOPES: ReadonlySet<string> = new Set(['offline_access', 'openid', 'profile', 'email'])

function statusOf({ state, expiresAt }: IntegrationRow, now: Date): IntegrationConnectionView['status'] {
  if (state === 'reconnect' || (expiresAt !== null && expiresAt <= now)) return 'reconnect'
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < EXPIRING_MS ? 'expiring' : 'ok'
}

function serviceOrNull(row: IntegrationRow): ConnectionService | null {
  try {
    return connectionService(row)
  } catch {
    return null
  }
}
