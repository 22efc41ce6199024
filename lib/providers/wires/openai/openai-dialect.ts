import type { JsonObject } from '@/lib/core/json'
import type { ProviderConnection } from '../../provider-client'
import type { ModelAbility } from '../../provider-manifest'

/** An entry of a service's list of models, as far as services agree. */
export interface ListedModel {
  id: string
  created?: number | undefined
  /** All that the service says of it. */
  raw: JsonObject
}

/** How a service's wire differs from OpenAI's own. Everything has a default, so that most services say little. */
export interface OpenAiDialect {
  /** Instead of `Authorization: Bearer`; also for tokens that are minted from what is stored. */
  authorize?: (connection: ProviderConnection, signal: AbortSignal) => Promise<Record<string, string>>
  /** Further headers, such as one that a field of the connection fills. */
  headers?: (connection: ProviderConnection) => Record<string, string>
  /** Whether to ask for usage by `stream_options`; some servers refuse the word. Default: true. */
  streamsUsage?: boolean
  /** Whether it gives an answer in one piece when asked to; some models of some services only stream. Default: true. */
  answersWhole?: boolean
  /** Default: `max_tokens`, but for the models of OpenAI that demand the other. */
  maxTokensName?: 'max_tokens' | 'max_completion_tokens'
  /** How an answer that fits a schema is asked for. `json_object`: JSON of any shape; the prompt holds the schema. Default: `json_schema`. */
  answerFormat?: 'json_schema' | 'json_object'
  /** The service demands what the model thought back with the tool calls that came of it (DeepSeek, Moonshot). */
  returnsReasoning?: boolean
  models?: {
    /** Behind the base address, or a whole one. Default: `/models`; null: the service has no list. */
    path?: string | null
    /** Where a key is checked first, for services that show their list to anybody. */
    keyCheck?: (baseUrl: string) => string | null
    /** Default: by its name. null leaves the model out. */
    abilityOf?: (model: ListedModel) => ModelAbility | null
    labelOf?: (model: ListedModel) => string
    /** The first chat model becomes a workspace's default. */
    order?: (a: ListedModel, b: ListedModel) => number
  }
}
