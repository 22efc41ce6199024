import type { JsonObject } from './values'

export interface ModelAddress {
  model: string
  apiKey?: string | undefined
  baseUrl?: string | undefined
}

export interface ModelSettings {
  temperature: number
  maxTokens: number
  /** JSON Schema of the answer, for services that support it. */
  responseSchema?: JsonObject
}
