import type { Json } from '@/lib/core/json'
import type { TextRef } from '@/lib/messages/problems/types'
import type { PortRef } from './graph'

export const ISSUE_CODES = [
  'DUPLICATE_NODE_ID',
  'DUPLICATE_EDGE_ID',
  'UNKNOWN_NODE_TYPE',
  'NEWER_NODE_VERSION',
  'DANGLING_EDGE',
  'UNKNOWN_PORT',
  'KIND_MISMATCH',
  'DIRECTION',
  'CYCLE',
  'CONTAINER',
  'SCOPE',
  'INVALID_CONFIG',
  'MISSING_INPUT',
  'TOO_MANY_SOURCES',
  'UNKNOWN_REFERENCE',
  'INVALID_REFERENCE',
  'REFERENCE_TO_SELF',
  'NOTE_CONNECTED',
  'NO_START',
  'MANY_STARTS',
  'NO_ANSWER',
  'UNREACHABLE',
  'MISSING_RESOURCE',
  'POLICY',
  'MODEL_FORBIDDEN',
  'HOST_FORBIDDEN',
  'PIN_DOES_NOT_FIT',
  'PLACEHOLDER',
  // Advice of lib/graph/lint.
  'LOST_BRANCH',
  'NEVER_RUNS',
  'COMPETING_WRITERS',
  'RACING_READ',
  'EMPTY_REFERENCE',
  'ENDLESS_LOOP',
  'NO_FALLBACK',
  'MODEL_RETIRES',
  'MODEL_REQUIRED',
  'PROMPT_TOO_LONG',
  'KNOWLEDGE_MISSING',
  'KNOWLEDGE_EMPTY',
  'UNTRUSTED_TEXT',
  'PERSONAL_DATA',
] as const
export type IssueCode = (typeof ISSUE_CODES)[number]

/** What one click does: a change of the graph, applied by lib/graph/lint/apply-fix, or a dialog. */
export type FixChange =
  | { type: 'remove-nodes'; nodeIds: readonly string[] }
  | { type: 'remove-edges'; edgeIds: readonly string[] }
  | { type: 'set-config'; nodeId: string; path: string; value: Json }
  /** Connects an edge to another output. */
  | { type: 'reconnect'; edgeId: string; from: PortRef }
  /** Adds an edge. */
  | { type: 'connect'; from: PortRef; to: PortRef }
  /** Inserts a new node of this type into an edge. */
  | { type: 'insert'; edgeId: string; nodeType: string }
  /** Opens the dialog that connects a model to the workspace. */
  | { type: 'connect-model' }

export interface Fix {
  /** Label of the button. */
  label: TextRef
  change: FixChange
}

/** A problem of a graph as a value: shown on its node and port. Its key and parameters make a full sentence for users. */
export interface GraphIssue extends TextRef {
  code: IssueCode
  /** An `error` prevents runs; a `warning` does not; a `hint` is optional advice. */
  severity: 'error' | 'warning' | 'hint'
  nodeId?: string
  edgeId?: string
  /** Port id, or dotted config path. */
  path?: string
  fix?: Fix
  /** Nodes along the path of the problem, highlighted on the canvas. */
  trail?: readonly string[]
}
