import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatRequest } from '@/lib/engine/model-requests'
import type { ModelAbility } from './provider-manifest'

/** Address and credentials of a model service. Created for one call and not stored: it contains the key. */
export interface ProviderConnection {
  /** Without a trailing slash. */
  baseUrl: string
  apiKey: string | null
  /** Values of the manifest's `fields`, such as region and project; checked against their patterns. */
  fields: Readonly<Record<string, string>>
  fetch: EgressFetch
  /** Called with each secret that a client derives from the key, such as an access token, for redaction. */
  onSecret?(secret: string): void
}

export interface ModelCall extends Pick<ChatRequest, 'messages' | 'signal'> {
  model: string
  tools?: ChatRequest['tools'] | undefined
  responseSchema?: ChatRequest['responseSchema'] | undefined
  temperature?: number | undefined
  maxOutputTokens?: number | undefined
  /** Called when a request with the prompt is sent over an open connection. */
  onSent?: (() => void) | undefined
  /** Called before each request: a previous one was rejected, and this one is not sent yet. */
  onRequest?: (() => void) | undefined
}

/** Usage as counted by the provider; lib/models adds model and price, or estimates it if there is none. */
export type ModelChunk =
  | Exclude<ChatChunk, { type: 'usage' | 'decision' | 'restart' }>
  | { type: 'usage'; inputTokens: number; outputTokens: number; cachedInputTokens?: number; cacheWriteTokens?: number }

/** One chunk, or several that arrived together. */
export type ModelChunks = ModelChunk | readonly ModelChunk[]

/** An error thrown by it ends the call. */
export type OnChunk = (chunk: ModelChunk) => void

export interface ProviderModel {
  id: string
  label: string
  ability: ModelAbility
}

export interface CountedTokens {
  inputTokens: number
  outputTokens: number
}

/** Billing unit of some rerank models: a question with up to a fixed number of texts. */
export interface CountedSearches {
  searches: number
}

export interface EmbedCall {
  model: string
  texts: string[]
  /** Purpose of the vectors, for models that distinguish it; `document` by default. */
  use?: 'document' | 'query'
  signal: AbortSignal
}
export interface RerankCall {
  model: string
  query: string
  texts: string[]
  /** Maximum number of results; all by default. */
  limit?: number
  signal: AbortSignal
}
export interface TranscribeCall {
  model: string
  audio: Uint8Array
  mediaType: string
  fileName: string
  language?: string
  signal: AbortSignal
}
export interface SpeakCall {
  model: string
  text: string
  voice?: string
  format: 'mp3' | 'wav' | 'opus'
  signal: AbortSignal
}
export interface ImageCall {
  model: string
  prompt: string
  /** Pixels, such as `1024x1024`. */
  size?: string
  signal: AbortSignal
}
export interface Transcript {
  text: string
  usage: CountedTokens | null
  /** Length of the recording, if the service reports it: some bill by the minute. */
  seconds?: number
}
export interface MediaResult {
  bytes: Uint8Array
  mediaType: string
  /** If the service counts tokens. */
  usage?: CountedTokens | null
}

/** All failures are AppErrors with an actionable message. Never retries: the engine does. */
export interface ProviderClient {
  /** Preloads the client library, which saves a second on the first call. */
  load?(): Promise<void>
  /** Returns the connection with authentication added to its `fetch`, for APIs outside of this client. */
  open?(connection: ProviderConnection): ProviderConnection
  /** Streams. */
  chat(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunks>
  /**
   * Returns a function that makes non-streaming requests and emits the same chunks. Absent or null:
   * streaming only.
   */
  completer?(connection: ProviderConnection): ((call: ModelCall, emit: OnChunk) => Promise<void>) | null
  listModels(connection: ProviderConnection, signal: AbortSignal): Promise<ProviderModel[]>
  /** One vector per text, in order, not normalized. */
  embed?(
    connection: ProviderConnection,
    call: EmbedCall,
  ): Promise<{ vectors: Float32Array[]; usage: CountedTokens | null }>
  /** Best first; `score` is the service's own. */
  rerank?(
    connection: ProviderConnection,
    call: RerankCall,
  ): Promise<{ results: { index: number; score: number }[]; usage: CountedTokens | CountedSearches | null }>
  transcribe?(connection: ProviderConnection, call: TranscribeCall): Promise<Transcript>
  speak?(connection: ProviderConnection, call: SpeakCall): Promise<MediaResult>
  image?(connection: ProviderConnection, call: ImageCall): Promise<MediaResult>
}
