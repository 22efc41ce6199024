import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatRequest } from '@/lib/engine/ports'

/** Where a model service is and how to reach it. Made for one call and not kept: it holds the key. */
export interface ProviderConnection {
  /** Without a trailing slash. */
  baseUrl: string
  apiKey: string | null
  fetch: EgressFetch
}

export interface ModelCall extends Omit<ChatRequest, 'model'> {
  model: string
}

/** Usage as the provider counts it; lib/models adds model and price, or estimates it when there is none. */
export type ModelChunk =
  | Exclude<ChatChunk, { type: 'usage' }>
  | { type: 'usage'; inputTokens: number; outputTokens: number }

export interface ProviderModel {
  id: string
  label: string
  ability: 'chat' | 'embed'
}

/** All failures are AppErrors that say in words what to do. Nothing is retried here: the engine retries. */
export interface ProviderClient {
  /** Loads the client library ahead of the first call, which else takes a second longer. */
  load(): Promise<void>
  chat(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunk>
  listModels(connection: ProviderConnection, signal: AbortSignal): Promise<ProviderModel[]>
}
