import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'

const MessageSchema = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })

// Created once: building the schema costs more than validating a message.
const Messages = z.array(MessageSchema)

/** Messages on a flow edge contain only text: tool calls stay inside an agent. @throws INVALID_INPUT */
export function readMessages(value: Json | undefined): ChatMessage[] {
  const parsed = Messages.safeParse(value ?? [])
  if (!parsed.success) throw new AppError('INVALID_INPUT', problem('nodes.notMessages'))
  return parsed.data
}

export function messagesToJson(messages: readonly ChatMessage[]): JsonObject[] {
  return messages.map(({ role, content }) => ({ role, content }))
}

export function lastUserText(messages: readonly ChatMessage[]): string {
  return messages.findLast((message) => message.role === 'user')?.content ?? ''
}

/** @throws INVALID_INPUT before calling a model without any text */
export function requireText(messages: readonly ChatMessage[]): void {
  if (messages.some((message) => message.content.trim() !== '')) return
  throw new AppError('INVALID_INPUT', problem('inputs.messageEmpty'))
}
