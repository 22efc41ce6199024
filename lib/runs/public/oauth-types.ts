import type { KnownKey } from '@/lib/services/keys/find-key'
import type { Redemption } from '@/lib/services/programs/codes'
import type { ProgramGrant } from '@/lib/services/programs/find-grant'
import type { ProgramTokens } from '@/lib/services/programs/grant-tokens'
import type { Program } from '@/lib/services/programs/programs'
import type { Renewal } from '@/lib/services/programs/renew-grant'

/** What programs do to be let in (OAuth 2.1); the person's part is in the studio. */
export interface ProgramBackend {
  /** @returns the id that the program has from now on */
  register(program: Omit<Program, 'id'> & { address: string }): Promise<string>
  /** Whether the program is registered, or still is. */
  isRegistered(clientId: string): Promise<boolean>
  /** null: unknown, used, too old, or not this program's. */
  redeem(request: Redemption): Promise<ProgramTokens | null>
  /** null: unknown, used before, expired, or not this program's. */
  renew(request: Renewal): Promise<ProgramTokens | null>
  /** Ends what the token stands for; of an unknown one nothing happens. */
  end(request: { token: string; clientId: string }): Promise<void>
  /** Whether a program that calls may go on: not revoked, and its member is there. */
  isLetIn(key: Pick<KnownKey, 'keyId' | 'workspaceId'>): Promise<boolean>
  /** null: unknown, expired, revoked, or its member has left. */
  authenticate(accessToken: string): Promise<ProgramGrant | null>
}
