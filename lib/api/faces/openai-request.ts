import 'server-only'
import { z } from 'zod'
import { MAX_API_TEXT, MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { ChatMessage } from '@/lib/engine/ports'
import type { PublicChatTurn } from '@/lib/runs/public-backend-types'

const TextPart = z.looseObject({ type: z.literal('text'), text: z.string() })
const Content = z.union([z.string(), z.array(TextPart).min(1)], 'Only text content is supported.')
const Message = z.looseObject({
  role: z.enum(['system', 'developer', 'user', 'assistant'], 'Only system, user and assistant messages are supported.'),
  content: Content.nullish(),
})

/** Parameters that belong to the published app: taken, so that clients need no change, and without effect. */
const IGNORED = {
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  max_tokens: z.number().nullish(),
  max_completion_tokens: z.number().nullish(),
  frequency_penalty: z.number().nullish(),
  presence_penalty: z.number().nullish(),
  stop: z.unknown().optional(),
  seed: z.number().nullish(),
  logit_bias: z.unknown().optional(),
  metadata: z.unknown().optional(),
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  reasoning_effort: z.string().nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  prompt_cache_key: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  verbosity: z.string().nullish(),
}

/** Strict: a parameter that would change what comes back is refused, not dropped (T02). */
export const OpenAiRequest = z.strictObject({
  model: z.string().max(200),
  messages: z.array(Message).min(1, 'Send at least one message.').max(400),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  n: z.literal(1, 'Only n = 1 is supported.').nullish(),
  logprobs: z.literal(false, 'logprobs are not supported.').nullish(),
  response_format: z.looseObject({ type: z.literal('text', 'The app decides its format.') }).nullish(),
  user: z.string().max(200).nullish(),
  ...IGNORED,
})
export type OpenAiRequest = z.infer<typeof OpenAiRequest>

export interface Conversation {
  message: string
  history: PublicChatTurn[]
  /** What the request set and the app does not follow. */
  ignored: string[]
}

/**
 * The last message is the input, the ones before it the history. System and developer messages are not applied:
 * a published app's instructions are its own, and a key is no right to change them.
 * @throws AppError INVALID_INPUT or TOO_LARGE
 */
export function toConversation(request: OpenAiRequest): Conversation {
  const turns = request.messages.flatMap((message) => toTurn(message) ?? [])
  const last = turns.at(-1)
  if (last?.role !== 'user') throw new AppError('INVALID_INPUT', 'The last message must be from the user.')
  const longest = turns.find((turn) => turn.content.length > MAX_API_TEXT)
  if (longest) throw new AppError('TOO_LARGE', `A message is longer than ${MAX_API_TEXT} characters.`)
  const hasSystem = request.messages.some((message) => message.role === 'system' || message.role === 'developer')
  const names = Object.keys(IGNORED).filter((name) =>
    Object.entries(request).some(([key, value]) => key === name && value !== null && value !== undefined),
  )
  return {
    message: last.content,
    history: turns.slice(0, -1).slice(-MAX_HISTORY_TURNS),
    ignored: [...(hasSystem ? ['system'] : []), ...names],
  }
}

/** For a model that is called by itself: its instructions are the caller's own, so they count. */
export function toMessages(request: OpenAiRequest): ChatMessage[] {
  return request.messages.map((message) => ({
    role: message.role === 'developer' ? 'system' : message.role,
    content: textOf(message),
  }))
}

function toTurn(message: z.infer<typeof Message>): PublicChatTurn | null {
  if (message.role !== 'user' && message.role !== 'assistant') return null
  return { role: message.role, content: textOf(message) }
}

function textOf({ content }: z.infer<typeof Message>): string {
  return typeof content === 'string' ? content : (content ?? []).map((part) => part.text).join('\n')
}
