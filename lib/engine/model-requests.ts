import type { JsonObject } from '@/lib/core/json'
import type { ModelDecision, Usage } from './events'

/** Selects a model: `auto` is the workspace's default, or the built-in one. `builtin` needs no service. */
export interface ModelRef {
  /**
   * A connection's id, `builtin`, `auto`, `route` (the model is a route's name), or `trained` (a
   * registered model's name).
   */
  connection: string
  model: string
}

export interface ImagePart {
  /** image/png, image/jpeg, image/webp or image/gif */
  mediaType: string
  base64: string
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
  /** With role `user`, for models with vision. */
  images?: ImagePart[]
  toolCalls?: ToolCall[]
  /** With role `tool`: the call that it answers. */
  toolCallId?: string
}

export interface ToolCall {
  id: string
  name: string
  arguments: JsonObject
  /** Opaque text of the provider that must be returned with the call (Gemini's thought signature). */
  signature?: string
}

export interface ToolSpec {
  /** ^[a-zA-Z0-9_-]{1,64}$ */
  name: string
  description: string
  /** JSON Schema of the arguments (an object). */
  parameters: JsonObject
}

export interface ChatRequest {
  model: ModelRef
  messages: ChatMessage[]
  tools?: ToolSpec[]
  /** JSON Schema of the answer; the adapter selects the provider's mechanism (json_schema, tool, prompt). */
  responseSchema?: JsonObject
  temperature?: number
  maxOutputTokens?: number
  /** Whether to stream, which is the default; false allows a non-streaming response. */
  stream?: boolean
  /** Whether a cached answer may be returned. */
  cache?: CachePolicy
  /** The calling step, for the ledger of calls. */
  nodeId?: string
  /** Data kinds in the messages besides those implied by their roles, such as `documents`. */
  dataKinds?: string[]
  signal: AbortSignal
}

export interface CachePolicy {
  /** `exact`: the same request. `semantic`: also a last question with the same meaning. */
  mode: 'exact' | 'semantic'
  ttlSeconds: number
  /** For `semantic`: minimum cosine similarity of the last questions. */
  threshold?: number
}

export type ChatChunk =
  | { type: 'decision'; decision: ModelDecision }
  /** Retracts the output of this call so far: another model starts from the beginning. */
  | { type: 'restart' }
  | { type: 'text'; text: string }
  /** Reasoning before the answer; never part of it. */
  | { type: 'reasoning'; text: string }
  | { type: 'tool-call'; call: ToolCall }
  | { type: 'usage'; usage: Usage }
  | { type: 'finish'; reason: 'stop' | 'length' | 'tool-calls' | 'filter' | 'other' }

/**
 * Receives each chunk of an answer. A callback instead of an async generator, which would cost more
 * in each of the layers between model and reader than all of their work. An error thrown by it ends
 * the call, which then rethrows it: the reader has left, and the model is not at fault.
 */
export type ChatReader = (chunk: ChatChunk) => void

export interface EmbedRequest {
  model: ModelRef
  texts: string[]
  /** Purpose of the vectors, for models that distinguish it. */
  use: 'document' | 'query'
  /** Required dimensions, for comparison with other vectors; a model that returns others has failed. */
  dims?: number
  /** Only `exact` applies. */
  cache?: CachePolicy
  /** The calling step, for the ledger of calls. */
  nodeId?: string
  signal: AbortSignal
}

export interface RerankRequest {
  model: ModelRef
  query: string
  texts: string[]
  /** Maximum number of results. */
  limit: number
  /** Only `exact` applies. */
  cache?: CachePolicy
  /** The calling step and its data kinds, for the ledger of calls. */
  nodeId?: string
  dataKinds?: string[]
  signal: AbortSignal
}

export interface RerankedTexts extends ModelCallFields {
  /** `score` is the model's own: only comparable within one response. */
  results: { index: number; score: number }[]
}

export interface TranscribeRequest {
  model: ModelRef
  audio: Uint8Array
  mediaType: string
  fileName: string
  /** ISO 639-1; detected by the model when absent. */
  language?: string
  nodeId?: string
  signal: AbortSignal
}

export interface SpeakRequest {
  model: ModelRef
  text: string
  /** Voice in the service's notation; its default voice when absent. */
  voice?: string
  format: 'mp3' | 'wav' | 'opus'
  nodeId?: string
  signal: AbortSignal
}

export interface ImageRequest {
  model: ModelRef
  prompt: string
  /** Pixels, such as `1024x1024`. */
  size?: string
  nodeId?: string
  signal: AbortSignal
}

/** Returned by every non-streaming model call besides its result. */
export interface ModelCallFields {
  /** Null if no service was called. */
  usage: Usage | null
  /** Decisions of a route, for the trace. */
  decisions: ModelDecision[]
}

export interface MadeMedia extends ModelCallFields {
  bytes: Uint8Array
  mediaType: string
}
