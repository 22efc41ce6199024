import 'server-only'
import type { SseEvent } from '@/lib/api/sse'
import type { PublicError, PublicEvent, PublicRun } from '@/lib/contracts/public'
import { mapped } from '@/lib/core/mapped-items'

export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'paused'; reason: 'approval' | 'timer' }
  | { kind: 'resumed' }
  | { kind: 'failed'; error: PublicError }
  | { kind: 'done'; result: Pick<PublicRun, 'citations' | 'usage' | 'outputs'>; answer: string }

/**
 * The answer as text that only grows, which is all that OpenAI's stream can say: after a retry, what was already
 * sent is swallowed, and at the end whatever of the final answer is missing follows. What came together stays together;
 * nothing follows the end.
 */
export function deltasOf(
  batches: AsyncIterable<readonly { event: PublicEvent }[]>,
): AsyncIterable<readonly AnswerPart[]> {
  const text = new GrowingText()
  return mapped(batches, (items) => {
    const parts: AnswerPart[] = []
    for (const { event } of items) addParts(parts, event, text)
    return parts
  })
}

function addParts(parts: AnswerPart[], event: PublicEvent, text: GrowingText): void {
  switch (event.type) {
    case 'answer.reset':
      text.reset()
      break
    case 'answer.delta':
      addText(parts, text.add(event.text))
      break
    case 'run.paused':
      parts.push({ kind: 'paused', reason: event.reason })
      break
    case 'run.resumed':
      parts.push({ kind: 'resumed' })
      break
    case 'run.completed': {
      const answer = answerText(event)
      addText(parts, text.restOf(answer))
      parts.push({ kind: 'done', result: event, answer })
      break
    }
    case 'run.failed':
      parts.push({ kind: 'failed', error: event.error })
      break
  }
}

function addText(parts: AnswerPart[], text: string): void {
  if (text !== '') parts.push({ kind: 'text', text })
}

class GrowingText {
  #sent = ''
  /** How much of it the attempt that goes on has said; what is beyond is new. */
  #said = 0

  reset(): void {
    this.#said = 0
  }

  /** @returns what of it was not sent yet */
  add(text: string): string {
    const fresh = text.slice(Math.max(0, this.#sent.length - this.#said))
    this.#said += text.length
    this.#sent += fresh
    return fresh
  }

  restOf(answer: string): string {
    return answer.startsWith(this.#sent) ? answer.slice(this.#sent.length) : ''
  }
}

/** What a face says of the parts; those that came together leave together. */
export function eventsOf(
  batches: AsyncIterable<readonly AnswerPart[]>,
  add: (events: SseEvent[], part: AnswerPart) => void,
): AsyncIterable<readonly SseEvent[]> {
  return mapped(batches, (parts) => {
    const events: SseEvent[] = []
    for (const part of parts) add(events, part)
    return events
  })
}

/** An app whose answer is no text gives its outputs as JSON. */
export function answerText(result: Pick<PublicRun, 'answer' | 'outputs'>): string {
  return result.answer ?? JSON.stringify(result.outputs)
}
