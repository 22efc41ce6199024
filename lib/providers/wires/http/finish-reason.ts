import type { ModelChunk } from '../../provider-client'

export type FinishReason = Extract<ModelChunk, { type: 'finish' }>['reason']

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  // Mistral: the context window is full.
  model_length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'filter',
  refusal: 'filter',
}

/** Maps a service's finish reason. */
export function toFinishReason(word: string): FinishReason {
  return (Object.hasOwn(FINISH_REASONS, word) ? FINISH_REASONS[word] : undefined) ?? 'other'
}
