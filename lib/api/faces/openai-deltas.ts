import 'server-only'
import type { PublicError, PublicEvent, PublicRun } from '@/lib/contracts/public'

export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'paused'; reason: 'approval' | 'timer' }
  | { kind: 'resumed' }
  | { kind: 'failed'; error: PublicError }
  | { kind: 'done'; result: Pick<PublicRun, 'citations' | 'usage' | 'outputs'>; answer: string }

/**
 * The answer as text that only grows, which is all that OpenAI's stream can say: after a retry, what was already
 * sent is swallowed, and at the end whatever of the final answer is missing follows.
 */
export async function* deltasOf(events: AsyncIterable<{ event: PublicEvent }>): AsyncGenerator<AnswerPart> {
  let sent = ''
  let attempt = ''
  for await (const { event } of events) {
    switch (event.type) {
      case 'answer.reset':
        attempt = ''
        break
      case 'answer.delta': {
        attempt += event.text
        const text = attempt.slice(sent.length)
        if (text) yield { kind: 'text', text }
        sent += text
        break
      }
      case 'run.paused':
        yield { kind: 'paused', reason: event.reason }
        break
      case 'run.resumed':
        yield { kind: 'resumed' }
        break
      case 'run.completed': {
        const answer = answerText(event)
        const rest = answer.startsWith(sent) ? answer.slice(sent.length) : ''
        if (rest) yield { kind: 'text', text: rest }
        yield { kind: 'done', result: event, answer }
        return
      }
      case 'run.failed':
        yield { kind: 'failed', error: event.error }
        return
    }
  }
}

/** An app whose answer is no text gives its outputs as JSON. */
export function answerText(result: Pick<PublicRun, 'answer' | 'outputs'>): string {
  return result.answer ?? JSON.stringify(result.outputs)
}
