import type { KnownKey } from '@/lib/services/keys/find-key'
import type { OAuthClient } from '@/lib/services/oauth/clients'
import type { Redemption } from '@/lib/services/oauth/codes'
import type { ActiveGrant } from '@/lib/services/oauth/find-grant'
import type { GrantTokens } from '@/lib/services/oauth/grant-tokens'
import type { Renewal } from '@/lib/services/oauth/renew-grant'

/** The OAuth 2.1 server for clients; the person's part is in the studio. */
export interface OAuthBackend {
  /** @returns the new client id */
  register(client: Omit<OAuthClient, 'id'> & { address: string }): Promise<string>
  /** Whether the client is (still) registered. */
  isRegistered(clientId: string): Promise<boolean>
  /** @returns null for a code that is unknown, used, expired, or of another client */
  redeem(request: Redemption): Promise<GrantTokens | null>
  /** @returns null for a refresh token that is unknown, used, expired, or of another client */
  renew(request: Renewal): Promise<GrantTokens | null>
  /** Revokes the grant of a token; unknown tokens are ignored. */
  end(request: { token: string; clientId: string }): Promise<void>
  /** Whether a calling client may continue: not revoked, and its member has not left. */
  isAuthorized(key: Pick<KnownKey, 'keyId' | 'workspaceId'>): Promise<boolean>
  /** @returns null if the token is unknown, expired or revoked, or if its member has left */
  authenticate(accessToken: string): Promise<ActiveGrant | null>
}
