import 'server-only'
import { z } from 'zod'
import type { Granted } from './request-tokens'
import { signedJwt } from './signed-jwt'
import { type OwnTokenRequest, tokenJson } from './token-json'

const Answer = z.object({ token: z.string(), expires_at: z.string() })

/** docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app */
export async function githubAppToken(request: OwnTokenRequest & { baseUrl: string }): Promise<Granted> {
  const { appId = '', installationId = '' } = request.fields
  const nowSeconds = Math.floor(request.now.getTime() / 1_000)
  // A minute back, since GitHub rejects tokens from the future.
  const claims = { iss: appId, iat: nowSeconds - 60, exp: nowSeconds + 540 }
  const jwt = signedJwt(request.secrets.privateKey ?? '', claims)
  const url = `${request.baseUrl.replace(/\/+$/, '')}/app/installations/${encodeURIComponent(installationId)}/access_tokens`
  const headers = { authorization: `Bearer ${jwt}`, accept: 'application/vnd.github+json', 'user-agent': 'Patchbay' }
  const answer = await tokenJson(request, url, { method: 'POST', headers }, Answer)
  return {
    tokens: { accessToken: answer.token, refreshToken: null },
    tokenExpiresAt: new Date(answer.expires_at),
    scopes: null,
  }
}
