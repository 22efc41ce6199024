import 'server-only'
import type { OAuthClientMetadata } from '@modelcontextprotocol/sdk/shared/auth.js'
import { isPrivateHost } from '@/lib/egress/is-private-host'
import { redirectUriOf } from '../../oauth/oauth-setup'

/** URL of this instance's client metadata document, served by lib/api. */
export const CLIENT_METADATA_PATH = '/oauth/client-metadata.json'

/** Metadata of this instance for authorization servers (RFC 7591, section 2). */
export function clientMetadata(system: { appUrl: string }): OAuthClientMetadata {
  return {
    client_name: 'Patchbay',
    client_uri: system.appUrl,
    redirect_uris: [redirectUriOf(system)],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // A public client: the proof key (PKCE) protects the code.
    token_endpoint_auth_method: 'none',
  }
}

/** The metadata as a document, whose address is the client id. */
export const clientMetadataDocument = (system: { appUrl: string }) => ({
  client_id: `${system.appUrl}${CLIENT_METADATA_PATH}`,
  ...clientMetadata(system),
})

/** The client id where authorization servers can read the document; null on a private instance. */
export function clientMetadataUrl({ appUrl }: { appUrl: string }): string | null {
  const { protocol, hostname } = new URL(appUrl)
  return protocol === 'https:' && !isPrivateHost(hostname) ? `${appUrl}${CLIENT_METADATA_PATH}` : null
}
