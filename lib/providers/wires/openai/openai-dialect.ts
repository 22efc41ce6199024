import type { JsonObject } from '@/lib/core/json'
import type { ProviderConnection } from '../../provider-client'
import type { ModelAbility } from '../../provider-manifest'

/** An entry of a service's model list, as far as services agree. */
export interface ListedModel {
  id: string
  created?: number | undefined
  /** The complete entry. */
  raw: JsonObject
}

/** Differences of a service from OpenAI's own API. Everything has a default. */
export interface OpenAiDialect {
  /** Replaces `Authorization: Bearer`; also for tokens derived from the stored key. */
  authorize?: (connection: ProviderConnection, signal: AbortSignal) => Promise<Record<string, string>>
  /** Additional headers, for example from a field of the connection. */
  headers?: (connection: ProviderConnection) => Record<string, string>
  /** Whether to request usage with `stream_options`, which some servers reject. Default: true. */
  streamsUsage?: boolean
  /** Whether it supports non-streaming responses; some models only stream. Default: true. */
  supportsNonStreaming?: boolean
  /** Default: `max_tokens`, except for OpenAI models that require the other. */
  maxTokensName?: 'max_tokens' | 'max_completion_tokens'
  /**
   * Request format of structured output. `json_object`: JSON of any shape; the prompt contains the
   * schema. Default: `json_schema`.
   */
  answerFormat?: 'json_schema' | 'json_object'
  /** Requires the reasoning to be returned with its tool calls (DeepSeek, Moonshot). */
  returnsReasoning?: boolean
  models?: {
    /** Path after the base URL, or a complete URL. Default: `/models`; null without a list. */
    path?: string | null
    /** Validates the key first, for services with a public model list. */
    keyCheck?: (baseUrl: string) => string | null
    /** Default: by name. null excludes the model. */
    abilityOf?: (model: ListedModel) => ModelAbility | null
    labelOf?: (model: ListedModel) => string
    /** The first chat model becomes a workspace's default. */
    order?: (a: ListedModel, b: ListedModel) => number
  }
}
