import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Json, JsonObjectSchema } from '@/lib/core/json'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import { type ApprovalRequest, nodePaused } from '@/lib/engine/pauses/pause'
import { problem } from '@/lib/messages/problems/problem'
import type { ApprovalConfig } from './manifest'

const Answer = z.object({
  decision: z.enum(['approved', 'rejected']),
  values: JsonObjectSchema.default({}),
  comment: z.string().default(''),
  by: z.string().default(''),
})

/** Stored at the deadline instead of an answer, if the step is to fail. */
const TimedOut = z.object({ timedOut: z.literal(true) })

export default defineNode<ApprovalConfig>({
  async run({ config, inputs, ctx }) {
    const content = inputs.content ?? null
    const answer = ctx.waitFor('answer', requestOf(config, content, await recordedDeadline(config, ctx)))
    if (answer === undefined) return nodePaused
    if (TimedOut.safeParse(answer).success) throw nobodyAnswered()
    const { decision, values, comment, by } = Answer.parse(answer)
    return { [decision]: content, values, comment, by }
  },
})

const nobodyAnswered = () => new AppError('TIMEOUT', problem('approvals.timeout'), { isFinal: true })

function requestOf(config: ApprovalConfig, context: Json, dueAtMs: number | null): ApprovalRequest {
  const { title, message, fields, roles, userIds, byVisitor, needsSecondPerson, onDue, webhookUrl } = config
  return {
    kind: 'approval',
    title: title.slice(0, 300),
    message: message.slice(0, 50_000),
    context,
    fields: fields.map(({ options, ...field }) => ({
      ...field,
      label: field.label || field.name,
      ...(field.type === 'choice' ? { options } : {}),
    })),
    assignees: { userIds, roles },
    needsSecondPerson,
    dueAtMs,
    onDue,
    ...(webhookUrl === '' ? {} : { webhookUrl }),
    ...(byVisitor ? { byVisitor } : {}),
  }
}

/** Recorded at the first request, so that resuming the run does not extend the deadline. */
async function recordedDeadline({ deadlineHours }: ApprovalConfig, ctx: NodeContext): Promise<number | null> {
  if (deadlineHours === 0) return null
  const head = { key: 'deadline', kind: 'other' as const, name: 'Deadline', input: {} }
  return z.number().parse(await ctx.step(head, async () => ctx.now() + deadlineHours * 3_600_000))
}
