import 'server-only'
import type { SseEvent } from '@/lib/api/sse'
import type { PublicCitation, PublicRun } from '@/lib/contracts/public'
import type { AnswerPart } from './openai-deltas'
import { toPublicError } from './public-error'

const TEXT_ID = 'answer'

/**
 * The answer in the AI SDK's UI message stream. The same run gives the same chunks with the same numbers, so a reader that
 * comes back is sent what is `after` the last one that it saw.
 */
export async function* aiSdkEvents(
  run: { runId: string; version: number },
  parts: AsyncIterable<AnswerPart>,
  after = 0,
): AsyncGenerator<SseEvent> {
  let number = 0
  for await (const data of chunksOf(run, parts)) {
    number += 1
    if (number > after) yield { id: String(number), data }
  }
}

async function* chunksOf(
  { runId, version }: { runId: string; version: number },
  parts: AsyncIterable<AnswerPart>,
): AsyncGenerator<object | string> {
  let isOpen = false
  yield { type: 'start', messageId: `${runId}-assistant`, messageMetadata: { runId, version } }
  yield { type: 'start-step' }
  for await (const part of parts) {
    switch (part.kind) {
      case 'text':
        if (!isOpen) yield { type: 'text-start', id: TEXT_ID }
        isOpen = true
        yield { type: 'text-delta', id: TEXT_ID, delta: part.text }
        break
      case 'paused':
        yield statusChunk({ status: 'paused', reason: part.reason })
        break
      case 'resumed':
        yield statusChunk({ status: 'running' })
        break
      case 'failed':
        if (isOpen) yield { type: 'text-end', id: TEXT_ID }
        if (part.error.code === 'CANCELLED') yield { type: 'abort', reason: 'The run was stopped.' }
        else yield { type: 'error', errorText: errorText(part.error) }
        yield '[DONE]'
        return
      case 'done':
        if (isOpen) yield { type: 'text-end', id: TEXT_ID }
        yield* endOf(runId, part.result)
        return
    }
  }
}

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
