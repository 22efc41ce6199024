import 'server-only'
import type { OpenAiMessage, OpenAiRequest } from './openai-request'

/**
 * Fast path for the most common body: text messages and numeric settings, with the same result as
 * `OpenAiRequest` in a tenth of its time. @returns null for others
 */
export function plainChatBody(value: unknown): OpenAiRequest | null {
  if (!isRecord(value)) return null
  const { model, messages, stream } = value
  if (typeof model !== 'string' || model.length > 200) return null
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > 400) return null
  if (!messages.every(isTextMessage)) return null
  if (!(stream === undefined || typeof stream === 'boolean')) return null
  for (const name in value) if (!CHECKED_ABOVE.has(name) && !isNumber(name, value[name])) return null
  return value as OpenAiRequest
}

const CHECKED_ABOVE: ReadonlySet<string> = new Set(['model', 'messages', 'stream'])
const NUMBERS: ReadonlySet<string> = new Set(['temperature', 'top_p', 'max_tokens', 'max_completion_tokens'])
const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'user', 'assistant'])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTextMessage = (value: unknown): value is OpenAiMessage =>
  isRecord(value) && ROLES.has(value.role) && typeof value.content === 'string'

const isNumber = (name: string, value: unknown): boolean => NUMBERS.has(name) && Number.isFinite(value)
