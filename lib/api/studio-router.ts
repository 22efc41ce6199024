import 'server-only'
import { type Context, Hono } from 'hono'
import { hasRole } from '@/lib/auth/actor'
import { findSession } from '@/lib/auth/find-session'
import type { Contract } from '@/lib/contracts/contract'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { AnonymousContext, RunStream, ServiceContext } from '@/lib/services/context'
import type { System } from '@/lib/services/system'
import { errorResponse } from './error-response'
import { parsePart, readBody, readUpload } from './read-input'
import { requireSameOrigin } from './same-origin'
import { sseResponse } from './sse'
import type { StudioRoute } from './studio-route'

/** The studio's API: every route is a contract and its verb; there is no other way in. */
export function createStudioRouter(system: System, routes: readonly StudioRoute[]): Hono {
  const router = new Hono()
  for (const route of routes)
    router.on(route.contract.method, route.contract.path, (context) => answer(system, route, context))
  router.all('/api/studio/*', () => errorResponse(new AppError('NOT_FOUND', 'There is no such address.'), newId()))
  return router
}

async function answer(system: System, { contract, verb }: StudioRoute, context: Context): Promise<Response> {
  const requestId = newId()
  const cookies: string[] = []
  try {
    const request = context.req.raw
    requireSameOrigin(request)
    const ctx = await contextOf(system, contract, request, requestId, cookies)
    const result = await verb({
      ctx,
      params: parsePart(contract.params, context.req.param()),
      query: parsePart(contract.query, context.req.query()),
      body: await readBody(request, contract),
      upload: contract.bodyKind === 'upload' ? await readUpload(request, contract) : undefined,
      signal: request.signal,
    })
    return finish(result, contract, requestId, cookies)
  } catch (error) {
    return finish(errorResponse(error, requestId), contract, requestId, cookies)
  }
}

async function contextOf(
  system: System,
  contract: Contract,
  request: Request,
  requestId: string,
  cookies: string[],
): Promise<AnonymousContext | ServiceContext> {
  const base = { db: system.db, system, requestId, now: () => new Date(), headers: request.headers, cookies }
  if (contract.access === 'public') return base
  const session = await findSession(system.auth, system.db, request.headers)
  if (!session) throw new AppError('UNAUTHENTICATED', 'Please sign in.')
  if (!hasRole(session.actor, contract.access)) {
    throw new AppError('FORBIDDEN', 'Your role in this workspace does not allow that.')
  }
  return { ...base, actor: session.actor, workspace: session.workspace }
}

/** A response of our own schema cannot carry more than the contract says (T82). */
function finish(result: unknown, contract: Contract, requestId: string, cookies: string[]): Response {
  const response = toResponse(result, contract)
  response.headers.set('x-request-id', requestId)
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

function toResponse(result: unknown, contract: Contract): Response {
  if (result instanceof Response) return result
  if (contract.responseKind !== 'events') return Response.json(contract.response.parse(result))
  const { runId, events } = asRunStream(result)
  return sseResponse(events, { headers: { 'x-run-id': runId } })
}

/** Safe: the type of a verb demands it where the contract streams. */
function asRunStream(result: unknown): RunStream {
  return result as RunStream
}
