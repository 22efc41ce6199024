import type { BodyInputOf } from '@/lib/contracts/contract'
import type { createIntegrationConnection } from '@/lib/contracts/integrations/connections'
import type { CurlCredentials, CurlRequest } from '@/lib/import/curl/import-curl'

type Body = BodyInputOf<typeof createIntegrationConnection>

/** The connection for the credentials of a command, bound to the command's host; null if it has none. */
export function connectionOf({ credentials, url }: CurlRequest): Body | null {
  if (credentials === null) return null
  const { protocol, host, origin } = new URL(url)
  const { kind, values } = kindOf(credentials)
  const custom = { kind, hosts: [protocol === 'http:' ? origin : host], testUrl: null }
  return { name: host.slice(0, 80), plugin: 'custom', kind: 'custom', owner: 'workspace', custom, values }
}

function kindOf(credentials: CurlCredentials): Pick<NonNullable<Body['custom']>, 'kind'> & Pick<Body, 'values'> {
  const head = { id: 'custom' as const, label: '' }
  if (credentials.kind === 'bearer')
    return { kind: { ...head, kind: 'bearer', keyLabel: 'Token' }, values: { key: credentials.key } }
  if (credentials.kind === 'basic') {
    const { user, password } = credentials
    const kind = { ...head, kind: 'basic' as const, userLabel: 'User name', passwordLabel: 'Password' }
    return { kind, values: { user, password } }
  }
  const { name, key } = credentials
  const placement = { in: 'header' as const, name }
  return { kind: { ...head, kind: 'api-key', keyLabel: 'API key', placement }, values: { key } }
}
