import 'server-only'
import type { SseEvent } from '@/lib/api/sse'
import type { PublicRun } from '@/lib/contracts/public'
import { preceded } from '@/lib/core/deferred-iterable'
import { type AnswerPart, eventsOf } from './openai-deltas'
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
export function responseEvents(
  head: ResponseHead,
  parts: AsyncIterable<readonly AnswerPart[]>,
  after = -1,
): AsyncIterable<readonly SseEvent[]> {
  const place = { item_id: toMessageId(head.runId), output_index: 0, content_index: 0 }
  let number = -1
  const numbered = ({ type, ...fields }: PlainEvent, isOpening = false): SseEvent[] => {
    number += 1
    return number > after ? [{ event: type, data: { type, sequence_number: number, ...fields }, isOpening }] : []
  }
  const opening = openingEvents(head, place).flatMap((event) => numbered(event, true))
  const events = eventsOf(parts, (together, part) => {
    for (const event of eventsOfPart(head, place, part)) together.push(...numbered(event))
  })
  return preceded(opening, events)
}

interface PlainEvent {
  type: string
  [field: string]: unknown
}

interface Place {
  item_id: string
  output_index: number
  content_index: number
}

const NOTHING = {
  answer: null,
  outputs: {},
  citations: [],
  usage: { inputTokens: 0, outputTokens: 0, estimated: false },
}

function openingEvents(head: ResponseHead, place: Place): PlainEvent[] {
  const begun = toBegunResponse(head, 'in_progress')
  const item = { ...toMessage(head.runId, '', []), status: 'in_progress', content: [] }
  return [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...place, part: toTextPart('', []) },
  ]
}

function eventsOfPart(head: ResponseHead, place: Place, part: AnswerPart): Iterable<PlainEvent> {
  switch (part.kind) {
    case 'text':
      return [{ type: 'response.output_text.delta', ...place, delta: part.text, logprobs: [] }]
    case 'paused':
    case 'resumed':
      return []
    case 'failed': {
      const status = part.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
      return [{ type: 'response.failed', response: toResponse(head, { ...NOTHING, status, error: part.error }) }]
    }
    case 'done':
      return endingEvents(head, place, part)
  }
}

function* endingEvents(
  head: ResponseHead,
  place: Place,
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
