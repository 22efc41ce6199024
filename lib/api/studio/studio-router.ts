import 'server-only'
import { type Context, Hono } from 'hono'
import { accessWatch } from '@/lib/auth/access-watch'
import { hasRole } from '@/lib/auth/actor'
import { findAccount, type StudioSession, sessionOfUser } from '@/lib/auth/find-session'
import type { Contract } from '@/lib/contracts/contract'
import type { Role } from '@/lib/contracts/session'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { problem } from '@/lib/messages/problems/problem'
import { buildId } from '@/lib/platform/build-id'
import type { AnonymousContext, RunStream, SignedInContext } from '@/lib/services/context'
import type { System } from '@/lib/services/system'
import { jsonAnswer } from '../http/json-response'
import { sseResponse } from '../http/sse'
import type { AddressOf } from '../server/address-of'
import { errorResponse } from './error-response'
import { queryOf } from './query-of'
import { parsePart, readBody, withUpload } from './read-input'
import { requireSameOrigin } from './same-origin'
import type { StudioRoute } from './studio-route'

/** The studio's API: every route is a contract with its verb; there is no other entry point. */
export function createStudioRouter(system: System, routes: readonly StudioRoute[], addressOf: AddressOf): Hono {
  const router = new Hono()
  for (const route of routes)
    router.on(route.contract.method, route.contract.path, (context) => answer(system, route, context, addressOf))
  router.all('/api/studio/*', () =>
    errorResponse(new AppError('NOT_FOUND', problem('request.addressUnknown')), newId()),
  )
  return router
}

async function answer(
  system: System,
  { contract, verb }: StudioRoute,
  context: Context,
  addressOf: AddressOf,
): Promise<Response> {
  const requestId = newId()
  const cookies: string[] = []
  try {
    const request = context.req.raw
    requireSameOrigin(request, system.appUrl)
    const { headers } = request
    const base = { db: system.db, system, requestId, now: () => new Date(), headers, cookies }
    const access = contract.access === 'public' ? null : await requireAccess(system, contract, headers)
    const ctx: AnonymousContext | SignedInContext = access
      ? { ...base, actor: access.actor, workspace: access.workspace }
      : { ...base, clientAddress: addressOf(context) }
    const handlerInput = {
      ctx,
      params: parsePart(contract.params, context.req.param()),
      query: parsePart(contract.query, queryOf(request.url)),
      body: await readBody(request, contract),
      signal: request.signal,
    }
    const result =
      contract.bodyKind === 'upload'
        ? await withUpload(request, contract, (upload) => verb({ ...handlerInput, upload }))
        : await verb(handlerInput)
    if (access && contract.responseKind === 'events') {
      return finish(streamWhileAllowed(system, access, asRunStream(result)), requestId, cookies)
    }
    return finish(await toResponse(result, contract, headers.get('accept-encoding')), requestId, cookies)
  } catch (error) {
    return finish(errorResponse(error, requestId), requestId, cookies)
  }
}

interface Access extends StudioSession {
  sessionId: string
  minRole: Role
}

/** @throws UNAUTHENTICATED, FORBIDDEN */
async function requireAccess(system: System, contract: Contract, headers: Headers): Promise<Access> {
  const account = await findAccount(system.auth, headers)
  if (!account) throw new AppError('UNAUTHENTICATED', problem('session.signInFirst'))
  const session = await sessionOfUser(system.db, account.user, account.sessionId)
  if (!session) throw new AppError('FORBIDDEN', problem('session.noWorkspace'))
  if (contract.access === 'public' || !hasRole(session.actor, contract.access)) {
    throw new AppError('FORBIDDEN', problem('session.roleTooLow'))
  }
  return { ...session, sessionId: account.sessionId, minRole: contract.access }
}

/** Checks access at the start of a stream and for its duration. */
function streamWhileAllowed(system: System, access: Access, { runId, events }: RunStream): Response {
  const { sessionId, workspace, minRole } = access
  const watch = accessWatch(system.db).watch({ sessionId, workspaceId: workspace.id, minRole })
  return sseResponse(events, { headers: { 'x-run-id': runId }, signal: watch.signal, onEnd: watch.stop })
}

function finish(response: Response, requestId: string, cookies: string[]): Response {
  response.headers.set('x-request-id', requestId)
  const build = buildId()
  if (build) response.headers.set('x-patchbay-build', build)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

/** Parsing the result by the contract prevents leaking additional fields, such as secrets. */
async function toResponse(result: unknown, contract: Contract, acceptEncoding: string | null): Promise<Response> {
  return result instanceof Response ? result : jsonAnswer(contract.response.parse(result), acceptEncoding)
}

/** Safe: the type of a verb requires it if the contract streams. */
function asRunStream(result: unknown): RunStream {
  return result as RunStream
}
