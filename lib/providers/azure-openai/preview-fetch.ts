import 'server-only'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ProviderConnection } from '../provider-client'

/**
 * Azure offers speech and images only in the preview of its v1 API, which is requested per URL
 * (learn.microsoft.com/azure/ai-services/openai/reference-preview-latest). Other hosts, which may
 * serve an image, get neither the parameter nor the key.
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
