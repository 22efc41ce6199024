import 'server-only'
import type { SseEvent } from '@/lib/api/http/sse'
import type { PublicRun } from '@/lib/contracts/public'
import { preceded } from '@/lib/core/iterables/deferred-iterable'
import { mapped } from '@/lib/core/iterables/mapped-items'
import type { AnswerPart } from '../shared/responses/answer-deltas'
import { AttemptNumbers } from '../shared/responses/attempt-numbers'
import { stopsAtApproval } from '../shared/responses/until-approval'
import { PARAGRAPH, type WaitingRun } from '../shared/responses/waiting-answer'
import type { PlainEvent } from './plain-event'
import { ReasoningEvents } from './reasoning-events'
import {
  type ResponseHead,
  toAnnotations,
  toMessage,
  toMessageId,
  toResponse,
  toStartedResponse,
  toTextPart,
  toWaitingResponse,
} from './responses-shapes'

/** Number of events before the text. */
const OPENING_EVENTS = 4

/** Whether a reader that received the events up to `afterEvent` has some of the text. */
export const hasText = (afterEvent: number): boolean => afterEvent >= OPENING_EVENTS

/**
 * The answer as OpenAI's response stream. A run always gives the same events with the same numbers,
 * so a reader that reconnects gets the events after `after`, the last one it received. @throws
 * AnswerRestarted
 */
export function responseEvents(
  head: ResponseHead,
  parts: AsyncIterable<readonly AnswerPart[]>,
  { after, waiting = null }: { after: number; waiting?: WaitingRun | null },
): AsyncIterable<readonly SseEvent[]> {
  const place = { item_id: toMessageId(head.runId), output_index: 0, content_index: 0 }
  const numbers = new AttemptNumbers(0, after)
  const numbered = ({ type, ...fields }: PlainEvent, isOpening = false): SseEvent[] => {
    const number = numbers.next()
    return number === null ? [] : [{ event: type, data: { type, sequence_number: number, ...fields }, isOpening }]
  }
  const opening = openingEvents(head, place).flatMap((event) => numbered(event, true))
  let text = ''
  const reasoning = new ReasoningEvents(head.runId)
  const add = (together: SseEvent[], part: AnswerPart) => {
    for (const event of reasoning.of(part)) together.push(...numbered(event))
    if (part.kind === 'retried') numbers.retry()
    if (part.kind === 'replaced') numbers.replace()
    if (part.kind === 'repeated') numbers.next()
    if (waiting && part.kind === 'text') text += part.text
    for (const event of eventsOfPart(head, place, part)) together.push(...numbered(event))
  }
  const pause = (together: SseEvent[], isLast: boolean) => {
    if (waiting && isLast)
      for (const event of waitingEvents(head, place, { text, waiting })) together.push(...numbered(event))
    // Keeps the following numbers equal for readers that stay and those that return.
    else for (let skipped = 0; skipped < WAITING_EVENTS; skipped += 1) numbers.next()
  }
  const events = mapped(parts, (together) => {
    const added: SseEvent[] = []
    const stop = stopsAtApproval(together) ? together.findLast(isApproval) : null
    for (const part of together)
      if (isApproval(part)) pause(added, part === stop)
      else add(added, part)
    return added
  })
  return preceded(opening, events)
}

interface Place {
  item_id: string
  output_index: number
  content_index: number
}

const NO_RESULT = {
  answer: null,
  outputs: {},
  citations: [],
  usage: { inputTokens: 0, outputTokens: 0, estimated: false },
}

function openingEvents(head: ResponseHead, place: Place): PlainEvent[] {
  const started = toStartedResponse(head, 'in_progress')
  const item = { ...toMessage(head.runId, { text: '', citations: [] }), status: 'in_progress', content: [] }
  return [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...place, part: toTextPart('', []) },
  ]
}

function eventsOfPart(head: ResponseHead, place: Place, part: AnswerPart): Iterable<PlainEvent> {
  switch (part.kind) {
    case 'text':
    case 'replaced':
      return [{ type: 'response.output_text.delta', ...place, delta: part.text, logprobs: [] }]
    case 'reasoning':
    case 'retried':
    case 'repeated':
    case 'paused':
    case 'resumed':
      return []
    case 'failed': {
      const status = part.error.code === 'CANCELLED' ? 'cancelled' : 'failed'
      return [{ type: 'response.failed', response: toResponse(head, { ...NO_RESULT, status, error: part.error }) }]
    }
    case 'done':
      return endingEvents(head, place, part)
  }
}

const isApproval = (part: AnswerPart): boolean => part.kind === 'paused' && part.reason === 'approval'

/** Number of events that `waitingEvents` returns. */
const WAITING_EVENTS = 5

function* waitingEvents(
  head: ResponseHead,
  place: Place,
  { text, waiting }: { text: string; waiting: WaitingRun },
): Generator<PlainEvent> {
  const delta = text === '' ? waiting.text : PARAGRAPH + waiting.text
  const extended = { ...waiting, text: text + delta }
  const response = toWaitingResponse(head, 'incomplete', extended)
  const [item] = response.output
  yield { type: 'response.output_text.delta', ...place, delta, logprobs: [] }
  yield { type: 'response.output_text.done', ...place, text: extended.text, logprobs: [] }
  yield { type: 'response.content_part.done', ...place, part: toTextPart(extended.text, []) }
  yield { type: 'response.output_item.done', output_index: 0, item }
  yield { type: 'response.incomplete', response }
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
  const isCut = result.finishReason === 'length'
  const item = toMessage(head.runId, { text: answer, citations: result.citations, isCut })
  yield { type: 'response.output_item.done', output_index: 0, item }
  const run: Omit<PublicRun, 'runId' | 'version'> = {
    ...NO_RESULT,
    ...result,
    answer,
    status: 'succeeded',
    error: null,
  }
  yield { type: isCut ? 'response.incomplete' : 'response.completed', response: toResponse(head, run) }
}
