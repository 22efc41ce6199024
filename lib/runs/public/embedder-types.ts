import 'server-only'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { CallerKey } from './run-types'

/** An embedding model that a key may call. */
export interface PublicEmbedder {
  /** The name in the API. */
  name: string
  model: ModelRef
}

export interface EmbedderBackend {
  /** The built-in embedder and those that the key's live apps use. */
  listEmbedders(key: CallerKey): Promise<PublicEmbedder[]>
  /** One vector per text. */
  embed(request: {
    key: CallerKey
    embedder: PublicEmbedder
    texts: string[]
    /** The customer's own name for its user; never an identity. */
    endUser: string | null
    signal: AbortSignal
  }): Promise<{ vectors: Float32Array[]; tokens: number }>
}
