import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Granted } from './request-tokens'
import { signedJwt } from './signed-jwt'
import { type OwnTokenRequest, tokenJson } from './token-json'

const KeyFile = z.object({
  client_email: z.string(),
  private_key: z.string(),
  private_key_id: z.string().optional(),
  token_uri: z.url({ protocol: /^https?$/ }).default('https://oauth2.googleapis.com/token'),
})
const Answer = z.object({ access_token: z.string(), expires_in: z.number() })

/** developers.google.com/identity/protocols/oauth2/service-account#httprest */
export async function googleToken(request: OwnTokenRequest & { scopes: readonly string[] }): Promise<Granted> {
  const file = readKeyFile(request.secrets.json ?? '')
  const issuedAt = Math.floor(request.now.getTime() / 1_000)
  const assertion = signedJwt(
    file.private_key,
    {
      iss: file.client_email,
      scope: request.scopes.join(' '),
      aud: file.token_uri,
      iat: issuedAt,
      exp: issuedAt + 3_600,
    },
    file.private_key_id,
  )
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
  const answer = await tokenJson(request, file.token_uri, { method: 'POST', body }, Answer)
  return {
    tokens: { accessToken: answer.access_token, refreshToken: null },
    tokenExpiresAt: new Date(request.now.getTime() + answer.expires_in * 1_000),
    scopes: null,
  }
}

function readKeyFile(text: string): z.infer<typeof KeyFile> {
  try {
    return KeyFile.parse(JSON.parse(text))
  } catch {
    throw new AppError('CREDENTIAL_MISSING', problem('integrations.keyFileInvalid'))
  }
}
