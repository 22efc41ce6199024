import { AppError } from '@/lib/core/app-error'
import type { ModelCall, ModelChunk } from '../provider-client'

export interface Collected {
  text: string
  chunks: ModelChunk[]
  error: AppError | null
}

/** Reads a stream to its end, keeping what came before a failure. */
export async function collect(stream: AsyncIterable<ModelChunk>): Promise<Collected> {
  const chunks: ModelChunk[] = []
  let error: AppError | null = null
  try {
    for await (const chunk of stream) chunks.push(chunk)
  } catch (failure) {
    if (!AppError.isInstance(failure)) throw failure
    error = failure
  }
  return { text: chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join(''), chunks, error }
}

export function callOf(given: Partial<ModelCall> = {}): ModelCall {
  return {
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    signal: new AbortController().signal,
    ...given,
  }
}
