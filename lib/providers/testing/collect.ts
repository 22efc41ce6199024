import { AppError } from '@/lib/core/app-error'
import type { ModelCall, ModelChunk, ModelChunks } from '../provider-client'

export interface Collected {
  text: string
  chunks: ModelChunk[]
  error: AppError | null
}

/** Reads a stream to its end, keeping what came before a failure. */
export async function collect(stream: AsyncIterable<ModelChunks>): Promise<Collected> {
  const chunks: ModelChunk[] = []
  let error: AppError | null = null
  try {
    for await (const together of stream) chunks.push(...[together].flat())
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
