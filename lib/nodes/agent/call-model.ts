import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Json, JsonObjectSchema } from '@/lib/core/json'
import type { ChatRequest, ToolCall } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import { readChat } from '../shared/models/read-chat'

export interface ModelTurn {
  text: string
  toolCalls: ToolCall[]
  /** Why the tool call could not be parsed. */
  fault: string | null
}

const RecordedTurn = z.object({
  text: z.string(),
  toolCalls: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      arguments: JsonObjectSchema,
      signature: z.exactOptional(z.string()),
    }),
  ),
})

interface CallArguments {
  ctx: NodeContext
  step: number
  request: Omit<ChatRequest, 'signal'>
  emit(text: string): void
}

/** One recorded model call. A recorded turn is not repeated, but its text streams again. */
export async function callModel({ ctx, step, request, emit }: CallArguments): Promise<ModelTurn> {
  let live: Omit<ModelTurn, 'fault'> | undefined
  const head = {
    key: `model-${step}`,
    kind: 'model' as const,
    name: request.model.model,
    input: { messages: request.messages.length, lastMessage: lastMessageOf(request) },
  }
  try {
    const recorded = await ctx.step(head, async () => {
      live = await readChat(ctx, request, emit)
      const { text, toolCalls } = live
      return { text, toolCalls: toolCalls.map((call): Json => ({ ...call })) }
    })
    if (live) return { ...live, fault: null }
    const turn = RecordedTurn.parse(recorded)
    emit(turn.text)
    return { ...turn, fault: null }
  } catch (error) {
    if (isMalformedCall(error)) return { text: '', toolCalls: [], fault: error.message }
    throw error
  }
}

function lastMessageOf({ messages }: Pick<ChatRequest, 'messages'>): string {
  return (messages.at(-1)?.content ?? '').slice(0, 2_000)
}

function isMalformedCall(error: unknown): error is AppError {
  if (!AppError.isInstance(error)) return false
  return typeof error.details === 'object' && error.details !== null && 'malformedToolCall' in error.details
}
