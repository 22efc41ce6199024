import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import { hostOf } from './get-json'
import { toModelError } from './model-error'
import type { MintedToken } from './token-cache'

const Answer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,20000}$/),
  expires_in: z.coerce.number().positive().max(604_800),
})
const Failure = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) })

interface TokenRequest {
  url: string
  form: Readonly<Record<string, string>>
  /** The problem when the service does not accept the credentials in the form. */
  rejected: 'providers.clientSecretRejected' | 'providers.accountKeyRejected'
}

/**
 * Calls a token endpoint (RFC 6749). Its error message is dropped, because it may quote the
 * request. @throws MODEL_*
 */
export async function mintOAuthToken(fetch: EgressFetch, { url, form, rejected }: TokenRequest): Promise<MintedToken> {
  const host = hostOf(url)
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      redirect: 'error',
      purpose: 'json',
    })
    text = await response.text()
  } catch (failure) {
    throw toModelError(failure, { host, model: '', signal: new AbortController().signal })
  }
  if (!response.ok) throw tokenError(response.status, text, host, rejected)
  try {
    const { access_token: token, expires_in: expiresInSeconds } = parseJson(Answer, text)
    return { token, expiresInSeconds }
  } catch {
    // Without its cause, which could contain the token.
    throw new AppError('MODEL_FAILED', problem('providers.notAccessToken', { host }))
  }
}

function tokenError(status: number, text: string, host: string, rejected: TokenRequest['rejected']): AppError {
  if (status === 429) return new AppError('MODEL_RATE_LIMITED', problem('providers.tokenRateLimited', { host }))
  if (status >= 500) return new AppError('MODEL_FAILED', problem('providers.tokenFailed', { host, status }))
  return new AppError('MODEL_UNAUTHORIZED', problem(rejected, { host, detail: `${status}${codeOf(text)}` }))
}

function codeOf(text: string): string {
  try {
    return `, ${parseJson(Failure, text).error}`
  } catch {
    return ''
  }
}
