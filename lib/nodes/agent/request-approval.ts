import 'server-only'
import { z } from 'zod'
import type { ToolCall } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import type { ApprovalRequest } from '@/lib/engine/pauses/pause'
import type { AgentConfig } from './manifest'
import type { Tool } from './open-toolbox'

export type ApprovalPolicy = Pick<AgentConfig, 'ask' | 'askExceptions'>

export type Consent = { type: 'given' } | { type: 'declined'; message: string } | { type: 'open' }

const Answer = z.object({ decision: z.enum(['approved', 'rejected']), comment: z.string().default('') })

interface Question {
  tool: Tool
  call: ToolCall
  key: string
  ask: ApprovalPolicy
}

/** Whether a person approves this call. An open question pauses the node. */
export function requestApproval(ctx: NodeContext, { tool, call, key, ask }: Question): Consent {
  if (!needsApproval(tool, ask)) return { type: 'given' }
  const approval = ctx.waitFor(key, requestOf(call))
  if (approval === undefined) return { type: 'open' }
  const answer = Answer.parse(approval)
  if (answer.decision === 'approved') return { type: 'given' }
  return { type: 'declined', message: `The person declined: ${answer.comment.trim() || 'no reason was given.'}` }
}

function needsApproval({ spec, capability, ownName }: Tool, { ask: usual, askExceptions }: ApprovalPolicy): boolean {
  const ask = askExceptions.find(({ tool }) => tool === spec.name)?.ask ?? usual
  if (ask === 'always') return true
  return ask === 'writes' && (capability.asksFirst?.(ownName) ?? false)
}

function requestOf(call: ToolCall): ApprovalRequest {
  return {
    kind: 'approval',
    title: `Let the agent use “${call.name}”?`,
    message: 'The agent wants to call this tool with the arguments below.',
    context: { tool: call.name, arguments: call.arguments },
    fields: [],
    assignees: { userIds: [], roles: [] },
    needsSecondPerson: false,
    dueAtMs: null,
    onDue: 'reject',
  }
}
