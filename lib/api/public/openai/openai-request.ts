import 'server-only'
import { z } from 'zod'
import { MAX_API_TEXT, MAX_HISTORY_TURNS } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { ChatMessage } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import type { Attachment } from '../shared/requests/store-attachments'
import { contentFiles, contentText, OpenAiContent } from './openai-content'

export const OpenAiMessage = z.looseObject({
  role: z.enum(
    ['system', 'developer', 'user', 'assistant', 'tool', 'function'],
    'Only system, user, assistant and tool messages are supported.',
  ),
  content: OpenAiContent.nullish(),
})

export type OpenAiMessage = z.infer<typeof OpenAiMessage>

/** Parameters determined by the published app: accepted, so that clients work unchanged, but without effect. */
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
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
  reasoning_effort: z.string().nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_cache_retention: z.string().nullish(),
  prediction: z.unknown().optional(),
  safety_identifier: z.string().nullish(),
  verbosity: z.string().nullish(),
}

/** Stored with the run, like OpenAI does: at most 16 short texts. */
export const OpenAiMetadata = z
  .record(z.string().max(64), z.string().max(512))
  .refine((metadata) => Object.keys(metadata).length <= 16, 'metadata has at most 16 entries.')
/** Clients send an empty list if they have none. */
export const NoTools = z.array(z.unknown()).max(0, 'The app has its own tools: tools in the request are not supported.')

/** A parameter that would change the meaning of the answer. Clients send empty values if they do not use it. */
export const rejected = (message: string) => z.unknown().refine(isUnset, message).optional()

function isUnset(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !value
  return Array.isArray(value) && value.length === 0
}

const FORMAT = 'The app decides in which format it answers: leave this out.'

/**
 * Parameters that would change the meaning of the answer are rejected. All others are accepted without
 * effect: the OpenAI parameters listed here, and additions of vLLM, Ollama, OpenRouter and other servers.
 */
export const OpenAiRequest = z.strictObject({
  model: z.string().max(200),
  messages: z.array(OpenAiMessage).min(1, 'Send at least one message.').max(400),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  n: z.literal(1, 'Only n = 1 is supported: a run gives one answer.').nullish(),
  metadata: OpenAiMetadata.nullish(),
  tools: NoTools.nullish(),
  tool_choice: z.enum(['auto', 'none'], 'The app has its own tools: leave tool_choice out.').nullish(),
  functions: NoTools.nullish(),
  function_call: z.enum(['auto', 'none'], 'The app has its own tools: leave function_call out.').nullish(),
  logprobs: z.literal(false, 'logprobs are not supported.').nullish(),
  top_logprobs: z.literal(0, 'logprobs are not supported.').nullish(),
  modalities: z.array(z.literal('text', 'Answers are text: leave modalities out.')).nullish(),
  response_format: z
    .looseObject({ type: z.literal('text', 'The app decides in which format it answers: leave response_format out.') })
    .nullish(),
  audio: rejected('Answers are text: leave audio out.'),
  web_search_options: rejected('The app searches by its own steps: leave web_search_options out.'),
  /** OpenRouter: web search and similar. */
  plugins: rejected('The app has its own tools: leave plugins out.'),
  // vLLM.
  prompt_logprobs: rejected('logprobs are not supported.'),
  echo: rejected('The answer does not repeat the question: leave echo out.'),
  guided_json: rejected(FORMAT),
  guided_regex: rejected(FORMAT),
  guided_choice: rejected(FORMAT),
  guided_grammar: rejected(FORMAT),
  structured_outputs: rejected(FORMAT),
  user: z.string().max(200).nullish(),
  ...IGNORED,
})
export type OpenAiRequest = z.infer<typeof OpenAiRequest>

export interface Conversation {
  message: string
  /** Images of the last message, and documents of all. */
  files: Attachment[]
  history: PublicChatTurn[]
  /** Request parameters that the app does not follow. */
  ignored: string[]
}

/**
 * The last message is the input, earlier ones the history. System and developer messages are
 * ignored: a published app has its own instructions, which a key may not change. Tool calls of
 * another model and their results are skipped; the text beside them is kept. @throws AppError
 * INVALID_INPUT or TOO_LARGE
 */
export function toConversation({ messages, ...settings }: OpenAiRequest): Conversation {
  return conversationOf(messages, namesOf(settings, IGNORED))
}

/** Converts the messages of a completion or a response. @throws AppError INVALID_INPUT or TOO_LARGE */
export function conversationOf(messages: readonly OpenAiMessage[], ignored: string[]): Conversation {
  const turns: PublicChatTurn[] = []
  const documents: Attachment[] = []
  let lastFiles: Attachment[] = []
  let hadImages = false
  const skipped = new Set<string>()
  for (const message of messages) {
    const { role, content } = message
    const name = skippedName(message)
    if (name !== null) skipped.add(name)
    if (role !== 'user' && role !== 'assistant') continue
    if (name !== null && contentText(content) === '') continue
    // A document stays available for later messages.
    for (const file of lastFiles) if (file.kind === 'document') documents.push(file)
    hadImages ||= lastFiles.some(({ kind }) => kind === 'picture')
    lastFiles = contentFiles(content)
    turns.push({ role, content: contentText(content) })
  }
  const last = turns.pop()
  if (last?.role !== 'user') throw new AppError('INVALID_INPUT', problem('publicApi.lastMessageNotFromUser'))
  if (last.content.length > MAX_API_TEXT || turns.some((turn) => turn.content.length > MAX_API_TEXT))
    throw new AppError('TOO_LARGE', problem('publicApi.messageTooLong', { max: MAX_API_TEXT }))
  return {
    message: last.content,
    files: [...documents, ...lastFiles],
    history: turns.slice(-MAX_HISTORY_TURNS),
    ignored: [...skipped, ...(hadImages ? ['earlier images'] : []), ...ignored],
  }
}

/** @returns what is ignored in a message, or null if nothing is */
function skippedName(message: OpenAiMessage): 'system' | 'tool calls' | null {
  const { role } = message
  if (role === 'system' || role === 'developer') return 'system'
  if (role === 'tool' || role === 'function') return 'tool calls'
  return role === 'assistant' && isToolCall(message) ? 'tool calls' : null
}

function isToolCall({ tool_calls: toolCalls, function_call: functionCall }: OpenAiMessage): boolean {
  const hasToolCalls = Array.isArray(toolCalls) && toolCalls.length > 0
  return hasToolCalls || (functionCall !== undefined && functionCall !== null)
}

/** The fields among these that the request sets. */
export function namesOf(request: object, fields: object): string[] {
  const names: string[] = []
  for (const name in fields) if ((Reflect.get(request, name) ?? null) !== null) names.push(name)
  return names
}

/** Messages for a trained model that is called directly, with the caller's own instructions. */
export function toMessages(request: OpenAiRequest): ChatMessage[] {
  if (request.messages.some(({ content }) => contentFiles(content).length > 0))
    throw new AppError('INVALID_INPUT', problem('openai.textOnly'))
  return request.messages.flatMap((message): ChatMessage[] => {
    const { role } = message
    const content = contentText(message.content)
    const isToolResult = role === 'tool' || role === 'function'
    const isOnlyToolCall = isToolCall(message) && content === ''
    if (isToolResult || isOnlyToolCall) return []
    return [{ role: role === 'developer' ? 'system' : role, content }]
  })
}
