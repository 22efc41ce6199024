import type { DataKind } from '@/lib/graph/ports'
import type { ConnectionKind } from './connection-kinds'
import type { PluginCategory } from './manifest-types'

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

export interface PluginSummary {
  id: string
  label: string
  description: string
  categories: readonly PluginCategory[]
  synonyms: readonly string[]
  /** Path of its logo; null: initials. */
  logo: string | null
  docsUrl: string
  kinds: readonly { id: string; label: string; kind: ConnectionKind['kind'] }[]
  actions: readonly ActionSummary[]
}
