import type { Json } from '@/lib/core/json'
import type { VariableChange } from '@/lib/graph/variables/apply-operation'
import type { VariableDeclaration, VariableScope } from '@/lib/graph/variables/declaration'

/** A value with the number of its changes. */
export interface VariableValue {
  value: Json
  revision: number
}

export type VariableValues = { [name: string]: VariableValue }

/** A change that a step requests. */
export interface Assignment extends VariableChange {
  variable: string
}

/** A change that was applied. */
export interface AppliedChange extends VariableChange {
  name: string
  result: Json
  revision: number
  /** Effective scope: `run` if the run belongs to no conversation or end user. */
  scope: VariableScope
  /** The revision, written by another run, that this value replaced unread. */
  overwrote?: number
}

/** The changes of one step. */
export interface VariableSet {
  path: string[]
  nodeId: string
  /** Path of the frame of the app: empty for the app that runs. */
  app: string[]
  changes: AppliedChange[]
}

/** A change for the store, and the value that it replaced. */
export interface StoredChange extends VariableChange {
  variable: VariableDeclaration
}
export interface StoredResult extends VariableValue {
  previousRevision: number
}
