import type { Json, JsonObject } from '@/lib/core/json'

/** A form field that an answer may or must fill. */
export interface AnswerField {
  name: string
  label: string
  type: 'text' | 'number' | 'boolean' | 'choice'
  required: boolean
  /** Options of a select field. */
  options?: string[]
}

export interface ApprovalRequest {
  kind: 'approval'
  title: string
  /** The decision to make, as Markdown; never interpreted otherwise. */
  message: string
  /** Values on which the decision is based, shown completely. */
  context: Json
  fields: AnswerField[]
  /** Who may answer; if empty, every member who may run apps. */
  assignees: { userIds: string[]; roles: string[] }
  /** Whether end users who chat with the published app may answer for their own run. */
  byVisitor?: boolean
  /** Whether somebody other than the person who started the run must answer. */
  needsSecondPerson: boolean
  dueAtMs: number | null
  /** Behavior at the deadline: a default answer, or the node fails with TIMEOUT. */
  onDue: 'approve' | 'reject' | 'fail'
  /** Receives a signed POST with the link to answer. */
  webhookUrl?: string
}

export interface ApprovalAnswer {
  decision: 'approved' | 'rejected'
  values: JsonObject
  comment: string
  /** The person's name, or `deadline`. */
  by: string
}

/** Somebody has to sign in at a service again. */
export interface ReconnectRequest {
  kind: 'reconnect'
  connectionId: string
  /** Folder in lib/plugins, or `custom`. */
  plugin: string
  /** Name of the connection. */
  name: string
  /** The number of the dead grant: the wait ends with a later one. */
  grant: number
  dueAtMs: number
}

/** Why a node waits. The pending input is a stored row that outlives the process, and its answer resumes the run. */
export type PauseRequest = ApprovalRequest | ReconnectRequest | { kind: 'timer'; untilMs: number }

/** An answer to the question `key` of the node at `path`. */
export interface GivenAnswer {
  path: readonly string[]
  key: string
  answer: Json
}

const PAUSED = Symbol('paused')

/** Returned by a node instead of outputs while answers are missing: a value, never an exception. */
export interface NodePaused {
  readonly [PAUSED]: true
}

export const nodePaused: NodePaused = { [PAUSED]: true }

export function isPaused(result: unknown): result is NodePaused {
  return typeof result === 'object' && result !== null && PAUSED in result
}
