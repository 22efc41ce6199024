import 'server-only'
import type { Hono } from 'hono'
import { MemoryConsentBody } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { nameOfVerified } from '@/lib/services/memories/owner-of-run'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { keyedApp } from '../shared/access/keyed-app'
import { readBody } from '../shared/requests/read-body'
import { idParam } from '../shared/responses/run-stream'

const MAX_BYTES = 1_024

/** What the app remembers about an end user, for the customer's server. */
export function mountMemories(router: Hono, api: PublicApi, root: string): void {
  const { backend } = api
  const mount = (work: (call: ApiRequest, owner: { app: PublishedApp; endUser: string }) => Promise<object>) =>
    keyedApp(api, async (call, app) => {
      const endUser = endUserOf(call.request)
      if (endUser === null) throw new AppError('INVALID_INPUT', problem('publicApi.endUserMissing'))
      return jsonResponse(await work(call, { app, endUser: nameOfVerified(endUser) }))
    })
  router.get(
    `${root}/memory`,
    mount((_, owner) => backend.ownMemories(owner)),
  )
  router.put(
    `${root}/memory`,
    mount(async (call, owner) => {
      const { consent } = await readBody(call.request, MemoryConsentBody, MAX_BYTES)
      await backend.setMemoryConsent({ ...owner, isGiven: consent })
      return backend.ownMemories(owner)
    }),
  )
  router.delete(
    `${root}/memory`,
    mount(async (_, owner) => ({ deleted: await backend.forgetMemories({ ...owner, id: null }) })),
  )
  router.delete(
    `${root}/memory/:memoryId`,
    mount(async (call, owner) => {
      const id = idParam(call.param('memoryId'))
      return { deleted: await backend.forgetMemories({ ...owner, id }) }
    }),
  )
}
