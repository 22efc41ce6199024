import 'server-only'
import type { SseEvent } from '@/lib/api/sse'
import type { PublicCitation, PublicError, PublicRun } from '@/lib/contracts/public'
import { preceded } from '@/lib/core/deferred-iterable'
import { jsonAround } from '@/lib/core/json-around'
import { type AnswerPart, eventsOf } from './openai-deltas'
import { toPublicError } from './public-error'

const TEXT_ID = 'answer'

/**
 * The answer in the AI SDK's UI message stream. The same run gives the same chunks with the same numbers, so a reader that
 * comes back is sent what is `after` the last one that it saw.
 */
export function aiSdkEvents(
  { runId, version }: { runId: string; version: number },
  parts: AsyncIterable<readonly AnswerPart[]>,
  after = 0,
): AsyncIterable<readonly SseEvent[]> {
  let number = 0
  let isOpen = false
  const numbered = (chunks: readonly (object | string)[], more: object = {}): SseEvent[] =>
    chunks.flatMap((data) => {
      number += 1
      return number > after ? [{ id: String(number), data, ...more }] : []
    })
  const opening = numbered(
    [{ type: 'start', messageId: `${runId}-assistant`, messageMetadata: { runId, version } }, { type: 'start-step' }],
    { isOpening: true },
  )
  const events = eventsOf(parts, (together, part) => {
    const chunks = chunksOf(runId, part, isOpen)
    isOpen ||= part.kind === 'text'
    together.push(...numbered(chunks))
  })
  return preceded(opening, events)
}

const textDelta = jsonAround((delta) => ({ type: 'text-delta', id: TEXT_ID, delta }))

/** @param isOpen some of the text was said before */
function chunksOf(runId: string, part: AnswerPart, isOpen: boolean): (object | string)[] {
  const textEnd = isOpen ? [{ type: 'text-end', id: TEXT_ID }] : []
  switch (part.kind) {
    case 'text':
      return [...(isOpen ? [] : [{ type: 'text-start', id: TEXT_ID }]), textDelta(part.text)]
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

/** Of a run that waits for somebody: the client shows it as it likes. */
const statusChunk = (data: object) => ({ type: 'data-status', id: 'status', data })

function* endOf(
  runId: string,
  { citations, outputs, usage }: Pick<PublicRun, 'citations' | 'outputs' | 'usage'>,
): Generator<object | string> {
  for (const citation of citations) yield sourceChunk(citation)
  const { text: _, citations: __, ...others } = outputs
  if (Object.keys(others).length > 0) yield { type: 'data-outputs', id: 'outputs', data: others }
  yield { type: 'finish-step' }
  yield { type: 'finish', finishReason: 'stop', messageMetadata: { runId, usage } }
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

/** As everywhere: callers learn what they can do something about. */
export function errorText(failed: { code: PublicErrorCode; message: string; requestId: string }): string {
  const { message, requestId } = toPublicError(failed, failed.requestId)
  return `${message} (request ${requestId})`
}

type PublicErrorCode = Parameters<typeof toPublicError>[0]['code']
