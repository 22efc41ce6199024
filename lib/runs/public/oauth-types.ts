import type { KnownKey } from '@/lib/services/keys/find-key'
import type { Redemption } from '@/lib/services/programs/codes'
import type { ProgramGrant } from '@/lib/services/programs/find-grant'
import type { ProgramTokens } from '@/lib/services/programs/grant-tokens'
import type { Program } from '@/lib/services/programs/programs'
import type { Renewal } from '@/lib/services/programs/renew-grant'

/** The OAuth 2.1 server for clients; the person's part is in the studio. */
export interface ProgramBackend {
  /** @returns the new client id */
  register(program: Omit<Program, 'id'> & { address: string }): Promise<string>
  /** Whether the client is (still) registered. */
  isRegistered(clientId: string): Promise<boolean>
  /** null: unknown, used, expired, or of another client. */
  redeem(request: Redemption): Promise<ProgramTokens | null>
  /** null: unknown, used before, expired, or of another client. */
  renew(request: Renewal): Promise<ProgramTokens | null>
  /** Revokes the grant of a token; unknown tokens are ignored. */
  end(request: { token: string; clientId: string }): Promise<void>
  /** Whether a calling client may continue: not revoked, and its member has not left. */
  isLetIn(key: Pick<KnownKey, 'keyId' | 'workspaceId'>): Promise<boolean>
  /** null: unknown, expired, revoked, or its member has left. */
  authenticate(accessToken: string): Promise<ProgramGrant | null>
}
