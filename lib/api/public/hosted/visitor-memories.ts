import 'server-only'
import type { Context, Hono } from 'hono'
import { MemoryConsentBody } from '@/lib/contracts/public'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, jsonResponse } from '../public-handler'
import { readVisitorBody } from '../shared/requests/read-body'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>

const MAX_BYTES = 1_024

/** What the app remembers about a visitor: consent, list, delete. */
export function mountVisitorMemories(
  router: Hono,
  api: PublicApi,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  const { backend, limiter } = api
  const limited = (work: VisitorHandler) =>
    visited(async (call, visitor) => {
      await limiter.addresses.take(`memory:${addressOf(api, call)}`)
      return work(call, visitor)
    })
  router.get(
    '/embed/:slug/memory',
    limited(async (_, { app, endUser }) => jsonResponse(await backend.ownMemories({ app, endUser }))),
  )
  router.put(
    '/embed/:slug/memory',
    limited(async (call, { app, endUser }) => {
      const { consent } = await readVisitorBody(call.request, MemoryConsentBody, MAX_BYTES)
      await backend.setMemoryConsent({ app, endUser, isGiven: consent })
      return jsonResponse(await backend.ownMemories({ app, endUser }))
    }),
  )
  router.delete(
    '/embed/:slug/memory',
    limited(async (_, { app, endUser }) =>
      jsonResponse({ deleted: await backend.forgetMemories({ app, endUser, id: null }) }),
    ),
  )
  router.delete(
    '/embed/:slug/memory/:memoryId',
    limited(async (call, { app, endUser }) => {
      const id = idParam(call.param('memoryId'))
      return jsonResponse({ deleted: await backend.forgetMemories({ app, endUser, id }) })
    }),
  )
}
