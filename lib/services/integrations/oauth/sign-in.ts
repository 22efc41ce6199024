import 'server-only'
import * as oauth from 'oauth4webapi'
import { z } from 'zod'
import type {
  confirmSignIn as confirmContract,
  finishSignIn as finishContract,
  pollSignIn as pollContract,
  SignInOutcome,
  startSignIn as startContract,
} from '@/lib/contracts/integrations/sign-in'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, type SignedInContext, type Verb } from '../../context'
import { getConnectionRow, type IntegrationRow } from '../connection-row'
import { connectionService } from '../connection-service'
import { openSecrets } from '../sealed-values'
import { testService } from '../test-connection'
import { viewOf } from '../view-of'
import { type OAuthSetup, oauthSetup } from './oauth-setup'
import { DeadGrant, exchangeCode, exchangeDeviceCode, type Granted, scopeText } from './request-tokens'
import { consumeSignIn, createSignIn, peekSignIn } from './sign-in-state'
import { PendingGrant, storeGrant } from './store-grant'

const CodePayload = z.strictObject({ verifier: z.string().nullable() })
const DevicePayload = z.strictObject({ deviceCode: z.string() })

export const startSignIn: Verb<typeof startContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.integrationConnectionId)
  const setup = await setupOf(ctx, row)
  return setup.kind.grant === 'device' ? startDevice(ctx, row, setup) : startBrowser(ctx, row, setup)
}

async function startBrowser(ctx: SignedInContext, row: IntegrationRow, setup: OAuthSetup) {
  const { kind, server, client, redirectUri } = setup
  const verifier = kind.quirks?.pkce === false ? null : oauth.generateRandomCodeVerifier()
  const state = await createSignIn(ctx, row, { verifier })
  const url = new URL(server.authorization_endpoint ?? '')
  const parameters = {
    ...{ response_type: 'code', client_id: client.client_id, redirect_uri: redirectUri, state },
    ...(kind.scopes.length > 0 ? { [kind.quirks?.scopeParameter ?? 'scope']: scopeText(setup) } : {}),
    ...(verifier === null
      ? {}
      : { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }),
    ...kind.quirks?.authorizeParameters,
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { type: 'browser' as const, url: url.href }
}

async function startDevice(ctx: SignedInContext, row: IntegrationRow, setup: OAuthSetup) {
  const { server, client, authentication, http } = setup
  const answer = await oauth.processDeviceAuthorizationResponse(
    server,
    client,
    await oauth.deviceAuthorizationRequest(server, client, authentication, { scope: scopeText(setup) }, http),
  )
  const url = answer.verification_uri_complete ?? answer.verification_uri
  // The page opens in the person's browser, so it must be a web page.
  if (!/^https?:\/\//i.test(url))
    throw new AppError('TOOL_FAILED', problem('integrations.tokenUnreadable', { host: '' }))
  const state = await createSignIn(ctx, row, { deviceCode: answer.device_code })
  return {
    ...{ type: 'device' as const, state, url, userCode: answer.user_code },
    intervalSeconds: answer.interval ?? 5,
    expiresAt: new Date(ctx.now().getTime() + Math.min(answer.expires_in, 600) * 1_000).toISOString(),
  }
}

export const finishSignIn: Verb<typeof finishContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const { connectionId, payload } = await consumeSignIn(ctx, body.state, CodePayload)
  if (body.error === 'access_denied') return { connectionId, outcome: { status: 'declined' } }
  if (body.error !== undefined || body.code === undefined)
    throw new AppError('TOOL_FAILED', problem('integrations.signInFailed', { reason: body.error ?? 'no code' }))
  const row = await getConnectionRow(ctx, connectionId)
  const setup = await setupOf(ctx, row)
  const server = serverNamed(setup, body.iss)
  const parameters = oauth.validateAuthResponse(
    server,
    setup.client,
    new URLSearchParams({ code: body.code, state: body.state, ...(body.iss ? { iss: body.iss } : {}) }),
    body.state,
  )
  const granted = await exchangeCode({ ...setup, server }, parameters, payload.verifier, ctx.now()).catch(explain)
  return { connectionId, outcome: await accept(ctx, row, granted) }
}

export const pollSignIn: Verb<typeof pollContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const { connectionId, payload } = await peekSignIn(ctx, body.state, DevicePayload)
  const row = await getConnectionRow(ctx, connectionId)
  const granted = await exchangeDeviceCode(await setupOf(ctx, row), payload.deviceCode, ctx.now()).catch(explain)
  if (granted === null) return { status: 'pending' }
  await consumeSignIn(ctx, body.state, DevicePayload)
  return accept(ctx, row, granted)
}

/** Stores the grant of another account than before, which the person has confirmed. */
export const confirmSignIn: Verb<typeof confirmContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const { connectionId, payload } = await consumeSignIn(ctx, body.state, PendingGrant)
  const stored = await storeGrant(ctx, await getConnectionRow(ctx, connectionId), payload)
  return { status: 'connected', connection: await viewOf(ctx, stored) }
}

async function accept(ctx: SignedInContext, row: IntegrationRow, granted: Granted): Promise<SignInOutcome> {
  const service = connectionService(row)
  const secrets = await openSecrets(ctx, row)
  const { accessToken } = granted.tokens
  const tested = await testService(ctx, service, {
    ...{ kind: service.kind, fields: row.fields, secrets, accessToken, now: ctx.now() },
  })
  if (!tested.isOk) throw new AppError('TOOL_FAILED', tested.problem)
  const { account, accountId } = tested
  const grant: PendingGrant = { ...granted, account, accountId }
  if (row.accountId !== null && accountId !== null && row.accountId !== accountId) {
    const state = await createSignIn(ctx, row, grant)
    const names = { before: row.account ?? row.accountId, now: account ?? accountId }
    return { status: 'other-account', state, ...names }
  }
  return { status: 'connected', connection: await viewOf(ctx, await storeGrant(ctx, row, grant)) }
}

async function setupOf(ctx: SignedInContext, row: IntegrationRow): Promise<OAuthSetup> {
  const { kind } = connectionService(row)
  if (kind.kind === 'oauth2' && kind.grant !== 'client-credentials') return oauthSetup(ctx, row, kind)
  throw new AppError('INVALID_INPUT', problem('integrations.noSignIn', { name: row.name }))
}

/**
 * The server as it names itself in the response (RFC 9207): it must be the one where the person signed in, or its code
 * would be sent to another one.
 */
function serverNamed({ server }: OAuthSetup, iss: string | undefined): oauth.AuthorizationServer {
  if (iss === undefined) return server
  if (URL.canParse(iss) && new URL(iss).origin === server.issuer) return { ...server, issuer: iss }
  throw new AppError('INVALID_INPUT', problem('integrations.otherIssuer'))
}

function explain(error: unknown): never {
  if (!(error instanceof DeadGrant)) throw error
  throw new AppError('TOOL_FAILED', problem('integrations.signInFailed', { reason: error.message }), { cause: error })
}
