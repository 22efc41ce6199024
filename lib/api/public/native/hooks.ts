import 'server-only'
import type { Hono } from 'hono'
import { MAX_HOOK_BYTES } from '@/lib/contracts/triggers'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, apiHandler, jsonResponse } from '../public-handler'
import { parseJsonBody, readBytes, readJsonBytes } from '../shared/requests/read-body'
import { notFound } from '../shared/responses/public-error'
import { runHeaders } from '../shared/responses/run-stream'

/** Webhook endpoint for other services: POST /hooks/<128 random bits>. */
export function mountHooks(router: Hono, api: PublicApi): void {
  router.post(
    '/hooks/:triggerId',
    apiHandler(api, (call) => receive(api, call)),
  )
}

async function receive(api: PublicApi, call: ApiRequest): Promise<Response> {
  const publicId = call.param('triggerId')
  if (!/^[\w-]{22}$/.test(publicId)) throw notFound()
  // Only existing addresses have their own count; others count by sender.
  if (!(await api.backend.hasHook(publicId))) {
    await api.limiter.addresses.take(`hook:${addressOf(api, call)}`)
    throw notFound()
  }
  await api.limiter.apps.take(`hook:${publicId}`)
  const { request } = call
  const isForm = isUrlEncoded(request.headers.get('content-type'))
  const body = await (isForm ? readBytes : readJsonBytes)(request, MAX_HOOK_BYTES)
  const parse = () => parseObject(isForm ? payloadOf(body) : body)
  const delivery = { publicId, headers: request.headers, body, parse }
  const received = await api.backend.receiveHook(delivery).catch(async (error: unknown) => {
    // Guessing secrets is limited like chatting.
    if (AppError.isInstance(error) && error.code === 'UNAUTHENTICATED')
      await api.limiter.addresses.take(`hook:${addressOf(api, call)}`)
    throw error
  })
  if (received.kind !== 'run') return jsonResponse({ status: received.kind === 'ping' ? 'pong' : 'captured' })
  const { runId, replayed, slug } = received
  const statusUrl = slug === null ? null : `${api.appUrl}/api/v1/apps/${slug}/runs/${runId}`
  return jsonResponse(
    { runId, status: 'queued', statusUrl },
    { status: 202, headers: { ...runHeaders({ runId, replayed }), ...(statusUrl ? { location: statusUrl } : {}) } },
  )
}

const isUrlEncoded = (contentType: string | null): boolean =>
  /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType ?? '')

/** GitHub's default: a form with the JSON in its only field. @throws AppError INVALID_INPUT */
function payloadOf(form: Uint8Array): Uint8Array {
  const payload = new URLSearchParams(Buffer.from(form).toString()).get('payload')
  if (payload === null) throw new AppError('INVALID_INPUT', problem('webhooks.payloadMissing'))
  return Buffer.from(payload)
}

function parseObject(body: Uint8Array) {
  const parsed = JsonObjectSchema.safeParse(parseJsonBody(body))
  if (!parsed.success) throw new AppError('INVALID_INPUT', problem('request.notObject'))
  return parsed.data
}
