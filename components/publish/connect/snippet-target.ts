import type { JsonObject } from '@/lib/core/json'

export interface SnippetTarget {
  baseUrl: string
  slug: string
  /** The new key, or a placeholder. */
  apiKey: string
  inputs: JsonObject
  /** Chat apps also support the OpenAI API; null for forms. */
  message: string | null
}
