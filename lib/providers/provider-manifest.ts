/** What one model is for. */
export const MODEL_ABILITIES = ['chat', 'embed', 'rerank', 'transcribe', 'speak', 'image'] as const
export type ModelAbility = (typeof MODEL_ABILITIES)[number]

/** What a service can do beside them: `vision` reads pictures, `fine-tune` has a fine-tuning API that lib/models/fine-tuning speaks. */
export type ProviderAbility = ModelAbility | 'vision' | 'tools' | 'json-schema' | 'fine-tune'

/** A setting of a connection beside address and key. Never a secret. */
export interface ProviderField {
  name: string
  label: string
  help: string
  placeholder: string
  required: boolean
  /** Shown at first although it is not required: most people fill it. */
  isProminent?: boolean
  /** Whole-value pattern. What goes into a host name is `^[a-z0-9-]{1,40}$` or stricter (T42). */
  pattern: string
  /** In words, when the pattern does not fit. */
  patternHint: string
  default?: string
  /** `baseUrl` takes the place of the manifest's default address while this one is chosen. */
  options?: readonly { value: string; label: string; baseUrl?: string }[]
  /** Shown, and required if it is, only while that field has that value. */
  onlyWhen?: { field: string; value: string }
}

/** What the Models page and the server know of a model service. Client-safe data. */
export interface ProviderManifest {
  id: string
  label: string
  description: string
  /** A name of components/ui/icon. */
  icon: string
  docsUrl: string
  /** Its group in the list of services. */
  category: 'cloud' | 'lab' | 'aggregator' | 'private'
  baseUrl: {
    /**
     * Used when a connection names none; null when there is no sensible one. `{name}` is replaced by the field of that
     * name, which must fit its pattern first.
     */
    default: string | null
    /** Whether the form shows the field at first. */
    isAdvanced: boolean
    placeholder: string
    help: string
  }
  fields?: readonly ProviderField[]
  apiKey: {
    use: 'required' | 'optional' | 'none'
    placeholder: string
    help: string
    /** `json`: a whole file is pasted, such as a service account's; the form shows a text area. */
    format?: 'line' | 'json'
  }
  /**
   * What tells this service by a text that somebody pastes: patterns of its keys and of its addresses. Named groups of
   * `address` fill the fields of their names.
   */
  recognises?: { key?: string; address?: string }
  abilities: readonly ProviderAbility[]
}
