import type { JsonObject } from '@/lib/core/json'

/** A server's request for input during a tool call (`elicitation/create`). */
export interface McpQuestion {
  /** The same when the call is repeated and the server asks the same. */
  id: string
  message: string
  /** Flat JSON Schema of the requested values. */
  schema: JsonObject
}

export type McpAnswer = { action: 'accept'; content: JsonObject } | { action: 'decline' | 'cancel' }

/** Null if a person must answer first; the call then ends and is repeated with the answer. */
export type AnswerMcpQuestion = (question: McpQuestion) => McpAnswer | null
