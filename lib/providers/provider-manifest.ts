/** The purpose of a model. */
export const MODEL_ABILITIES = ['chat', 'embed', 'rerank', 'transcribe', 'speak', 'image'] as const
export type ModelAbility = (typeof MODEL_ABILITIES)[number]

/**
 * Further abilities of a service: `vision` reads images, `fine-tune` has an API supported by
 * lib/models/fine-tuning.
 */
export type ProviderAbility = ModelAbility | 'vision' | 'tools' | 'json-schema' | 'fine-tune'

/** A setting of a connection besides address and key. Never a secret. */
export interface ProviderField {
  name: string
  label: string
  help: string
  placeholder: string
  required: boolean
  /** Shown initially although it is optional, since most users fill it. */
  isProminent?: boolean
  /**
   * Pattern for the whole value. Parts of a host name use `^[a-z0-9-]{1,40}$` or stricter, so that
   * they cannot change the host.
   */
  pattern: string
  /** Message when the pattern does not match. */
  patternHint: string
  default?: string
  /** `baseUrl` replaces the manifest's default address while this option is selected. */
  options?: readonly { value: string; label: string; baseUrl?: string }[]
  /** Shown, and required if applicable, only while that field has that value. */
  onlyWhen?: { field: string; value: string }
}

/** A model service, for the Models page and the server. Client-safe data. */
export interface ProviderManifest {
  id: string
  label: string
  description: string
  /** A name of components/ui/icon. */
  icon: string
  /** The SVG shown for it: package and file name, as in scripts/plugin-logos.ts. Absent: initials. */
  logo?: string
  docsUrl: string
  /** Group of the service in the list. */
  category: 'cloud' | 'lab' | 'aggregator' | 'private'
  baseUrl: {
    /**
     * Used if a connection has no address; null if there is no sensible default. `{name}` is
     * replaced by the field of that name, after its pattern was checked.
     */
    default: string | null
    /** Hidden initially in the form. */
    isAdvanced: boolean
    placeholder: string
    help: string
  }
  fields?: readonly ProviderField[]
  apiKey: {
    use: 'required' | 'optional' | 'none'
    placeholder: string
    help: string
    /** `json`: a whole file is pasted, such as a service account's, into a text area. */
    format?: 'line' | 'json'
  }
  /**
   * Patterns that recognize pasted keys and addresses of this service. Named groups of `address`
   * fill the fields of the same name.
   */
  recognises?: { key?: string; address?: string }
  abilities: readonly ProviderAbility[]
}
