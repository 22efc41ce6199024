import 'server-only'
import { touchKey } from '@/lib/services/keys/touch-key'
import { isRegistered, registerClient } from '@/lib/services/oauth/clients'
import { redeemCode } from '@/lib/services/oauth/codes'
import { findGrant, isGrantActive } from '@/lib/services/oauth/find-grant'
import { renewGrant } from '@/lib/services/oauth/renew-grant'
import { revokeGrantByToken } from '@/lib/services/oauth/revoke-grants'
import type { System } from '@/lib/services/system'
import type { OAuthBackend } from './oauth-types'

export function oauthBackend({ db }: Pick<System, 'db'>): OAuthBackend {
  return {
    register: async (client) => (await registerClient(db, client)).id,
    isRegistered: (clientId) => isRegistered(db, clientId),
    redeem: (request) => redeemCode(db, request),
    renew: (request) => renewGrant(db, request),
    end: ({ token, clientId }) => revokeGrantByToken(db, token, clientId),
    isAuthorized: (key) => isGrantActive(db, key),
    authenticate: async (accessToken) => {
      const grant = await findGrant(db, accessToken)
      if (grant) touchKey(db, grant.key.keyId)?.catch(() => {})
      return grant
    },
  }
}
