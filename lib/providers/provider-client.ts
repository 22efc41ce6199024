import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatRequest } from '@/lib/engine/ports'
import type { ModelAbility } from './provider-manifest'

/** Where a model service is and how to reach it. Made for one call and not kept: it holds the key. */
export interface ProviderConnection {
  /** Without a trailing slash. */
  baseUrl: string
  apiKey: string | null
  /** What the manifest's `fields` asked for, such as region and project; checked against their patterns. */
  fields: Readonly<Record<string, string>>
  fetch: EgressFetch
  /** Told of each secret that a client makes of the key, such as an access token, so that it is redacted as well. */
  onSecret?(secret: string): void
}

export interface ModelCall extends Pick<ChatRequest, 'messages' | 'signal'> {
  model: string
  tools?: ChatRequest['tools'] | undefined
  responseSchema?: ChatRequest['responseSchema'] | undefined
  temperature?: number | undefined
  maxOutputTokens?: number | undefined
  /** Told when a request with the prompt goes out, over a connection that is there. */
  onSent?: (() => void) | undefined
  /** Told before each request: one before it was refused, and this one is not sent yet. */
  onAsk?: (() => void) | undefined
}

/** Usage as the provider counts it; lib/models adds model and price, or estimates it when there is none. */
export type ModelChunk =
  | Exclude<ChatChunk, { type: 'usage' | 'decision' | 'restart' }>
  | { type: 'usage'; inputTokens: number; outputTokens: number; cachedInputTokens?: number; cacheWriteTokens?: number }

/** One, or those that came together. */
export type ModelChunks = ModelChunk | readonly ModelChunk[]

/** What it throws ends the call. */
export type TellChunk = (chunk: ModelChunk) => void

export interface ProviderModel {
  id: string
  label: string
  ability: ModelAbility
}

export interface CountedTokens {
  inputTokens: number
  outputTokens: number
}

/** By which some rerank models are billed: each is a question with as many texts as the service takes for one. */
export interface CountedSearches {
  searches: number
}

export interface EmbedCall {
  model: string
  texts: string[]
  /** What the vectors are for, where a model tells the two apart; `document` when absent. */
  use?: 'document' | 'query'
  signal: AbortSignal
}
export interface RerankCall {
  model: string
  query: string
  texts: string[]
  /** How many are wanted; all when absent. */
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
  /** Of the recording, where the service says so: some bill by the minute. */
  seconds?: number
}
export interface MediaResult {
  bytes: Uint8Array
  mediaType: string
  /** Where the service counts tokens. */
  usage?: CountedTokens | null
}

/** All failures are AppErrors that say in words what to do. Nothing is retried here: the engine retries. */
export interface ProviderClient {
  /** Loads the client library ahead of the first call, which else takes a second longer. */
  load?(): Promise<void>
  /** The connection with whatever proves who calls already in its `fetch`, for an API that is not asked through this client. */
  open?(connection: ProviderConnection): ProviderConnection
  /** Streams. */
  chat(connection: ProviderConnection, call: ModelCall): AsyncIterable<ModelChunks>
  /** Asks this connection for an answer in one piece, of which the same chunks are told. Absent or null: it only streams. */
  completer?(connection: ProviderConnection): ((call: ModelCall, tell: TellChunk) => Promise<void>) | null
  listModels(connection: ProviderConnection, signal: AbortSignal): Promise<ProviderModel[]>
  /** One vector a text, in their order, as the service gives them (not normalised). */
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
