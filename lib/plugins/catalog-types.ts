import type { JsonObject } from '@/lib/core/json'
import type { DataKind } from '@/lib/graph/ports'
import type { ConnectionKind } from './connection-kinds'
import type { PluginCategory } from './plugin-categories'

/** A field or an output of an action, as a port. */
export interface PartSummary {
  id: string
  label: string
  kind: DataKind
}

export interface FieldSummary extends PartSummary {
  required: boolean
  filledBy: 'author' | 'model' | 'either' | 'hidden'
}

/** An action without its schema and code, for lists and search. */
export interface ActionSummary {
  id: string
  version: number
  label: string
  description: string
  synonyms: readonly string[]
  effect: 'read' | 'write'
  /** Ids of connection kinds. */
  connections: readonly string[]
  needsConnection: boolean
  scopes: readonly string[]
  fields: readonly FieldSummary[]
  outputs: readonly PartSummary[]
}

/** Steps and fields for connecting an app with the service. */
export interface ChannelSummary {
  connections: readonly string[]
  fields: readonly {
    name: string
    label: string
    help: string
    placeholder: string
    secret: boolean
    generated: boolean
    optional: boolean
  }[]
  steps: readonly string[]
  stepsUrl: string
  registersItself: boolean
  /** Patchbay requests the messages, so that there is no address to enter at the service. */
  isPolled: boolean
  test: { label: string; placeholder: string }
}

/** An event that starts runs. */
export interface TriggerSummary {
  id: string
  label: string
  description: string
  synonyms: readonly string[]
  type: 'poll' | 'webhook'
  connections: readonly string[]
  needsConnection: boolean
  fields: readonly FieldSummary[]
  sample: JsonObject
}

export interface PluginSummary {
  id: string
  label: string
  description: string
  categories: readonly PluginCategory[]
  synonyms: readonly string[]
  /** Path of the logo; null if initials are shown instead. */
  logo: string | null
  docsUrl: string
  kinds: readonly { id: string; label: string; kind: ConnectionKind['kind'] }[]
  actions: readonly ActionSummary[]
  triggers: readonly TriggerSummary[]
  /** null if people cannot talk to an app in this service. */
  channel: ChannelSummary | null
}

/** What the gallery's card of a plugin shows. It contains no actions, only their number. */
export interface PluginCardSummary extends Pick<PluginSummary, 'id' | 'label' | 'description' | 'categories' | 'logo'> {
  actionCount: number
}
