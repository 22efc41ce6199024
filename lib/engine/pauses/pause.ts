import type { Json, JsonObject } from '@/lib/core/json'

/** A field of the form that an answer may or must fill. */
export interface AnswerField {
  name: string
  label: string
  type: 'text' | 'number' | 'boolean' | 'choice'
  required: boolean
  /** Of a choice. */
  options?: string[]
}

export interface ApprovalRequest {
  kind: 'approval'
  title: string
  /** What is to be decided, as markdown; never interpreted as anything else. */
  message: string
  /** Values that the decision is about, shown in full. */
  context: Json
  fields: AnswerField[]
  /** Empty: everybody of the workspace who may run apps. */
  assignees: { userIds: string[]; roles: string[] }
  /** Whoever chats with the published app may answer, for their own run. */
  byVisitor?: boolean
  /** Whoever started the run may not answer. */
  needsSecondPerson: boolean
  dueAtMs: number | null
  /** What happens when nobody answers in time: an answer in their place, or the node fails with TIMEOUT. */
  onDue: 'approve' | 'reject' | 'fail'
  /** Gets a signed POST that carries the link to answer. */
  webhookUrl?: string
}

export interface ApprovalAnswer {
  decision: 'approved' | 'rejected'
  values: JsonObject
  comment: string
  /** Who answered: a person's name, or `deadline`. */
  by: string
}

/** Why a node waits. The wait outlives the process: it is a stored row, and the answer drives the run again. */
export type PauseRequest = ApprovalRequest | { kind: 'timer'; untilMs: number }

/** What somebody answered to the question `key` of the node at `path`. */
export interface GivenAnswer {
  path: readonly string[]
  key: string
  answer: Json
}

const PAUSED = Symbol('paused')

/** What a node returns instead of outputs while answers are missing: a value, never an exception. */
export interface NodePaused {
  readonly [PAUSED]: true
}

export const nodePaused: NodePaused = { [PAUSED]: true }

export function isPaused(result: unknown): result is NodePaused {
  return typeof result === 'object' && result !== null && PAUSED in result
}
