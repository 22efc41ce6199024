import 'server-only'
import type { ConnectionLimits } from '@/lib/contracts/models'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
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
    throw new AppError('INVALID_INPUT', problem('connections.providerUnknown', { provider: provider.slice(0, 40) }))
  }
  const address = baseUrl ?? defaultBaseUrl(manifest, fields)
  if (address === null)
    throw new AppError('INVALID_INPUT', problem('connections.addressRequired', { provider: manifest.label }))
  if (manifest.apiKey.use === 'required' && !apiKey) {
    throw new AppError('CREDENTIAL_MISSING', problem('connections.apiKeyRequired', { provider: manifest.label }))
  }
  // fetch would reject the header with an error that quotes the key.
  if (manifest.apiKey.format !== 'json' && !/^[\x20-\x7e]*$/.test((apiKey ?? '').trim()))
    throw new AppError('INVALID_INPUT', problem('connections.apiKeyInvalid', { provider: manifest.label }))
  const connection: ProviderConnection = { baseUrl: tidyBaseUrl(address), apiKey: apiKey || null, fields, fetch }
  if (onSecret) connection.onSecret = onSecret
  return withClient(provider, connection)
}

async function withClient(provider: ProviderId, connection: ProviderConnection): Promise<Ready> {
  return { provider, client: await clientOf(provider), connection }
}

/** Cached per process: `import()` is slow even for a loaded module. */
const loaded = new Map<ProviderId, ProviderClient | Promise<ProviderClient>>()

function clientOf(provider: ProviderId): ProviderClient | Promise<ProviderClient> {
  const cached = loaded.get(provider)
  if (cached) return cached
  const client = clients[provider]().then((module) => module.default)
  loaded.set(provider, client)
  client.then(
    (loadedClient) => loaded.set(provider, loadedClient),
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
