import 'server-only'
import type { TextResponse } from '@/lib/api/http/light-response'
import type { AcceptedRun, PublicRunBody } from '@/lib/contracts/public'
import type { StartPublicRun } from '@/lib/runs/public/types'
import type { PublicFaces } from '../../public-api'
import { type FaceCall, jsonResponse } from '../../public-handler'
import { noteVersion } from '../responses/note-version'
import { runHeaders } from '../responses/run-stream'

/** `Prefer: respond-async` (RFC 7240): 202 at once, and where to ask for the result. */
export async function acceptRun(
  faces: PublicFaces,
  face: FaceCall,
  { call, body }: { call: StartPublicRun; body: PublicRunBody },
): Promise<TextResponse> {
  const started = await faces.backend.enqueueRun({
    ...call,
    ...(body.concurrencyKey === undefined ? {} : { concurrencyKey: body.concurrencyKey }),
    ...(body.callback ? { callbackUrl: body.callback.url } : {}),
  })
  const { runId, replayed } = started
  noteVersion(face, call.app, started)
  const statusUrl = `${faces.appUrl}/api/v1/apps/${call.app.slug}/runs/${runId}`
  const accepted: AcceptedRun = { runId, status: 'queued', statusUrl, eventsUrl: `${statusUrl}/events` }
  return jsonResponse(accepted, {
    status: 202,
    headers: { ...runHeaders({ runId, replayed }), location: statusUrl, 'preference-applied': 'respond-async' },
  })
}
