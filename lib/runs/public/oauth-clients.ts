import 'server-only'
import { touchKey } from '@/lib/services/keys/touch-key'
import { redeemCode } from '@/lib/services/programs/codes'
import { endGrantByToken } from '@/lib/services/programs/end-grants'
import { findGrant, isLetIn } from '@/lib/services/programs/find-grant'
import { isRegistered, registerProgram } from '@/lib/services/programs/programs'
import { renewGrant } from '@/lib/services/programs/renew-grant'
import type { System } from '@/lib/services/system'
import type { ProgramBackend } from './oauth-types'

export function programBackend({ db }: Pick<System, 'db'>): ProgramBackend {
  return {
    register: async (program) => (await registerProgram(db, program)).id,
    isRegistered: (clientId) => isRegistered(db, clientId),
    redeem: (request) => redeemCode(db, request),
    renew: (request) => renewGrant(db, request),
    end: ({ token, clientId }) => endGrantByToken(db, token, clientId),
    isLetIn: (key) => isLetIn(db, key),
    authenticate: async (accessToken) => {
      const grant = await findGrant(db, accessToken)
      if (grant) touchKey(db, grant.key.keyId)?.catch(() => {})
      return grant
    },
  }
}
