import 'server-only'
import type { OAuthClientProvider, OAuthDiscoveryState } from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'
import { internalError } from '@/lib/core/internal-error'
import { redirectUriOf } from '../../oauth/oauth-setup'
import { clientMetadata, clientMetadataUrl } from './client-metadata'

interface Options {
  system: { appUrl: string }
  /** Metadata of the server and its authorization server, so that the SDK does not fetch it again. */
  discovered: OAuthDiscoveryState
  /** Our registration with the server. Null to use the client metadata document or dynamic registration. */
  client: OAuthClientInformationMixed | null
}

/**
 * The first half of a sign-in for the MCP SDK: registration and the address where the person signs in. The connection
 * does the rest, so this holds no tokens, and no server can obtain any from it.
 */
export class SignInProvider implements OAuthClientProvider {
  readonly clientMetadataUrl?: string
  readonly #options: Options
  client: OAuthClientInformationMixed | null
  verifier: string | null = null
  authorizationUrl: URL | null = null

  constructor(options: Options) {
    this.#options = options
    this.client = options.client
    const url = clientMetadataUrl(options.system)
    if (url !== null) this.clientMetadataUrl = url
  }

  get redirectUrl() {
    return redirectUriOf(this.#options.system)
  }

  get clientMetadata() {
    return clientMetadata(this.#options.system)
  }

  discoveryState() {
    return this.#options.discovered
  }

  clientInformation() {
    return this.client ?? undefined
  }

  saveClientInformation(client: OAuthClientInformationMixed) {
    this.client = client
  }

  tokens() {
    return undefined
  }

  saveTokens(_tokens: OAuthTokens) {
    throw internalError('The connection stores the tokens of an MCP server.')
  }

  redirectToAuthorization(url: URL) {
    this.authorizationUrl = url
  }

  saveCodeVerifier(verifier: string) {
    this.verifier = verifier
  }

  codeVerifier() {
    return this.verifier ?? ''
  }
}
