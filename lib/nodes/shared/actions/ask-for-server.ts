import 'server-only'
import { z } from 'zod'
import { type Json, type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import type { AnswerMcpQuestion, McpAnswer, McpQuestion } from '@/lib/engine/mcp-questions'
import type { NodeContext } from '@/lib/engine/node-definition'
import type { ApprovalRequest } from '@/lib/engine/pauses/pause'
import { readQuestionFields } from './question-fields'

const DEADLINE_MS = 7 * 24 * 3_600_000
const MAX_MESSAGE = 2_000

const Answer = z.object({
  decision: z.enum(['approved', 'rejected']),
  values: JsonObjectSchema.default({}),
  by: z.string().default(''),
})

/**
 * Answers questions of an MCP server by pausing for an approval form. The pause outlasts the process.
 * @param ctx of the step, or of the call of an agent
 */
export function askForServer(ctx: Pick<NodeContext, 'waitFor' | 'now'>, tool: string): AnswerMcpQuestion {
  return (question) => {
    const fields = readQuestionFields(question.schema)
    // No form can answer it.
    if (fields === null) return { action: 'decline' }
    const answer = ctx.waitFor(
      `ask-${question.id}`,
      requestOf(question, { tool, fields, dueAtMs: ctx.now() + DEADLINE_MS }),
    )
    return answer === undefined ? null : toMcpAnswer(answer, fields)
  }
}

type Fields = NonNullable<ReturnType<typeof readQuestionFields>>

function requestOf(
  { message }: McpQuestion,
  { tool, fields, dueAtMs }: { tool: string; fields: Fields; dueAtMs: number },
): ApprovalRequest {
  return {
    kind: 'approval',
    title: `“${tool}” needs your input`.slice(0, 300),
    // Text of a server is shown as a quotation.
    message: `The tool asks:\n\n${message.slice(0, MAX_MESSAGE).replace(/^/gm, '> ')}`,
    context: null,
    fields: fields.map(({ field }) => field),
    assignees: { userIds: [], roles: [] },
    byVisitor: true,
    needsSecondPerson: false,
    dueAtMs,
    onDue: 'reject',
  }
}

/** A question without an answer at its deadline is cancelled, not declined. */
function toMcpAnswer(answer: Json, fields: Fields): McpAnswer {
  const { decision, values, by } = Answer.parse(answer)
  if (decision === 'rejected') return { action: by === 'deadline' ? 'cancel' : 'decline' }
  const content: JsonObject = {}
  for (const { field, read } of fields) {
    const value = values[field.name]
    if (value !== undefined && value !== null) content[field.name] = read(value)
  }
  return { action: 'accept', content }
}
