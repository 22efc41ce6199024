import 'server-only'
import { secretOrigin } from '@/lib/contracts/secret-origin'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import type { PluginManifest, TestRequest } from '@/lib/plugins/manifest-types'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'
import { pluginBaseUrl, pluginHosts } from '@/lib/plugins/plugin-hosts'
import type { IntegrationRow } from './connection-row'
import { serverAddresses } from './sockets/server-address'

/** Description of a connection's service, from a manifest or from the connection itself. */
export interface ConnectionService {
  label: string
  kind: ConnectionKind
  /** Origins in the notation of `lib/contracts/secret-origin`. Credentials go nowhere else. */
  origins: readonly string[]
  baseUrl: string | null
  headers: Readonly<Record<string, string>>
  test: TestRequest | null
  /** Set for a service that is reached without HTTP; `origins` are then hosts with ports. */
  protocol: NonNullable<PluginManifest['protocol']> | null
  rateLimits: NonNullable<PluginManifest['rateLimits']>
}

export type ServiceOfRow = Pick<IntegrationRow, 'plugin' | 'kind' | 'custom' | 'fields' | 'name'>

/** @throws CREDENTIAL_MISSING when the plugin, or this way to connect, no longer exists */
export function connectionService(row: ServiceOfRow): ConnectionService {
  if (row.custom) {
    const { kind, hosts, testUrl } = row.custom
    const test: TestRequest | null = testUrl === null ? null : { method: 'GET', path: testUrl }
    return { label: row.name, kind, origins: hosts, baseUrl: null, headers: {}, test, protocol: null, rateLimits: [] }
  }
  const manifest = pluginManifestOf(row.plugin)
  const kind = manifest?.connections.find(({ id }) => id === row.kind)
  if (!manifest || !kind)
    throw new AppError('CREDENTIAL_MISSING', problem('integrations.serviceMissing', { name: row.name }))
  const { protocol } = manifest
  if (protocol) {
    const origins = serverAddresses(protocol, row.fields)
    return { label: manifest.label, kind, origins, baseUrl: null, headers: {}, test: null, protocol, rateLimits: [] }
  }
  const baseUrl = pluginBaseUrl(manifest, row.fields)
  const scheme = baseUrl.startsWith('http://') ? 'http://' : ''
  return {
    label: manifest.label,
    kind,
    origins: pluginHosts(manifest, row.fields).map((host) => `${scheme}${host}`),
    baseUrl,
    headers: manifest.headers ?? {},
    test: manifest.tests?.find(({ connections }) => connections?.includes(kind.id) ?? true) ?? null,
    protocol: null,
    rateLimits: manifest.rateLimits ?? [],
  }
}

/** @throws EGRESS_BLOCKED for an address that must not receive the credentials */
export function assertOwnHost(service: ConnectionService, url: URL): void {
  if (service.origins.includes(secretOrigin(url))) return
  throw new AppError(
    'EGRESS_BLOCKED',
    problem('integrations.foreignHost', { name: service.label, host: secretOrigin(url) }),
    { details: { host: url.hostname } },
  )
}
