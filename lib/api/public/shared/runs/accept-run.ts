import 'server-only'
import type { TextResponse } from '@/lib/api/http/light-response'
import type { AcceptedRun, PublicRunBody } from '@/lib/contracts/public'
import type { StartPublicRun } from '@/lib/runs/public/types'
import type { PublicApi } from '../../public-api'
import { type ApiCall, jsonResponse } from '../../public-handler'
import { noteVersion, runHeaders } from '../responses/run-stream'

/** `Prefer: respond-async` (RFC 7240): responds 202 at once with the URL of the result. */
export async function acceptRun(
  api: PublicApi,
  call: ApiCall,
  { start, body }: { start: StartPublicRun; body: PublicRunBody },
): Promise<TextResponse> {
  const started = await api.backend.enqueueRun({
    ...start,
    ...(body.concurrencyKey === undefined ? {} : { concurrencyKey: body.concurrencyKey }),
    ...(body.callback ? { callbackUrl: body.callback.url } : {}),
  })
  const { runId, replayed } = started
  noteVersion(call, start.app, started)
  const statusUrl = `${api.appUrl}/api/v1/apps/${start.app.slug}/runs/${runId}`
  const accepted: AcceptedRun = { runId, status: 'queued', statusUrl, eventsUrl: `${statusUrl}/events` }
  return jsonResponse(accepted, {
    status: 202,
    headers: { ...runHeaders({ runId, replayed }), location: statusUrl, 'preference-applied': 'respond-async' },
  })
}
