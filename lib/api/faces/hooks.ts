import 'server-only'
import type { Hono } from 'hono'
import { MAX_HOOK_BYTES } from '@/lib/contracts/triggers'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { addressOf, type FaceRequest, faceHandler, jsonResponse } from './face-handler'
import { notFound } from './public-error'
import type { PublicFaces } from './public-faces'
import { parseJsonBody, readJsonBytes } from './read-body'
import { runHeaders } from './run-stream'

/** What other services call when something happens there: POST /hooks/<128 random bits>. */
export function mountHooks(router: Hono, faces: PublicFaces): void {
  router.post(
    '/hooks/:triggerId',
    faceHandler(faces, (face) => receive(faces, face)),
  )
}

async function receive(faces: PublicFaces, face: FaceRequest): Promise<Response> {
  const publicId = face.param('triggerId')
  if (!/^[\w-]{22}$/.test(publicId)) throw notFound()
  // Only addresses that exist have a count of their own: made-up ones count by their sender.
  if (!(await faces.backend.hasHook(publicId))) {
    await faces.limiter.addresses.take(`hook:${addressOf(faces, face)}`)
    throw notFound()
  }
  await faces.limiter.apps.take(`hook:${publicId}`)
  const body = await readJsonBytes(face.request, MAX_HOOK_BYTES)
  const delivery = { publicId, headers: face.request.headers, body, parse: () => parseObject(body) }
  const { runId, replayed, slug } = await faces.backend.receiveHook(delivery).catch(async (error: unknown) => {
    // Guessing secrets costs as much as chatting.
    if (AppError.isInstance(error) && error.code === 'UNAUTHENTICATED')
      await faces.limiter.addresses.take(`hook:${addressOf(faces, face)}`)
    throw error
  })
  const statusUrl = slug === null ? null : `${faces.appUrl}/api/v1/apps/${slug}/runs/${runId}`
  return jsonResponse(
    { runId, status: 'queued', statusUrl },
    { status: 202, headers: { ...runHeaders({ runId, replayed }), ...(statusUrl ? { location: statusUrl } : {}) } },
  )
}

function parseObject(body: Uint8Array) {
  const parsed = JsonObjectSchema.safeParse(parseJsonBody(body))
  if (!parsed.success) throw new AppError('INVALID_INPUT', 'The body must be a JSON object.')
  return parsed.data
}
