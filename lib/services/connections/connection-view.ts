import 'server-only'
import type { ConnectionView } from '@/lib/contracts/models'
import { defaultBaseUrl } from '@/lib/providers/connection-settings'
import { manifestOf } from '@/lib/providers/manifests.gen'
import type { ConnectionRow } from './connection-row'

/** The fields of a connection that leave the server. */
export function connectionView(row: ConnectionRow): ConnectionView {
  return {
    id: row.id,
    name: row.name,
    provider: row.provider,
    baseUrl: addressOf(row),
    fields: row.fields,
    hasKey: row.encryptedKey !== null,
    last4: row.last4,
    moreKeys: row.moreKeys.map(({ id, last4 }) => ({ id, last4 })),
    limits: row.limits,
    models: row.models,
    status: row.status,
    statusMessage: row.statusMessage,
    statusRef: row.statusRef,
    blockedAddress: row.blockedAddress,
    testedAt: row.testedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** The URL of the connection: its own address, or the service's for its fields. */
export function addressOf({ provider, baseUrl, fields }: Pick<ConnectionRow, 'provider' | 'baseUrl' | 'fields'>) {
  const manifest = manifestOf(provider)
  return baseUrl ?? (manifest ? defaultBaseUrl(manifest, fields) : null)
}
