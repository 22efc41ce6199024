import 'server-only'
import { type AcceptedRun, MAX_API_TEXT, type PublicRunBody } from '@/lib/contracts/public'
import { parseHistory, parseRunInputs } from '@/lib/runs/parse-run-inputs'
import type { PublicKey, PublishedApp } from '@/lib/runs/public-backend-types'
import { type FaceRequest, jsonResponse } from './face-handler'
import type { PublicFaces } from './public-faces'
import { runHeaders } from './run-stream'

interface AsyncRequest {
  face: FaceRequest
  app: PublishedApp
  key: PublicKey
  body: PublicRunBody
  idempotencyKey: string | null
}

/** `Prefer: respond-async` (RFC 7240): 202 at once, and where to ask for the result. */
export async function acceptRun(faces: PublicFaces, request: AsyncRequest): Promise<Response> {
  const { face, app, key, body, idempotencyKey } = request
  const { runId, replayed } = await faces.backend.enqueueRun({
    app,
    origin: 'api',
    inputs: parseRunInputs(app, body.inputs, MAX_API_TEXT),
    history: parseHistory(body.history),
    requestId: face.requestId,
    keyId: key.keyId,
    ...(idempotencyKey === null ? {} : { idempotencyKey: `${key.keyId}:${idempotencyKey}` }),
    ...(body.concurrencyKey === undefined ? {} : { concurrencyKey: body.concurrencyKey }),
    ...(body.callback ? { callbackUrl: body.callback.url } : {}),
  })
  const statusUrl = `${faces.appUrl}/api/v1/apps/${app.slug}/runs/${runId}`
  const accepted: AcceptedRun = { runId, status: 'queued', statusUrl, eventsUrl: `${statusUrl}/events` }
  return jsonResponse(accepted, {
    status: 202,
    headers: { ...runHeaders({ runId, replayed }), location: statusUrl, 'preference-applied': 'respond-async' },
  })
}
