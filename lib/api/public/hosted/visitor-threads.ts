import 'server-only'
import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { EmbedThread } from '@/lib/contracts/public'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, jsonResponse } from '../public-handler'
import { notFound } from '../shared/responses/public-error'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>

/** Deletes a visitor's own conversation. The thread's key contains its owner, so others delete nothing. */
export function mountVisitorThreads(
  router: Hono,
  api: PublicApi,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  const remove: VisitorHandler = async (call, { app, endUser }) => {
    await api.limiter.addresses.take(`thread:${addressOf(api, call)}`)
    const parsed = EmbedThread.safeParse(call.param('thread'))
    if (!parsed.success) throw notFound()
    const thread = threadOf(endUser, parsed.data)
    const { activeRunIds } = await api.backend.deleteVisitorThread({ app, endUser, thread })
    for (const runId of activeRunIds) await api.backend.cancel({ app, runId })
    // An active run ends first; the page repeats the request.
    return jsonResponse({ deleted: activeRunIds.length === 0 })
  }
  router.delete('/embed/:slug/threads/:thread', visited(remove))
}

/** Includes the end user, so that a visitor who learns another's id cannot access that conversation's variables. */
export function threadOf(endUser: string, thread: string): string {
  return `visitor:${createHash('sha256').update(endUser).digest('base64url').slice(0, 22)}:${thread}`
}
