import 'server-only'
import * as oauth from 'oauth4webapi'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceContext } from '../../context'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { connectionService } from '../connection-service'
import { openSecrets } from '../sealed-values'
import { testService } from '../test-connection'
import { type OAuthSetup, oauthSetup } from './oauth-setup'
import { DeadGrant, exchangeCode, type Granted, scopeText } from './request-tokens'
import { createSignIn, type SignInOwner } from './sign-in-state'
import type { PendingGrant } from './store-grant'

export type SignInContext = IntegrationContext & Pick<ServiceContext, 'actor' | 'now'>

/** The parameters with which the service sent the person back. */
export interface Returned {
  state: string
  code?: string | undefined
  iss?: string | undefined
  error?: string | undefined
}

/** @param payload stored with the code verifier @returns the page of the service where the person signs in */
export async function startBrowser(
  ctx: SignInContext,
  row: IntegrationRow,
  { owner, payload = {} }: { owner: SignInOwner; payload?: object },
): Promise<{ url: string; state: string }> {
  const setup = await signInSetup(ctx, row)
  const { kind, server, client, redirectUri } = setup
  const verifier = kind.quirks?.pkce === false ? null : oauth.generateRandomCodeVerifier()
  const state = await createSignIn(ctx, row, { owner, payload: { ...payload, verifier } })
  const url = new URL(server.authorization_endpoint ?? '')
  const parameters = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    state,
    ...(kind.scopes.length > 0 ? { [kind.quirks?.scopeParameter ?? 'scope']: scopeText(setup) } : {}),
    ...(verifier === null
      ? {}
      : { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
    ...kind.quirks?.authorizeParameters,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url: url.href, state }
}

/** Exchanges the code and identifies the account. Null if the person declined. */
export async function completeBrowser(
  ctx: SignInContext,
  row: IntegrationRow,
  { returned, verifier }: { returned: Returned; verifier: string | null },
): Promise<PendingGrant | null> {
  const { state, code, iss, error } = returned
  if (error === 'access_denied') return null
  if (error !== undefined || code === undefined)
    throw new AppError('TOOL_FAILED', problem('integrations.signInFailed', { reason: error ?? 'no code' }))
  const setup = await signInSetup(ctx, row)
  const server = serverNamed(setup, iss)
  const answer = new URLSearchParams({ code, state, ...(iss ? { iss } : {}) })
  const parameters = oauth.validateAuthResponse(server, setup.client, answer, state)
  const granted = await exchangeCode({ ...setup, server }, parameters, verifier, ctx.now()).catch(explainDeadGrant)
  return identify(ctx, row, granted)
}

/** @throws TOOL_FAILED when the service rejects the new token */
export async function identify(ctx: SignInContext, row: IntegrationRow, granted: Granted): Promise<PendingGrant> {
  const service = connectionService(row)
  const secrets = await openSecrets(ctx, row)
  const { accessToken } = granted.tokens
  const tested = await testService(ctx, service, {
    kind: service.kind,
    fields: row.fields,
    secrets,
    accessToken,
    now: ctx.now(),
  })
  if (!tested.isOk) throw new AppError('TOOL_FAILED', tested.problem)
  const { account, accountId } = tested
  return { ...granted, account, accountId }
}

/** @throws INVALID_INPUT for a connection without a sign-in */
export async function signInSetup(ctx: IntegrationContext, row: IntegrationRow): Promise<OAuthSetup> {
  const { kind } = connectionService(row)
  if (kind.kind === 'oauth2' && kind.grant !== 'client-credentials' && !row.forEndUsers)
    return oauthSetup(ctx, row, kind)
  throw new AppError('INVALID_INPUT', problem('integrations.noSignIn', { name: row.name }))
}

/**
 * The server as it names itself in the response (RFC 9207). It must be the server where the person signed in.
 * Otherwise the code would be sent to another one.
 */
function serverNamed({ server }: OAuthSetup, iss: string | undefined): oauth.AuthorizationServer {
  if (iss === undefined) return server
  if (URL.canParse(iss) && new URL(iss).origin === server.issuer) return { ...server, issuer: iss }
  throw new AppError('INVALID_INPUT', problem('integrations.otherIssuer'))
}

export function explainDeadGrant(error: unknown): never {
  if (!(error instanceof DeadGrant)) throw error
  throw new AppError('TOOL_FAILED', problem('integrations.signInFailed', { reason: error.message }), { cause: error })
}
