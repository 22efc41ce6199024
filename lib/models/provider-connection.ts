import 'server-only'
import type { ConnectionLimits } from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import { whenKnown } from '@/lib/core/iterables/when-known'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { clients } from '@/lib/providers/clients.gen'
import { defaultBaseUrl } from '@/lib/providers/connection-settings'
import { isProviderId, manifestOf, type ProviderId } from '@/lib/providers/manifests.gen'
import type { ProviderClient, ProviderConnection } from '@/lib/providers/provider-client'

/** Secrets of a connection, read for a single call. */
export interface ResolvedConnection {
  provider: string
  baseUrl: string | null
  apiKey: string | null
  fields?: Readonly<Record<string, string>>
  /** All keys of the connection; `apiKey` is the first one. */
  keys?: string[]
  limits?: ConnectionLimits | null
}

interface Ready {
  provider: ProviderId
  client: ProviderClient
  connection: ProviderConnection
}

/**
 * Completes a stored connection with the provider's defaults. @throws INVALID_INPUT,
 * CREDENTIAL_MISSING with a message for the form.
 */
export function providerConnection(
  { provider, baseUrl, apiKey, fields = {} }: ResolvedConnection,
  fetch: EgressFetch,
  onSecret?: (secret: string) => void,
): Ready | Promise<Ready> {
  const manifest = manifestOf(provider)
  if (!manifest || !isProviderId(provider)) {
    throw new AppError('INVALID_INPUT', `Patchbay does not know the provider “${provider.slice(0, 40)}”.`)
  }
  const address = baseUrl ?? defaultBaseUrl(manifest, fields)
  if (address === null) throw new AppError('INVALID_INPUT', `${manifest.label} needs the address of the server.`)
  if (manifest.apiKey.use === 'required' && !apiKey) {
    throw new AppError('CREDENTIAL_MISSING', `${manifest.label} needs an API key.`)
  }
  // fetch would reject the header with an error that quotes the key.
  if (manifest.apiKey.format !== 'json' && !/^[\x20-\x7e]*$/.test((apiKey ?? '').trim()))
    throw new AppError(
      'INVALID_INPUT',
      `The key of ${manifest.label} holds characters that no key has. Paste it again.`,
    )
  const connection: ProviderConnection = { baseUrl: tidyBaseUrl(address), apiKey: apiKey || null, fields, fetch }
  if (onSecret) connection.onSecret = onSecret
  return whenKnown(clientOf(provider), (client) => ({ provider, client, connection }))
}

/** Cached per process: `import()` is slow even for a loaded module. */
const loaded = new Map<ProviderId, ProviderClient | Promise<ProviderClient>>()

function clientOf(provider: ProviderId): ProviderClient | Promise<ProviderClient> {
  const known = loaded.get(provider)
  if (known) return known
  const client = clients[provider]().then((module) => module.default)
  loaded.set(provider, client)
  client.then(
    (there) => loaded.set(provider, there),
    () => loaded.delete(provider),
  )
  return client
}

/** Removes path suffixes that users paste with the address. */
export function tidyBaseUrl(baseUrl: string): string {
  return baseUrl
    .trim()
    .replace(/\/+$/, '')
    .replace(/\/(?:chat\/completions|models)$/, '')
}
