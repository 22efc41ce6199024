import 'server-only'
import type { SseEvent } from '@/lib/api/http/sse'
import type { AnswerPart } from './answer-deltas'

interface ApprovalStream {
  add: (events: SseEvent[], part: AnswerPart) => void
  /** Called when the run stops for an approval. @returns no events if its user may not answer: the stream continues */
  readPause: () => Promise<readonly SseEvent[]>
  /** Continues after a question too. */
  staysOpen?: boolean
}

/**
 * Events of an answer up to a question that its user may answer. There the streams of Dify and
 * Flowise end: the answer arrives in a separate call.
 */
export async function* untilApproval(
  batches: AsyncIterable<readonly AnswerPart[]>,
  { add, readPause, staysOpen = false }: ApprovalStream,
): AsyncGenerator<readonly SseEvent[]> {
  for await (const parts of batches) {
    const events: SseEvent[] = []
    for (const part of parts) add(events, part)
    yield events
    if (!stopsAtApproval(parts)) continue
    const question = await readPause()
    if (question.length === 0) continue
    yield question
    if (!staysOpen) return
  }
}

/** Whether the run waits for a person at the end of these parts. */
export function stopsAtApproval(parts: readonly AnswerPart[]): boolean {
  const last = parts.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')
  return last?.kind === 'paused' && last.reason === 'approval'
}
