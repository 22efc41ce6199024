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
import { viewOf } from '../view-of'
import { completeBrowser, explainDeadGrant, identify, signInSetup, startBrowser } from './browser-sign-in'
import type { OAuthSetup } from './oauth-setup'
import { exchangeDeviceCode, scopeText } from './request-tokens'
import { consumeSignIn, createSignIn, memberOwner, peekSignIn } from './sign-in-state'
import { PendingGrant, storeGrant } from './store-grant'

const CodePayload = z.strictObject({ verifier: z.string().nullable() })
const DevicePayload = z.strictObject({ deviceCode: z.string() })

export const startSignIn: Verb<typeof startContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getConnectionRow(ctx, params.integrationConnectionId)
  const setup = await signInSetup(ctx, row)
  if (setup.kind.grant === 'device') return startDevice(ctx, row, setup)
  const { url } = await startBrowser(ctx, row, { owner: await memberOwner(ctx) })
  return { type: 'browser', url }
}

async function startDevice(ctx: SignedInContext, row: IntegrationRow, setup: OAuthSetup) {
  const { server, client, authentication, http } = setup
  const deviceAuthorization = await oauth.processDeviceAuthorizationResponse(
    server,
    client,
    await oauth.deviceAuthorizationRequest(server, client, authentication, { scope: scopeText(setup) }, http),
  )
  const url = deviceAuthorization.verification_uri_complete ?? deviceAuthorization.verification_uri
  // The page opens in the person's browser, so it must be a web page.
  if (!/^https?:\/\//i.test(url))
    throw new AppError('TOOL_FAILED', problem('integrations.tokenUnreadable', { host: '' }))
  const payload = { deviceCode: deviceAuthorization.device_code }
  const state = await createSignIn(ctx, row, { owner: await memberOwner(ctx), payload })
  return {
    type: 'device' as const,
    state,
    url,
    userCode: deviceAuthorization.user_code,
    intervalSeconds: deviceAuthorization.interval ?? 5,
    expiresAt: new Date(ctx.now().getTime() + Math.min(deviceAuthorization.expires_in, 600) * 1_000).toISOString(),
  }
}

export const finishSignIn: Verb<typeof finishContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const owner = await memberOwner(ctx)
  const { connectionId, payload } = await consumeSignIn(ctx, { owner, state: body.state }, CodePayload)
  const row = await getConnectionRow(ctx, connectionId)
  const grant = await completeBrowser(ctx, row, { returned: body, verifier: payload.verifier })
  return { connectionId, outcome: grant ? await accept(ctx, row, grant) : { status: 'declined' } }
}

export const pollSignIn: Verb<typeof pollContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const owned = { owner: await memberOwner(ctx), state: body.state }
  const { connectionId, payload } = await peekSignIn(ctx, owned, DevicePayload)
  const row = await getConnectionRow(ctx, connectionId)
  const setup = await signInSetup(ctx, row)
  const granted = await exchangeDeviceCode(setup, payload.deviceCode, ctx.now()).catch(explainDeadGrant)
  if (granted === null) return { status: 'pending' }
  await consumeSignIn(ctx, owned, DevicePayload)
  return accept(ctx, row, await identify(ctx, row, granted))
}

/** Stores the grant of a different account, which the person has confirmed. */
export const confirmSignIn: Verb<typeof confirmContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const owned = { owner: await memberOwner(ctx), state: body.state }
  const { connectionId, payload } = await consumeSignIn(ctx, owned, PendingGrant)
  const stored = await storeGrant(ctx, await getConnectionRow(ctx, connectionId), payload)
  return { status: 'connected', connection: await viewOf(ctx, stored) }
}

async function accept(ctx: SignedInContext, row: IntegrationRow, grant: PendingGrant): Promise<SignInOutcome> {
  const { account, accountId } = grant
  if (row.accountId !== null && accountId !== null && row.accountId !== accountId) {
    const state = await createSignIn(ctx, row, { owner: await memberOwner(ctx), payload: grant })
    const names = { before: row.account ?? row.accountId, now: account ?? accountId }
    return { status: 'other-account', state, ...names }
  }
  return { status: 'connected', connection: await viewOf(ctx, await storeGrant(ctx, row, grant)) }
}
