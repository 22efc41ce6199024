import 'server-only'
import type { SseEvent } from '@/lib/api/sse'
import type { PublicRun } from '@/lib/contracts/public'
import type { AnswerPart } from './openai-deltas'
import {
  type ResponseHead,
  toAnnotations,
  toBegunResponse,
  toMessage,
  toMessageId,
  toResponse,
  toTextPart,
} from './openai-responses-shapes'

/**
 * The answer as OpenAI's stream of a response. The same run gives the same events with the same numbers, so a reader that
 * comes back is sent what is `after` the last one that it saw.
 */
export async function* responseEvents(
  head: ResponseHead,
  parts: AsyncIterable<AnswerPart>,
  after = -1,
): AsyncGenerator<SseEvent> {
  let number = -1
  for await (const { type, ...fields } of plainEvents(head, parts)) {
    number += 1
    if (number > after) yield { event: type, data: { type, sequence_number: number, ...fields } }
  }
}

interface PlainEvent {
  type: string
  [field: string]: unknown
}

const NOTHING = {
  answer: null,
  outputs: {},
  citations: [],
  usage: { inputTokens: 0, outputTokens: 0, estimated: false },
}

async function* plainEvents(head: ResponseHead, parts: AsyncIterable<AnswerPart>): AsyncGenerator<PlainEvent> {
  const place = { item_id: toMessageId(head.runId), output_index: 0, content_index: 0 }
  const begun = toBegunResponse(head, 'in_progress')
  yield { type: 'response.created', response: begun }
  yield { type: 'response.in_progress', response: begun }
  const item = { ...toMessage(head.runId, '', []), status: 'in_progress', content: [] }
  yield { type: 'response.output_item.added', output_index: 0, item }
  yield { type: 'response.content_part.added', ...place, part: toTextPart('', []) }
  for await (const part of parts) {
    switch (part.kind) {
      case 'text':
        yield { type: 'response.output_text.delta', ...place, delta: part.text, logprobs: [] }
        break
      case 'paused':
      case 'resumed':
        break
      case 'failed': {
        const status = part.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
        yield { type: 'response.failed', response: toResponse(head, { ...NOTHING, status, error: part.error }) }
        return
      }
      case 'done':
        yield* endingEvents(head, place, part)
        return
    }
  }
}

function* endingEvents(
  head: ResponseHead,
  place: { item_id: string; output_index: number; content_index: number },
  { answer, result }: Extract<AnswerPart, { kind: 'done' }>,
): Generator<PlainEvent> {
  const annotations = toAnnotations(answer, result.citations)
  for (const [index, annotation] of annotations.entries())
    yield { type: 'response.output_text.annotation.added', ...place, annotation_index: index, annotation }
  yield { type: 'response.output_text.done', ...place, text: answer, logprobs: [] }
  yield { type: 'response.content_part.done', ...place, part: toTextPart(answer, annotations) }
  const item = toMessage(head.runId, answer, result.citations)
  yield { type: 'response.output_item.done', output_index: 0, item }
  const run: Omit<PublicRun, 'runId' | 'version'> = { ...NOTHING, ...result, answer, status: 'succeeded', error: null }
  yield { type: 'response.completed', response: toResponse(head, run) }
}
