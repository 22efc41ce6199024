import 'server-only'
import type { SseEvent } from '@/lib/api/http/sse'
import type { PublicError, PublicEvent, PublicRun } from '@/lib/contracts/public'
import { mapped } from '@/lib/core/iterables/mapped-items'

export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'reasoning'; text: string }
  /** The answering step restarts. */
  | { kind: 'retried' }
  /** Text of a new attempt that was already sent. */
  | { kind: 'repeated' }
  /** The new attempt differs: the text so far is not part of the answer, which is `text` up to here. */
  | { kind: 'replaced'; text: string }
  | { kind: 'paused'; reason: 'approval' | 'timer' }
  | { kind: 'resumed' }
  | { kind: 'failed'; error: PublicError }
  | {
      kind: 'done'
      result: Pick<PublicRun, 'citations' | 'usage' | 'outputs' | 'finishReason' | 'reasoning'>
      answer: string
    }

/**
 * The answer as append-only text, which most APIs have to stream. A new attempt may start with the text so
 * far; then it continues that text. Otherwise it replaces the text: readers that have received nothing get
 * only the new text, and all others get a `replaced` part. Events of one batch stay in one batch. Nothing
 * follows the end.
 * @param isResumed the reader has already received some of the text
 */
export function deltasOf(
  batches: AsyncIterable<readonly { event: PublicEvent }[]>,
  { isResumed = false }: { isResumed?: boolean } = {},
): AsyncIterable<readonly AnswerPart[]> {
  let text = new AttemptText()
  let wasSent = isResumed
  let hasReasoning = false
  return mapped(batches, (items) => {
    let parts: AnswerPart[] = []
    for (const { event } of items) {
      if (event.type === 'answer.reset' && !wasSent) {
        parts = parts.filter(({ kind }) => kind !== 'text' && kind !== 'reasoning')
        text = new AttemptText()
      }
      hasReasoning ||= event.type === 'reasoning.delta'
      // Reasoning that was not streamed, as in non-streaming answers.
      if (event.type === 'run.completed' && event.reasoning !== undefined && !hasReasoning)
        parts.push({ kind: 'reasoning', text: event.reasoning })
      addParts(parts, event, text)
    }
    wasSent ||= parts.some(({ kind }) => kind === 'text')
    return parts
  })
}

function addParts(parts: AnswerPart[], event: PublicEvent, text: AttemptText): void {
  switch (event.type) {
    case 'answer.reset':
      text.retry()
      parts.push({ kind: 'retried' })
      break
    case 'answer.delta':
      parts.push(text.add(event.text))
      break
    case 'reasoning.delta':
      parts.push({ kind: 'reasoning', text: event.text })
      break
    case 'run.paused':
      parts.push({ kind: 'paused', reason: event.reason })
      break
    case 'run.resumed':
      parts.push({ kind: 'resumed' })
      break
    case 'run.completed': {
      const answer = answerText(event)
      const rest = text.complete(answer)
      if (rest) parts.push(rest)
      parts.push({ kind: 'done', result: event, answer })
      break
    }
    case 'run.failed':
      parts.push({ kind: 'failed', error: event.error })
      break
  }
}

/** The text sent so far, and how much of it the current attempt has repeated. */
class AttemptText {
  #sent = ''
  /** The text of a new attempt while it is a prefix of the sent text; null when there is nothing left to repeat. */
  #repeated: string | null = null

  retry(): void {
    if (this.#sent !== '') this.#repeated = ''
  }

  add(text: string): AnswerPart {
    if (this.#repeated === null) {
      this.#sent += text
      return { kind: 'text', text }
    }
    const content = this.#repeated + text
    if (this.#sent.startsWith(content)) {
      this.#repeated = content.length === this.#sent.length ? null : content
      return REPEATED
    }
    return this.#continue(content) ?? this.#replace(content)
  }

  /** The rest of the final answer, or all of it if the last attempt differs from the sent text. */
  complete(answer: string): AnswerPart | null {
    if (answer === this.#sent) return null
    // An answer with several outputs does not start with its stream, which does not indicate
    // another attempt.
    return this.#continue(answer) ?? (this.#repeated === null ? null : this.#replace(answer))
  }

  #continue(content: string): AnswerPart | null {
    if (!content.startsWith(this.#sent)) return null
    const text = content.slice(this.#sent.length)
    this.#sent = content
    this.#repeated = null
    return { kind: 'text', text }
  }

  #replace(text: string): AnswerPart {
    this.#sent = text
    this.#repeated = null
    return { kind: 'replaced', text }
  }
}

const REPEATED: AnswerPart = { kind: 'repeated' }

/** Converts parts to an API's events, batch by batch. */
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

/** An app without a text answer returns its outputs as JSON. */
export function answerText(result: Pick<PublicRun, 'answer' | 'outputs'>): string {
  return result.answer ?? JSON.stringify(result.outputs)
}
