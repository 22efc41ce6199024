import 'server-only'
import type { AnswerPart } from '../shared/responses/answer-deltas'
import type { PlainEvent } from './plain-event'
import { toReasoning } from './responses-shapes'

/** The reasoning item of a streamed response: opened by the first piece, closed at the end of the answer. */
export class ReasoningEvents {
  #text = ''

  constructor(private readonly runId: string) {}

  of(part: AnswerPart): PlainEvent[] {
    if (part.kind === 'reasoning') return this.#add(part.text)
    return part.kind === 'done' && this.#text !== '' ? this.#end(part.result.reasoning ?? this.#text) : []
  }

  #add(delta: string): PlainEvent[] {
    const isFirst = this.#text === ''
    this.#text += delta
    const deltaEvent = { type: 'response.reasoning_summary_text.delta', ...this.#place(), delta }
    return isFirst ? [...this.#opening(), deltaEvent] : [deltaEvent]
  }

  #opening(): PlainEvent[] {
    const item = { ...toReasoning(this.runId, ''), status: 'in_progress', summary: [] }
    const part = { type: 'summary_text', text: '' }
    return [
      { type: 'response.output_item.added', output_index: 1, item },
      { type: 'response.reasoning_summary_part.added', ...this.#place(), part },
    ]
  }

  #end(text: string): PlainEvent[] {
    const part = { type: 'summary_text', text }
    return [
      { type: 'response.reasoning_summary_text.done', ...this.#place(), text },
      { type: 'response.reasoning_summary_part.done', ...this.#place(), part },
      { type: 'response.output_item.done', output_index: 1, item: toReasoning(this.runId, text) },
    ]
  }

  #place() {
    return { item_id: `rs_${this.runId}`, output_index: 1, summary_index: 0 }
  }
}
