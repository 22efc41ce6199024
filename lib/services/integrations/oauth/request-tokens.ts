import 'server-only'
import * as oauth from 'oauth4webapi'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Tokens } from '../sealed-values'
import { type OAuthSetup, refreshServer } from './oauth-setup'

export interface Granted {
  tokens: Tokens
  /** Expiry of the access token, or null if the service announced none. */
  tokenExpiresAt: Date | null
  /** Null if the service granted what was requested. */
  scopes: string[] | null
}

/** The service will not accept this grant again: a person must sign in. */
export class DeadGrant extends Error {
  override readonly name = 'DeadGrant'
}

export function exchangeCode(setup: OAuthSetup, parameters: URLSearchParams, verifier: string | null, now: Date) {
  const { server, client, authentication, redirectUri, http } = setup
  const proof = verifier ?? oauth.nopkce
  const options = { ...http, ...additional(setup) }
  const { authorizationCodeGrantRequest: send } = oauth
  return granted(setup, null, now, async () =>
    oauth.processAuthorizationCodeResponse(
      server,
      client,
      await send(server, client, authentication, parameters, redirectUri, proof, options),
    ),
  )
}

export function refreshTokens(
  setup: OAuthSetup,
  { refreshToken, fields, now }: { refreshToken: string; fields: Readonly<Record<string, string>>; now: Date },
) {
  const { client, authentication, http } = setup
  const server = refreshServer(setup, fields)
  const options = { ...http, ...additional(setup) }
  return granted(setup, refreshToken, now, async () =>
    oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options),
    ),
  )
}

export function requestClientTokens(setup: OAuthSetup, now: Date) {
  const { server, client, authentication, http } = setup
  const parameters = new URLSearchParams(setup.kind.quirks?.tokenParameters)
  if (setup.kind.scopes.length > 0) parameters.set('scope', scopeText(setup))
  return granted(setup, null, now, async () =>
    oauth.processClientCredentialsResponse(
      server,
      client,
      await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, http),
    ),
  )
}

/** @returns null if the person has not entered the code yet */
export async function exchangeDeviceCode(setup: OAuthSetup, deviceCode: string, now: Date): Promise<Granted | null> {
  const { server, client, authentication, http } = setup
  try {
    return await granted(setup, null, now, async () =>
      oauth.processDeviceCodeResponse(
        server,
        client,
        await oauth.deviceCodeGrantRequest(server, client, authentication, deviceCode, {
          ...http,
          ...additional(setup),
        }),
      ),
    )
  } catch (error) {
    const code = error instanceof AppError && error.cause instanceof oauth.ResponseBodyError ? error.cause.error : ''
    if (code === 'authorization_pending' || code === 'slow_down') return null
    throw error
  }
}

export const scopeText = ({ kind }: OAuthSetup): string => kind.scopes.join(kind.quirks?.scopeSeparator ?? ' ')

function additional({ kind }: OAuthSetup): { additionalParameters?: Record<string, string> } {
  return kind.quirks?.tokenParameters ? { additionalParameters: kind.quirks.tokenParameters } : {}
}

/** Errors by which a server declares a grant, or our client, permanently invalid. */
const DEAD: ReadonlySet<string> = new Set(['invalid_grant', 'unauthorized_client', 'invalid_client'])

async function granted(
  { kind, server }: OAuthSetup,
  refreshToken: string | null,
  now: Date,
  request: () => Promise<oauth.TokenEndpointResponse>,
): Promise<Granted> {
  const host = new URL(server.token_endpoint ?? server.issuer).hostname
  try {
    const { access_token, refresh_token, expires_in, scope } = await request()
    return {
      // Without a new refresh token the previous one stays valid (RFC 6749, section 6).
      tokens: { accessToken: access_token, refreshToken: refresh_token ?? refreshToken },
      tokenExpiresAt: expires_in === undefined ? null : new Date(now.getTime() + expires_in * 1_000),
      scopes: scope === undefined ? null : splitScopes(scope, kind.quirks?.scopeSeparator),
    }
  } catch (error) {
    throw translate(error, host)
  }
}

/** Some services answer with commas although they expect another separator. */
const splitScopes = (text: string, separator = ' '): string[] =>
  text
    .replaceAll(separator, ' ')
    .split(/[\s,]+/)
    .filter((scope) => scope !== '')

function translate(error: unknown, host: string): Error {
  if (error instanceof oauth.ResponseBodyError) {
    if (DEAD.has(error.error)) return new DeadGrant(error.error, { cause: error })
    const reason = (error.error_description ?? error.error).slice(0, 200)
    return new AppError('TOOL_FAILED', problem('integrations.tokenRejected', { host, reason }), { cause: error })
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) return new DeadGrant('invalid_client', { cause: error })
  // Network failures and blocked addresses.
  if (AppError.isInstance(error)) return error
  if (error instanceof Error && AppError.isInstance(error.cause)) return error.cause
  return new AppError('UNAVAILABLE', problem('integrations.tokenUnreadable', { host }), { cause: error })
}
