import 'server-only'
import { z } from 'zod'
import { MAX_API_TEXT, MAX_HISTORY_TURNS, type PublicInputField } from '@/lib/contracts/public'
import { type Json, type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import type { PublicChatTurn } from '@/lib/runs/public-backend-types'

export const ChatId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'chatId has 1 to 200 visible ASCII characters.')

const Turn = z.object({
  role: z.enum(['user', 'userMessage', 'assistant', 'apiMessage']).optional(),
  type: z.enum(['user', 'userMessage', 'assistant', 'apiMessage']).optional(),
  content: z.string().max(MAX_API_TEXT).optional(),
  message: z.string().max(MAX_API_TEXT).optional(),
})

/** Strict: an override that the app does not declare as an input is refused, not dropped (T02, T03). */
export const FlowiseBody = z.strictObject({
  question: z.string().optional(),
  form: JsonObjectSchema.optional(),
  chatId: ChatId.optional(),
  sessionId: ChatId.optional(),
  streaming: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  history: z.array(Turn).max(MAX_HISTORY_TURNS).optional(),
  overrideConfig: z
    .strictObject(
      { sessionId: ChatId.optional(), vars: JsonObjectSchema.optional() },
      'Of overrideConfig only sessionId and vars are taken; vars are the inputs of the app.',
    )
    .optional(),
  uploads: z.array(z.unknown()).max(0, 'Uploads are not taken here.').optional(),
  /** Of old clients; nothing is done with it. */
  socketIOClientId: z.string().max(200).optional(),
})
export type FlowiseBody = z.infer<typeof FlowiseBody>

export const chatIdOf = (body: FlowiseBody): string | undefined =>
  body.chatId ?? body.sessionId ?? body.overrideConfig?.sessionId

export const isStreaming = ({ streaming }: FlowiseBody): boolean => streaming === true || streaming === 'true'

export function historyOf(body: FlowiseBody): PublicChatTurn[] {
  return (body.history ?? []).flatMap(({ role, type, content, message }): PublicChatTurn[] => {
    const text = content ?? message ?? ''
    const isUser = ['user', 'userMessage'].includes(role ?? type ?? '')
    return text === '' ? [] : [{ role: isUser ? 'user' : 'assistant', content: text }]
  })
}

/** Forms of Flowise's widget send every value as text. */
export function formValues(fields: readonly PublicInputField[], form: JsonObject): JsonObject {
  const types = new Map(fields.map(({ name, type }) => [name, type]))
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, toTyped(types.get(name), value)]))
}

function toTyped(type: PublicInputField['type'] | undefined, value: Json): Json {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : value
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : value
  return value
}
