import { z } from 'zod'
import type { ExampleMessage } from '@/lib/contracts/example-data'
import type { Json } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { type ReadExample, readExample } from '../example-kinds'

type ReadMessages = { ok: true; messages: ExampleMessage[] } | { ok: false; reason: Problem }

/** OpenAI's `{role, content}` and ShareGPT's `{from, value}`. */
const Message = z.union([
  z.looseObject({ role: z.string(), content: z.unknown().optional() }),
  z
    .looseObject({ from: z.string(), value: z.unknown() })
    .transform(({ from, value }) => ({ role: from, content: value })),
])
const TextParts = z.array(z.looseObject({ type: z.literal('text'), text: z.string() }))

const ROLES: Readonly<Record<string, ExampleMessage['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  model: 'assistant',
  chatgpt: 'assistant',
}

/** A conversation as a list, or as a JSON string. */
export function readMessages(value: Json): ReadMessages {
  const list = typeof value === 'string' ? parseList(value) : value
  if (!Array.isArray(list)) return { ok: false, reason: problem('datasets.notMessageList') }
  const messages: ExampleMessage[] = []
  for (const [index, item] of list.entries()) {
    const parsed = Message.safeParse(item)
    if (!parsed.success) return rejected('datasets.messageWithoutRole', index)
    const { role, content } = parsed.data
    if ('tool_calls' in parsed.data || 'function_call' in parsed.data)
      return rejected('datasets.messageWithToolCall', index)
    const known = Object.hasOwn(ROLES, role) ? ROLES[role] : undefined
    if (known === undefined)
      return {
        ok: false,
        reason: problem('datasets.messageRoleUnknown', { number: index + 1, role: role.slice(0, 40) }),
      }
    const text = textOf(content)
    if (text === null) return rejected('datasets.messageNotText', index)
    messages.push({ role: known, content: text })
  }
  return { ok: true, messages }
}

/** The single question of a conversation and its answer; the system message is the context. */
export function questionIn(messages: readonly ExampleMessage[]): ReadExample {
  const withRole = (role: ExampleMessage['role']) => messages.filter((message) => message.role === role)
  const [questions, answers] = [withRole('user'), withRole('assistant')]
  if (questions.length !== 1 || answers.length !== 1)
    return {
      ok: false,
      reason: problem('datasets.severalQuestions'),
    }
  const context = withRole('system')
    .map(({ content }) => content)
    .join('\n')
  return readExample('qa', {
    question: questions[0]?.content,
    answer: answers[0]?.content,
    ...(context.trim() === '' ? {} : { context }),
  })
}

type MessageFlaw = 'datasets.messageWithoutRole' | 'datasets.messageWithToolCall' | 'datasets.messageNotText'

const rejected = (key: MessageFlaw, index: number): ReadMessages => ({
  ok: false,
  reason: problem(key, { number: index + 1 }),
})

function parseList(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function textOf(content: unknown): string | null {
  if (typeof content === 'string') return content
  const parts = TextParts.safeParse(content)
  return parts.success ? parts.data.map(({ text }) => text).join('\n') : null
}
