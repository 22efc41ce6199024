import { AppError } from '@/lib/core/app-error'
import type {
  ModelCall,
  ModelChunk,
  ModelChunks,
  OnChunk,
  ProviderClient,
  ProviderConnection,
} from '../provider-client'
import { emitChunks } from '../wires/http/emit-chunks'

export interface Collected {
  text: string
  chunks: ModelChunk[]
  error: AppError | null
}

/** Reads a stream to its end, keeping the output before a failure. */
export const collect = (stream: AsyncIterable<ModelChunks>, onChunk: OnChunk = () => {}): Promise<Collected> =>
  collectEmitted((emit) =>
    emitChunks(stream, (chunk) => {
      emit(chunk)
      onChunk(chunk)
    }),
  )

/** Collects the chunks of a non-streaming call. */
export async function collectCompletion(
  client: ProviderClient,
  connection: ProviderConnection,
  call: ModelCall,
): Promise<Collected> {
  const complete = client.completer?.(connection)
  if (!complete) throw new Error('This connection only streams.')
  return collectEmitted((emit) => complete(call, emit))
}

async function collectEmitted(read: (emit: OnChunk) => Promise<void>): Promise<Collected> {
  const chunks: ModelChunk[] = []
  let error: AppError | null = null
  try {
    await read((chunk) => chunks.push(chunk))
  } catch (failure) {
    if (!AppError.isInstance(failure)) throw failure
    error = failure
  }
  return { text: chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join(''), chunks, error }
}

export function callOf(overrides: Partial<ModelCall> = {}): ModelCall {
  return {
    model: 'm',
    messages: [{ role: 'user', content: 'Hi' }],
    signal: new AbortController().signal,
    ...overrides,
  }
}
