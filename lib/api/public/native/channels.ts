import 'server-only'
import type { Hono } from 'hono'
import { MAX_CHANNEL_BYTES } from '@/lib/contracts/channels'
import { AppError } from '@/lib/core/app-error'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, apiHandler, jsonResponse } from '../public-handler'
import { parseJsonBody, readBytes } from '../shared/requests/read-body'
import { notFound } from '../shared/responses/public-error'

/** Webhooks for messages of services such as Slack: /hooks/channels/<128 random bits>. Some verify the address with GET. */
export function mountChannels(router: Hono, api: PublicApi): void {
  const handler = apiHandler(api, (call) => receive(api, call))
  router.get('/hooks/channels/:channelId', handler)
  router.post('/hooks/channels/:channelId', handler)
}

async function receive(api: PublicApi, call: ApiRequest): Promise<Response> {
  const { request } = call
  const publicId = call.param('channelId')
  if (!/^[\w-]{22}$/.test(publicId)) throw notFound()
  // Only existing addresses have their own count; others count by sender.
  if (!(await api.backend.hasChannel(publicId))) {
    await api.limiter.addresses.take(`hook:${addressOf(api, call)}`)
    throw notFound()
  }
  await api.limiter.apps.take(`hook:${publicId}`)
  const method = request.method === 'GET' ? 'GET' : 'POST'
  const body = method === 'GET' ? new Uint8Array() : await readBytes(request, MAX_CHANNEL_BYTES)
  const response = await api.backend
    .receiveChannel({
      publicId,
      method,
      body,
      header: (name) => request.headers.get(name),
      parse: () => (isForm(request) ? fieldsOf(body) : parseJsonBody(body)),
      query: Object.fromEntries(new URL(request.url).searchParams),
    })
    .catch(async (error: unknown) => {
      // Guessing secrets is limited like chatting.
      if (AppError.isInstance(error) && error.code === 'UNAUTHENTICATED')
        await api.limiter.addresses.take(`hook:${addressOf(api, call)}`)
      throw error
    })
  if (response === null || response === undefined) return new Response(null)
  return 'json' in response
    ? jsonResponse(response.json)
    : new Response(response.text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

const isForm = ({ headers }: Request): boolean =>
  /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers.get('content-type') ?? '')

const fieldsOf = (form: Uint8Array): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(Buffer.from(form).toString()))
