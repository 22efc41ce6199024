import type { Json } from '@/lib/core/json'

export const VARIABLE_TYPES = ['text', 'number', 'boolean', 'json', 'list'] as const
export type VariableType = (typeof VARIABLE_TYPES)[number]

/** Lifetime of a variable's value: during a run or a conversation, for an end user, or for the whole app. */
export const VARIABLE_SCOPES = ['run', 'conversation', 'user', 'app'] as const
export type VariableScope = (typeof VARIABLE_SCOPES)[number]
/** Scopes whose values are stored beyond the run. */
export type StoredScope = Exclude<VariableScope, 'run'>

export const MAX_VARIABLES = 50
/** Longest value, in characters of text or JSON. */
export const MAX_VARIABLE_CHARACTERS = 200_000

/** A variable that the Input of an app declares. */
export interface VariableDeclaration {
  name: string
  type: VariableType
  /** Its value until one is set. */
  default: Json
  scope: VariableScope
  /** Whether it contains personal data. */
  personal: boolean
  maxCharacters: number
}

/** First part of a reference to a variable: `{{vars.name}}`. */
export const VARIABLES_ROOT = 'vars'
