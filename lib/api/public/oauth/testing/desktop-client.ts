import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'

export const CALLBACK = 'http://localhost:33418/callback'

/** The client's storage on a person's machine, which two processes may share. */
export interface ClientStore {
  client?: OAuthClientInformationMixed
  tokens?: OAuthTokens
}

/** A client on a person's machine, for the MCP SDK's OAuth client. */
export class DesktopClient implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK
  readonly clientMetadata = { redirect_uris: [CALLBACK], client_name: 'Desk', token_endpoint_auth_method: 'none' }
  /** The URL that a person should open. */
  authorizeUrl: URL | null = null
  #verifier = ''

  constructor(readonly store: ClientStore = {}) {}

  clientInformation = () => this.store.client
  saveClientInformation(client: OAuthClientInformationMixed) {
    this.store.client = client
  }
  tokens = () => this.store.tokens
  saveTokens(tokens: OAuthTokens) {
    this.store.tokens = tokens
  }
  redirectToAuthorization(url: URL) {
    this.authorizeUrl = url
  }
  saveCodeVerifier(verifier: string) {
    this.#verifier = verifier
  }
  codeVerifier = () => this.#verifier
  state = () => 'state-of-the-program'
  /** Called by the SDK with the credentials that the server rejects. */
  invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery') {
    if (what === 'all' || what === 'client') delete this.store.client
    if (what === 'all' || what === 'tokens') delete this.store.tokens
  }
}
