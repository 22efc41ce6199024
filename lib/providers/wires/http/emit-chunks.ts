import type { ModelChunks, OnChunk } from '../../provider-client'

/** Emits a client's stream to its end. */
export async function emitChunks(chunks: AsyncIterable<ModelChunks>, emit: OnChunk): Promise<void> {
  for await (const together of chunks) {
    if ('type' in together) emit(together)
    else for (const chunk of together) emit(chunk)
  }
}
