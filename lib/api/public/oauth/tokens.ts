import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { ACCESS_TTL_SECONDS, type GrantTokens } from '@/lib/services/oauth/grant-tokens'
import type { PublicApi } from '../public-api'
import { type ApiHandler, jsonResponse } from '../public-handler'
import { bodyIssue } from '../shared/requests/body-issue'
import { readBytes } from '../shared/requests/read-body'
import { limitByAddress } from './limit-by-address'
import { SCOPE } from './metadata'
import { invalidClient, invalidGrant, oauthError } from './oauth-failure'

const MAX_BODY_BYTES = 16 * 1024

const Text = z.string().min(1).max(1_000)
/** RFC 7636 §4.1. */
const Verifier = z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/, 'The code_verifier is missing or malformed.')

const GRANT_TYPES: readonly string[] = ['authorization_code', 'refresh_token']

const TokenRequest = z.discriminatedUnion(
  'grant_type',
  [
    z.object({
      grant_type: z.literal('authorization_code'),
      code: Text,
      client_id: Text,
      code_verifier: Verifier,
      redirect_uri: Text.optional(),
    }),
    z.object({ grant_type: z.literal('refresh_token'), refresh_token: Text, client_id: Text }),
  ],
  { error: 'grant_type must be authorization_code or refresh_token.' },
)

/** RFC 6749 §4.1.3 and §6. */
export function issueTokens({ backend, ...api }: PublicApi): ApiHandler {
  return async (call) => {
    await limitByAddress({ backend, ...api }, call)
    const form = await readForm(call.request)
    const { grant_type } = form
    if (grant_type !== undefined && !GRANT_TYPES.includes(grant_type))
      return oauthError('unsupported_grant_type', `grant_type must be ${GRANT_TYPES.join(' or ')}.`)
    const request = checked(TokenRequest, form)
    const { oauthClients } = backend
    if (!(await oauthClients.isRegistered(request.client_id))) return invalidClient()
    const tokens =
      request.grant_type === 'refresh_token'
        ? await oauthClients.renew({ refreshToken: request.refresh_token, clientId: request.client_id })
        : await oauthClients.redeem({
            code: request.code,
            clientId: request.client_id,
            verifier: request.code_verifier,
            redirectUri: request.redirect_uri,
          })
    return tokens ? jsonResponse(toBody(tokens), { headers: { pragma: 'no-cache' } }) : invalidGrant()
  }
}

function toBody({ accessToken, refreshToken }: GrantTokens) {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: ACCESS_TTL_SECONDS,
    refresh_token: refreshToken,
    scope: SCOPE,
  }
}

const Revocation = z.object({ token: Text, client_id: Text })

/** RFC 7009: revoking an unknown token succeeds too. */
export function endTokens(api: PublicApi): ApiHandler {
  return async (call) => {
    await limitByAddress(api, call)
    const { token, client_id } = checked(Revocation, await readForm(call.request))
    const { oauthClients } = api.backend
    if (!(await oauthClients.isRegistered(client_id))) return invalidClient()
    await oauthClients.end({ token, clientId: client_id })
    return jsonResponse({})
  }
}

/** @throws AppError UNSUPPORTED_MEDIA_TYPE, TOO_LARGE or INVALID_INPUT */
async function readForm(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded')
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('oauth.notForm'))
  const form = new URLSearchParams(Buffer.from(await readBytes(request, MAX_BODY_BYTES)).toString('utf8'))
  const names = [...form.keys()]
  // RFC 6749 §3.2: no parameter may repeat.
  if (new Set(names).size !== names.length) throw new AppError('INVALID_INPUT', problem('oauth.parameterTwice'))
  return Object.fromEntries(form)
}

/** @throws AppError INVALID_INPUT */
function checked<T>(schema: z.ZodType<T>, form: Record<string, string>): T {
  const parsed = schema.safeParse(form)
  if (!parsed.success) throw bodyIssue(parsed.error)
  return parsed.data
}
