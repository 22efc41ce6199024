import 'server-only'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import { preceded } from '@/lib/core/iterables/deferred-iterable'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { leasedByKey } from '../shared/access/key-lease'
import type { AnswerPart } from '../shared/responses/answer-deltas'
import { answerParts } from '../shared/responses/answer-parts'
import { AnswerRestarted } from '../shared/responses/answer-restarted'
import { asAppError, toPublicError } from '../shared/responses/public-error'
import { runHeaders } from '../shared/responses/run-stream'
import { untilApproval } from '../shared/responses/until-approval'
import { chatQuestion, questionText, toAction } from './flowise-question'
import { toMetadata, toSourceDocuments, toUsage } from './flowise-shapes'
import type { Prediction } from './prediction'

/** Flowise's events. Disconnecting does not stop the run: its answer is stored in the chat's history. */
export function streamPrediction(api: PublicApi, call: ApiRequest, prediction: Prediction): Response {
  const { requestId } = call
  const source = (signal: AbortSignal) => {
    const parts = answerParts(api, prediction, { requestId, signal })
    const events = untilApproval(parts, { add: (together, part) => addEvents(together, part, prediction), readPause })
    return preceded([{ ...toEvent('start', ''), isOpening: true }], events)
  }
  const readPause = async () => {
    const question = await chatQuestion(api, { ...prediction, requestId })
    if (!question) return []
    const events = [toEvent('token', questionText(question)), toEvent('action', toAction(question))]
    return [...events, ...lastEvents(prediction)]
  }
  return sseResponse(source, {
    headers: runHeaders(prediction),
    encode,
    ...leasedByKey(call, () => {
      prediction.release()
      prediction.leave()
    }),
    onError: (error) => {
      if (error instanceof AnswerRestarted) return toEvent('error', error.message)
      api.logFailure(error, { requestId, path: call.path })
      return toEvent('error', toPublicError(asAppError(error), requestId).message)
    },
  })
}

function addEvents(events: SseEvent[], part: AnswerPart, prediction: Prediction): void {
  if (part.kind === 'text') events.push(toEvent('token', part.text))
  if (part.kind === 'replaced') throw new AnswerRestarted()
  if (part.kind === 'failed')
    events.push(part.error.code === 'CANCELLED' ? toEvent('abort', '[DONE]') : toEvent('error', part.error.message))
  if (part.kind !== 'done') return
  const documents = toSourceDocuments(part.result.citations)
  if (documents.length > 0) events.push(toEvent('sourceDocuments', documents))
  events.push(toEvent('usageMetadata', toUsage(part.result.usage)), ...lastEvents(prediction))
}

const lastEvents = (prediction: Prediction) => [toEvent('metadata', toMetadata(prediction)), toEvent('end', '[DONE]')]

const toEvent = (event: string, data: unknown): SseEvent => ({ data: { event, data } })

/** Exactly Flowise's bytes, since some clients drop the frame's first 14 characters. */
const encode = ({ data }: SseEvent): string => `message:\ndata:${JSON.stringify(data)}\n\n`
