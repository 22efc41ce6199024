import type { PublicEvent } from '@/lib/contracts/public'
import type { JsonObject } from '@/lib/core/json'
import { ChatFailure } from '../embed-client'
import { failureText, fill } from '../texts'
import type { Turn } from './conversation-store'

/** Folds one event into the displayed answer. */
export function applyEvent(turn: Turn, event: PublicEvent): void {
  turn.waitsFor = event.type === 'run.paused' ? event.reason : undefined
  switch (event.type) {
    case 'answer.delta':
      turn.text += event.text
      break
    case 'answer.reset':
      turn.text = ''
      break
    case 'answer.citations':
      turn.citations = event.citations
      break
    case 'run.completed':
      turn.text = event.answer ?? outputsMarkdown(event.outputs)
      turn.citations = event.citations
      turn.made = event.outputs.files
      turn.isQuoted = event.quoted === true
      turn.state = 'done'
      break
    case 'run.failed':
      turn.state = event.error.code === 'CANCELLED' ? 'stopped' : 'failed'
      if (turn.state === 'failed') turn.problem = failureText(event.error.code, event.error.message)
      break
    case 'reasoning.delta':
    case 'run.paused':
    case 'run.resumed':
    case 'run.started':
      break
  }
}

export function applyFailure(turn: Turn, error: unknown): void {
  turn.state = 'failed'
  const { code, message, retryAfterSeconds } =
    error instanceof ChatFailure ? error : new ChatFailure(fill('noConnection'), 'INTERNAL')
  // A started run continues even if the visitor is rate limited for now.
  turn.isCut = code === 'OFFLINE' || code === 'UNAVAILABLE' || (!!turn.runId && retryAfterSeconds !== null)
  turn.problem = message
  // A time of day stays valid after a reload. Rounded up to the next minute.
  if (retryAfterSeconds !== null) turn.retryAtMs = Date.now() + retryAfterSeconds * 1_000 + 59_999
}

/** Named values as readable text. */
export function outputsMarkdown(outputs: JsonObject): string {
  const entries = Object.entries(outputs)
  const parts = entries.map(([name, value]) => {
    const text = typeof value === 'string' ? value : `~~~~json\n${JSON.stringify(value, null, 2)}\n~~~~`
    return entries.length === 1 ? text : `### ${name}\n\n${text}`
  })
  return parts.join('\n\n')
}
