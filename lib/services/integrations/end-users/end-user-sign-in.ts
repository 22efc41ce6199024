import 'server-only'
import { createHash, randomInt } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import {
  type EndUserOutcome,
  type EndUserReturn,
  type EndUserSignIn,
  type PendingConnection,
  ReturnedParameters,
} from '@/lib/contracts/integrations/end-user-sign-in'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { waits } from '@/lib/db/schema/waits'
import { notFound } from '../../context'
import type { System } from '../../system'
import type { IntegrationRow } from '../connection-row'
import { connectionService } from '../connection-service'
import { completeBrowser, type SignInContext, startBrowser } from '../oauth/browser-sign-in'
import { consumeSignIn, peekSignIn, type SignInOwner } from '../oauth/sign-in-state'
import { storeGrant } from '../oauth/store-grant'
import type { EndUser } from './verified-end-user'

/** An end user in a session of the page or widget. */
export interface EndUserSession {
  workspaceId: string
  endUser: EndUser
  /** Id of the session: only the chat that started a sign-in can complete it. */
  sid: string
}

export const EndUserPayload = z.strictObject({
  verifier: z.string().nullable(),
  confirmation: z.string(),
  /** Delivered by the callback page. */
  returned: z.strictObject(ReturnedParameters).optional(),
})

/** Services for which a run of the end user waits. */
export async function pendingConnections(
  { db }: System,
  { workspaceId, endUser, runId }: Omit<EndUserSession, 'sid'> & { runId: string },
): Promise<PendingConnection[]> {
  const rows = await db
    .select({ row: integrationConnections, request: waits.request })
    .from(waits)
    .innerJoin(integrationConnections, isOwn({ workspaceId, endUser }))
    .where(and(eq(waits.runId, runId), eq(waits.workspaceId, workspaceId), eq(waits.status, 'waiting')))
  return rows.flatMap(({ row, request }) =>
    request.kind === 'reconnect' && request.connectionId === row.id
      ? [{ id: row.id, service: connectionService(row).label }]
      : [],
  )
}

/** @throws NOT_FOUND, also for connections of other end users */
export async function startEndUserSignIn(
  system: System,
  session: EndUserSession,
  connectionId: string,
): Promise<EndUserSignIn> {
  const ctx = contextOf(system, session)
  const row = await findOwn(ctx, session, connectionId)
  const confirmation = String(randomInt(1_000_000)).padStart(6, '0')
  const started = await startBrowser(ctx, row, { owner: ownerOf(session), payload: { confirmation } })
  return { ...started, confirmation }
}

/** Completes a sign-in with the parameters of the request, or with those that the callback page has delivered. */
export async function finishEndUserSignIn(
  system: System,
  session: EndUserSession,
  body: EndUserReturn,
): Promise<EndUserOutcome> {
  const ctx = contextOf(system, session)
  const owned = { owner: ownerOf(session), state: body.state }
  const { payload } = await peekSignIn(ctx, owned, EndUserPayload)
  const isSent = body.code !== undefined || body.error !== undefined
  const returned = isSent ? body : payload.returned
  if (!returned) return { status: 'pending' }
  const { connectionId } = await consumeSignIn(ctx, owned, EndUserPayload)
  const row = await findOwn(ctx, session, connectionId)
  const { verifier } = payload
  const grant = await completeBrowser(ctx, row, { returned: { ...returned, state: body.state }, verifier })
  if (!grant) return { status: 'declined' }
  await storeGrant(ctx, row, grant)
  return { status: 'connected' }
}

function contextOf(system: System, { workspaceId }: EndUserSession): SignInContext {
  const workspace = { id: workspaceId, name: '' }
  return { db: system.db, system, workspace, actor: { kind: 'system' }, now: () => new Date() }
}

function ownerOf({ endUser, sid }: EndUserSession): SignInOwner {
  const session = JSON.stringify([endUser.appId, endUser.name, sid])
  return { userId: null, sessionId: createHash('sha256').update(session).digest('base64url') }
}

function isOwn({ workspaceId, endUser }: Pick<EndUserSession, 'workspaceId' | 'endUser'>) {
  return and(
    eq(integrationConnections.workspaceId, workspaceId),
    eq(integrationConnections.appId, endUser.appId),
    eq(integrationConnections.endUser, endUser.name),
  )
}

async function findOwn({ db }: SignInContext, session: EndUserSession, connectionId: string): Promise<IntegrationRow> {
  const [row] = await db
    .select()
    .from(integrationConnections)
    .where(and(isOwn(session), eq(integrationConnections.id, connectionId)))
  if (!row) throw notFound('missing.connection')
  return row
}
