import 'server-only'
import type { SseEvent } from '@/lib/api/http/sse'
import type { PublicEvent, PublicRun } from '@/lib/contracts/public'
import type { PublicApi } from '../../public-api'
import type { ApiRequest } from '../../public-handler'
import {
  type EventPlace,
  type FollowedRun,
  isAfter,
  runHeaders,
  START,
  streamRun,
  toEventPlace,
} from '../responses/run-stream'

/**
 * Streams the events after `Last-Event-ID`. A reader that has the last event of an ended run gets
 * 204, which stops an EventSource: it would otherwise reconnect to an empty stream every few
 * seconds. An id that does not belong to the run restarts the stream with `answer.reset`, so that
 * the reader does not show text twice.
 */
export async function resumeRun(
  api: PublicApi,
  call: ApiRequest,
  { status, ...run }: Omit<FollowedRun, 'after'> & Pick<PublicRun, 'status'>,
): Promise<Response> {
  const id = call.request.headers.get('last-event-id')
  if (id === null || id === '') return streamRun(api, call, run)
  const after = toEventPlace(id)
  if (after === null) return streamRun(api, call, { ...run, opening: RESET })
  if (!ENDED.has(status)) return streamRun(api, call, { ...run, after })
  switch (await remaining(api, call, { ...run, after })) {
    case 'some':
      return streamRun(api, call, { ...run, after })
    case 'foreign':
      return streamRun(api, call, { ...run, opening: RESET })
    case 'none':
      run.release?.()
      run.leave?.()
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store', ...runHeaders(run) } })
  }
}

const ENDED: ReadonlySet<PublicRun['status']> = new Set(['succeeded', 'failed', 'cancelled'])
const resetEvent: PublicEvent = { type: 'answer.reset' }
const RESET: SseEvent = { event: resetEvent.type, data: resetEvent }

/** Remaining events of an ended run; `foreign`: the run has no event at that position. */
async function remaining(
  api: PublicApi,
  { requestId, request: { signal } }: ApiRequest,
  { app, runId, after }: FollowedRun & { after: EventPlace },
): Promise<'some' | 'none' | 'foreign'> {
  const afterSeq = Math.max(START.seq, after.seq - 1)
  let isKnown = false
  for await (const items of api.backend.eventBatches({ app, runId, requestId, signal, afterSeq })) {
    isKnown ||= items.some(({ seq, part }) => seq === after.seq && part === after.part)
    if (items.some((item) => isAfter(item, after))) return isKnown ? 'some' : 'foreign'
  }
  return isKnown ? 'none' : 'foreign'
}
