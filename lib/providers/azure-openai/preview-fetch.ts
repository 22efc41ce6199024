import 'server-only'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ProviderConnection } from '../provider-client'

/**
 * Azure serves speech and pictures in the preview of its v1 API alone, which each address asks for
 * (learn.microsoft.com/azure/ai-services/openai/reference-preview-latest). Other addresses, where a picture may lie, get
 * neither the word nor the key.
 * @param opened the connection with its key
 */
export function previewFetch(connection: ProviderConnection, opened: ProviderConnection): EgressFetch {
  return (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input)
    if (!address.href.startsWith(`${connection.baseUrl}/`)) return connection.fetch(input, init)
    address.searchParams.set('api-version', 'preview')
    return opened.fetch(address, init)
  }
}
