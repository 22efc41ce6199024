export type ProviderAbility = 'chat' | 'embed' | 'tools' | 'json-schema'

/** What the Models page and the server know of a model service. Client-safe data. */
export interface ProviderManifest {
  id: string
  label: string
  description: string
  /** A name of components/ui/icon. */
  icon: string
  docsUrl: string
  baseUrl: {
    /** Used when a connection names none; null when there is no sensible one. */
    default: string | null
    /** Whether the form shows the field at first. */
    isAdvanced: boolean
    placeholder: string
    help: string
  }
  apiKey: { use: 'required' | 'optional' | 'none'; placeholder: string; help: string }
  abilities: readonly ProviderAbility[]
}
