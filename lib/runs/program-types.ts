import type { PublicKey } from './public-backend-types'

/** A program that a member let in, on MCP. */
export interface PublicGrant {
  key: PublicKey
  member: { userId: string; email: string; role: string }
  /** The only path that it may call, such as `/mcp`; null: any of MCP. */
  resource: string | null
}

export interface PublicTokens {
  accessToken: string
  refreshToken: string
}

/** What programs do to be let in (OAuth 2.1); the person's part is in the studio. */
export interface ProgramBackend {
  /** @returns the id that the program has from now on; null: too many wait for somebody who lets them in */
  register(program: { name: string; redirectUris: string[] }): Promise<string | null>
  /** Whether the program is registered, or still is. */
  isRegistered(clientId: string): Promise<boolean>
  /** null: unknown, used, too old, or not this program's. */
  redeem(request: {
    code: string
    clientId: string
    verifier: string
    redirectUri: string | undefined
  }): Promise<PublicTokens | null>
  /** null: unknown, used before, expired, or not this program's. */
  renew(request: { refreshToken: string; clientId: string }): Promise<PublicTokens | null>
  /** Ends what the token stands for; of an unknown one nothing happens. */
  end(request: { token: string; clientId: string }): Promise<void>
  /** Whether a program that calls may go on: not revoked, and its member is there. */
  isLetIn(key: Pick<PublicKey, 'keyId' | 'workspaceId'>): Promise<boolean>
  /** null: unknown, expired, revoked, or its member has left. */
  authenticate(accessToken: string): Promise<PublicGrant | null>
}
