import 'server-only'
import type { SseEvent } from '@/lib/api/http/sse'
import type { PublicCitation, PublicError } from '@/lib/contracts/public'
import { preceded } from '@/lib/core/iterables/deferred-iterable'
import { jsonAround } from '@/lib/core/json-around'
import { type AnswerPart, eventsOf } from '../shared/responses/answer-deltas'
import { AttemptNumbers } from '../shared/responses/attempt-numbers'
import { toPublicError } from '../shared/responses/public-error'

const TEXT_ID = 'answer'

const OPENING_CHUNKS = 2

/** Whether a reader that received the chunks up to `afterChunk` may have some of the text. */
export const hasText = (afterChunk: number): boolean => afterChunk > OPENING_CHUNKS

/**
 * The answer as the AI SDK's UI message stream. A run always gives the same chunks with the same
 * numbers, so a reader that reconnects gets the chunks after `afterChunk`, the last one it received.
 * @throws AnswerRestarted
 */
export function aiSdkEvents(
  { runId, version }: { runId: string; version: number },
  parts: AsyncIterable<readonly AnswerPart[]>,
  afterChunk = 0,
): AsyncIterable<readonly SseEvent[]> {
  const numbers = new AttemptNumbers(1, afterChunk)
  let isOpen = false
  let hasStarted = false
  /** Number of reasoning parts so far: an agent reasons several times before the text. */
  let thoughts = 0
  let isThinking = false
  const reasoningId = () => `reasoning-${thoughts}`
  const numbered = (chunks: readonly (object | string)[], fields: object = {}): SseEvent[] =>
    chunks.flatMap((data) => {
      const number = numbers.next()
      return number === null ? [] : [{ id: String(number), data, ...fields }]
    })
  const addText = (together: SseEvent[], text: string | null, opens: boolean) => {
    if (!hasStarted && opens) together.push(...numbered([TEXT_START]))
    // Uses up the number of a start, so that later numbers are the same for all readers.
    else if (!hasStarted) numbers.next()
    hasStarted = true
    if (text === null) numbers.next()
    else together.push(...numbered([textDelta(text)]))
    isOpen ||= text !== null
  }
  const opening = numbered(
    [{ type: 'start', messageId: `${runId}-assistant`, messageMetadata: { runId, version } }, { type: 'start-step' }],
    { isOpening: true },
  )
  const events = eventsOf(parts, (together, part) => {
    if (part.kind !== 'reasoning' && isThinking) {
      together.push(...numbered([{ type: 'reasoning-end', id: reasoningId() }]))
      isThinking = false
    }
    switch (part.kind) {
      case 'reasoning': {
        if (!isThinking) thoughts += 1
        const id = reasoningId()
        const start = isThinking ? [] : [{ type: 'reasoning-start', id }]
        isThinking = true
        together.push(...numbered([...start, { type: 'reasoning-delta', id, delta: part.text }]))
        return
      }
      case 'text':
        return addText(together, part.text, !isOpen)
      case 'repeated':
        return addText(together, null, false)
      case 'replaced':
        numbers.replace()
        return addText(together, part.text, true)
      case 'retried':
        hasStarted = false
        return numbers.retry()
      default:
        together.push(...numbered(chunksOf(runId, part, isOpen)))
    }
  })
  return preceded(opening, events)
}

const TEXT_START = { type: 'text-start', id: TEXT_ID }
const textDelta = jsonAround((delta) => ({ type: 'text-delta', id: TEXT_ID, delta }))

type AnswerText = Extract<AnswerPart, { kind: 'text' | 'reasoning' | 'repeated' | 'replaced' | 'retried' }>

/** @param isOpen some of the text was sent before */
function chunksOf(runId: string, part: Exclude<AnswerPart, AnswerText>, isOpen: boolean): (object | string)[] {
  const textEnd = isOpen ? [{ type: 'text-end', id: TEXT_ID }] : []
  switch (part.kind) {
    case 'paused':
      return [statusChunk({ status: 'paused', reason: part.reason })]
    case 'resumed':
      return [statusChunk({ status: 'running' })]
    case 'failed': {
      const { error } = part
      const isStopped = error.code === 'CANCELLED'
      const why = isStopped ? { type: 'abort', reason: 'The run was stopped.' } : toError(error)
      return [...textEnd, why, '[DONE]']
    }
    case 'done':
      return [...textEnd, ...endOf(runId, part.result)]
  }
}

const toError = (error: PublicError) => ({ type: 'error', errorText: errorText(error) })

/** Reports that a run pauses or resumes; the client decides how to show it. */
const statusChunk = (data: object) => ({ type: 'data-status', id: 'status', data })

type DoneResult = Extract<AnswerPart, { kind: 'done' }>['result']

function* endOf(runId: string, { citations, outputs, usage, finishReason }: DoneResult): Generator<object | string> {
  for (const citation of citations) yield sourceChunk(citation)
  const { text: _text, citations: _citations, ...others } = outputs
  if (Object.keys(others).length > 0) yield { type: 'data-outputs', id: 'outputs', data: others }
  yield { type: 'finish-step' }
  yield { type: 'finish', finishReason: finishReason ?? 'stop', messageMetadata: { runId, usage } }
  yield '[DONE]'
}

function sourceChunk({ number, chunkId, documentName, page, start, end, quote }: PublicCitation) {
  return {
    type: 'source-document',
    sourceId: chunkId,
    mediaType: 'text/plain',
    title: documentName,
    filename: documentName,
    providerMetadata: { patchbay: { number, page, start, end, quote } },
  }
}

/** As in all APIs, callers only get errors that they can act on. */
export function errorText(failed: { code: PublicErrorCode; message: string; requestId: string }): string {
  const { message, requestId } = toPublicError(failed, failed.requestId)
  return `${message} (request ${requestId})`
}

type PublicErrorCode = Parameters<typeof toPublicError>[0]['code']
