import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js'
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js'

export const CALLBACK = 'http://localhost:33418/callback'

/** What a program keeps on a person's machine; two processes of it may share one. */
export interface ProgramStore {
  client?: OAuthClientInformationMixed
  tokens?: OAuthTokens
}

/** A program on a person's machine, for the MCP SDK's own OAuth client. */
export class DeskProgram implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK
  readonly clientMetadata = { redirect_uris: [CALLBACK], client_name: 'Desk', token_endpoint_auth_method: 'none' }
  /** The page that it wants a person to see. */
  asked: URL | null = null
  #verifier = ''

  constructor(readonly store: ProgramStore = {}) {}

  clientInformation = () => this.store.client
  saveClientInformation(client: OAuthClientInformationMixed) {
    this.store.client = client
  }
  tokens = () => this.store.tokens
  saveTokens(tokens: OAuthTokens) {
    this.store.tokens = tokens
  }
  redirectToAuthorization(url: URL) {
    this.asked = url
  }
  saveCodeVerifier(verifier: string) {
    this.#verifier = verifier
  }
  codeVerifier = () => this.#verifier
  state = () => 'state-of-the-program'
  /** The SDK says what the server takes no more. */
  invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery') {
    if (what === 'all' || what === 'client') delete this.store.client
    if (what === 'all' || what === 'tokens') delete this.store.tokens
  }
}
