import 'server-only'
import { z } from 'zod'
import { isRedirectUri } from '@/lib/services/oauth/redirect-uri'
import type { PublicApi } from '../public-api'
import { type ApiHandler, addressOf, jsonResponse } from '../public-handler'
import { bodyIssue } from '../shared/requests/body-issue'
import { readBody } from '../shared/requests/read-body'
import { limitByAddress } from './limit-by-address'
import { oauthError } from './oauth-failure'

const MAX_BODY_BYTES = 16 * 1024
const NAMELESS = 'Unnamed client'

/** Total length of all redirect URIs. */
const MAX_REDIRECT_CHARACTERS = 2_000

/** Drops URIs that only other servers support; the response to the client lists the remaining ones. */
const Redirects = z
  .array(z.string())
  .max(20, 'At most 20 redirect_uris.')
  .transform((uris) => uris.filter(isRedirectUri))
  .refine(
    (uris) => uris.length > 0,
    'A redirect_uri must be https, http on this computer, or a private scheme of the client (RFC 8252).',
  )
  .refine((uris) => uris.join('').length <= MAX_REDIRECT_CHARACTERS, 'The redirect_uris are too long.')

/** RFC 7591 §2; unknown fields are ignored. */
const Registration = z.object({
  redirect_uris: z.unknown(),
  client_name: z.string().max(500).transform(shownName).optional(),
})

/** Removes characters with which a name could close the quotation marks around it and imitate our own text. */
function shownName(name: string): string {
  const visible = name
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{DI}"“”„‟«»＂]/gu, '')
    .trim()
  return /[\p{L}\p{N}]/u.test(visible) ? [...visible].slice(0, 80).join('').trim() : NAMELESS
}

/** Dynamic client registration is public: it grants nothing until a person authorizes the client. */
export function registerOAuthClient(api: PublicApi): ApiHandler {
  return async (call) => {
    await limitByAddress(api, call)
    const { redirect_uris, client_name } = await readBody(call.request, Registration, MAX_BODY_BYTES)
    const redirects = Redirects.safeParse(redirect_uris)
    if (!redirects.success) return oauthError('invalid_redirect_uri', bodyIssue(redirects.error).message)
    const name = client_name ?? NAMELESS
    const address = addressOf(api, call)
    const clientId = await api.backend.oauthClients.register({ name, redirectUris: redirects.data, address })
    const registered = {
      client_id: clientId,
      client_id_issued_at: Math.floor(Date.now() / 1_000),
      client_name: name,
      redirect_uris: redirects.data,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      // Public clients keep no secret and use PKCE.
      token_endpoint_auth_method: 'none',
    }
    return jsonResponse(registered, { status: 201 })
  }
}
