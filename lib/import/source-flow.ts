import type { JsonObject } from '@/lib/core/json'
import type { VariableScope, VariableType } from '@/lib/graph/variables/declaration'
import type { ImportedVariable } from './imported-variable'
import type { ImportNote, ImportPeer } from './report'
import type { Settings } from './settings'

/**
 * A flow of another builder in the common form that all readers write: steps of the types in `rules/rule-for.ts`, with
 * references written as `{{#step.key#}}` in texts and as `[step, key, …path]` in selectors. Nothing of it is executed.
 */
export interface SourceFlow {
  peer: ImportPeer
  formatVersion: string
  app: { name: string; description: string; kind: 'chat' | 'form' }
  /** The nodes of the file, for the report. */
  items: readonly SourceItem[]
  nodes: readonly SourceNode[]
  edges: readonly SourceEdge[]
  /** The edges of the file, between its items, for the report. */
  links: readonly SourceLink[]
  /** The settings of its nodes. */
  settings: Settings
  /** Read as `['vars', name]`. */
  variables?: readonly SourceVariable[]
  /** Environment variables of the file, read as `['environment', name]`. */
  environment?: readonly ImportedVariable[]
}

/** An edge of the file. */
export interface SourceLink {
  id: string
  source: string
  target: string
}

/** A variable that steps of the type `assigner` change. */
export interface SourceVariable {
  name: string
  type: VariableType
  scope: VariableScope
  /** The default as text, which is JSON for lists and objects. */
  default: string
}

/** A node of the file. It becomes one or more steps, or part of the steps of another node. */
export interface SourceItem {
  id: string
  title: string
  type: string
  notes: ImportNote[]
  /** The node that it was merged into, such as the chain of a chat model. */
  into?: string
}

export interface SourceNode {
  id: string
  /** The node of the file that it comes from. */
  item: string
  type: string
  title: string
  /** The container that it is in. */
  parent: string | null
  position: { x: number; y: number }
  data: JsonObject
}

/** The target runs after the source, if the source takes the branch `handle`. */
export interface SourceEdge {
  id: string
  source: string
  handle: string
  target: string
  /** Of an edge that leads back: how often it is taken at most. */
  rounds?: number
}
