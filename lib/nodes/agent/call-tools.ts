import 'server-only'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ChatMessage, ToolCall } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import { isPaused, type NodePaused, nodePaused } from '@/lib/engine/pauses/pause'
import { validateJson } from '../shared/models/validate-json'
import type { PassageNumbers } from './number-passages'
import type { Tool, Toolbox } from './open-toolbox'
import { type ApprovalPolicy, requestApproval } from './request-approval'

const MAX_PARALLEL_CALLS = 16
const MAX_SHOWN_CHARACTERS = 4_000
/** These errors end the run; other tool errors are reported to the model, which may find another way. */
const FATAL: ReadonlySet<ErrorCode> = new Set([
  'RECONNECT_REQUIRED',
  'CANCELLED',
  'BUDGET_EXCEEDED',
  'INTERNAL',
  'UNAUTHENTICATED',
  'FORBIDDEN',
])

interface CallToolsArguments {
  ctx: NodeContext
  toolbox: Toolbox
  step: number
  /** Text that the model wrote along with its calls. */
  text: string
  calls: ToolCall[]
  book: PassageNumbers
  ask: ApprovalPolicy
}

interface CallOutcome {
  messages: ChatMessage[]
  steps: JsonObject[]
  fault: string | null
}

type Answer =
  | { type: 'result'; value: Json }
  | { type: 'failure'; message: string }
  | { type: 'fault'; message: string }
  | { type: 'paused' }

/**
 * Runs the calls of one turn in parallel. Every call gets a result, since services reject
 * conversations that lack one. Calls that need approval keep the turn open, and all approvals are
 * requested at once.
 */
export async function callTools(request: CallToolsArguments): Promise<CallOutcome | NodePaused> {
  const { calls, text, step, book } = request
  const answers = await Promise.all(
    calls.map((call, index) => answerCall(request, call, { key: `call-${step}-${index + 1}`, index })),
  )
  if (answers.some((answer) => answer.type === 'paused')) return nodePaused
  // Sequential, so that passages are numbered in the order of the calls.
  const texts = answers.map((answer) =>
    answer.type === 'result' ? book.write(answer.value) : `Error: ${answer.type === 'paused' ? '' : answer.message}`,
  )
  return {
    messages: [
      { role: 'assistant', content: text, toolCalls: calls },
      ...calls.map((call, index): ChatMessage => ({ role: 'tool', content: texts[index] ?? '', toolCallId: call.id })),
    ],
    steps: calls.map((call, index) => ({
      tool: call.name,
      arguments: call.arguments,
      result: (texts[index] ?? '').slice(0, MAX_SHOWN_CHARACTERS),
      failed: answers[index]?.type !== 'result',
    })),
    fault: answers.find((answer) => answer.type === 'fault')?.message ?? null,
  }
}

async function answerCall(
  { ctx, toolbox, ask }: CallToolsArguments,
  call: ToolCall,
  { key, index }: { key: string; index: number },
): Promise<Answer> {
  if (index >= MAX_PARALLEL_CALLS) {
    return { type: 'fault', message: `There were more than ${MAX_PARALLEL_CALLS} calls at once.` }
  }
  const tool = toolbox.find(call.name)
  if (!tool) return { type: 'fault', message: `There is no tool “${call.name.slice(0, 64)}”. ${offer(toolbox)}` }
  const problems = validateJson(call.arguments, tool.spec.parameters)
  if (problems.length > 0)
    return { type: 'fault', message: `The arguments of “${call.name}” are wrong: ${problems.join(' ')}` }
  const consent = requestApproval(ctx, { tool, call, key, ask })
  if (consent.type === 'open') return { type: 'paused' }
  if (consent.type === 'declined') return { type: 'failure', message: consent.message }
  try {
    const value = await recordCall(ctx, tool, call, key)
    return isPaused(value) ? { type: 'paused' } : { type: 'result', value }
  } catch (error) {
    if (ctx.signal.aborted || !AppError.isInstance(error) || FATAL.has(error.code)) throw error
    return { type: 'failure', message: error.message }
  }
}

function recordCall(ctx: NodeContext, tool: Tool, call: ToolCall, key: string): Promise<Json | NodePaused> {
  const head = { key, kind: 'tool' as const, name: call.name, input: call.arguments }
  return ctx.pausableStep(head, () => tool.capability.call(tool.ownName, call.arguments, key))
}

function offer({ specs }: Toolbox): string {
  return specs.length === 0
    ? 'There are none.'
    : `There are: ${specs
        .map((spec) => spec.name)
        .join(', ')
        .slice(0, 500)}.`
}
