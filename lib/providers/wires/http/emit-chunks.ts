import type { ModelChunks, OnChunk } from '../../provider-client'

/** Emits a client's stream to its end. */
export async function emitChunks(chunks: AsyncIterable<ModelChunks>, tell: OnChunk): Promise<void> {
  for await (const together of chunks) {
    if ('type' in together) tell(together)
    else for (const chunk of together) tell(chunk)
  }
}
