import type { Json, JsonObject } from '@/lib/core/json'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'

/** An answer of the fake language model. */
export interface ModelReply {
  /** Text that the request must contain; without it, the reply fits every request. */
  when?: string
  text?: string
  /** Sent as text. */
  json?: Json
  calls?: readonly { name: string; arguments: JsonObject }[]
}

/** An answer of a fake service to requests whose address contains the text. */
export interface ServiceReply {
  when: string
  json: Json
}

export interface SampleReplies {
  /** Each reply is used once, in this order. The sample answer follows. */
  model?: readonly ModelReply[]
  services?: readonly ServiceReply[]
  /** Rows that every SQL query returns. */
  rows?: readonly JsonObject[]
}

export type BothLocales = Readonly<Record<StudioLocale, SampleReplies>>
