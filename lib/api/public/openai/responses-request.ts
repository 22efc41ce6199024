import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { OpenAiContent } from './openai-content'
import {
  type Conversation,
  conversationOf,
  NoTools,
  namesOf,
  OpenAiMessage,
  OpenAiMetadata,
  rejected,
} from './openai-request'

const PREFIX = 'resp_'
export const toResponseId = (runId: string): string => `${PREFIX}${runId}`

const ResponseId = z
  .string()
  .startsWith(PREFIX)
  .transform((text) => text.slice(PREFIX.length))
  .pipe(z.uuid())

const ConversationId = z.uuid('This is not the id of a conversation.')

/** @returns the run of a response, or null for an invalid id */
export const runIdOf = (responseId: string): string | null => ResponseId.safeParse(responseId).data ?? null

const Message = OpenAiMessage.extend({ type: z.literal('message').optional(), content: OpenAiContent })
const ItemReference = z.looseObject({ type: z.literal('item_reference'), id: z.string().max(200) })
/** Reasoning and tool calls of other models, as clients send them back. */
const SkippedItem = z.looseObject({
  type: z.string().regex(/^(?:reasoning|compaction|mcp_[a-z_]+|[a-z_]+_call(?:_output)?)$/),
})
const Item = z.union(
  [Message, ItemReference, SkippedItem],
  'An item is a message, an item_reference, or an item of an earlier answer.',
)
export type ResponseItem = z.infer<typeof Item>

/** Parameters determined by the published app: accepted, so that clients work unchanged, but without effect. */
const IGNORED = {
  instructions: z.unknown().optional(),
  include: z.array(z.string()).nullish(),
  max_output_tokens: z.number().nullish(),
  max_tool_calls: z.number().nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_cache_retention: z.string().nullish(),
  reasoning: z.unknown().optional(),
  safety_identifier: z.string().nullish(),
  service_tier: z.string().nullish(),
  store: z.boolean().nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  truncation: z.string().nullish(),
}

/** Parameters that would change the meaning of the answer are rejected; all others have no effect. */
export const ResponsesRequest = z.strictObject({
  model: z.string().max(200),
  input: z.union([z.string(), z.array(Item).min(1).max(400)], 'input is a text or a list of messages.'),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({}).nullish(),
  background: z.boolean().nullish(),
  previous_response_id: z.string().max(200).nullish(),
  conversation: z.union([ConversationId, z.strictObject({ id: ConversationId }).transform(({ id }) => id)]).nullish(),
  metadata: OpenAiMetadata.nullish(),
  user: z.string().max(200).nullish(),
  tools: NoTools.nullish(),
  tool_choice: z.enum(['auto', 'none'], 'The app has its own tools: leave tool_choice out.').nullish(),
  text: z
    .looseObject({
      format: z
        .looseObject({ type: z.literal('text', 'The app decides in which format it answers: leave text.format out.') })
        .nullish(),
    })
    .nullish(),
  prompt: rejected('The app has its own instructions: leave prompt out.'),
  top_logprobs: rejected('logprobs are not supported.'),
  ...IGNORED,
})
export type ResponsesRequest = z.infer<typeof ResponsesRequest>

/** @param messages `input`, without references. @throws AppError INVALID_INPUT or TOO_LARGE */
export function toResponseConversation(
  { input: _, ...settings }: ResponsesRequest,
  messages: readonly OpenAiMessage[],
): Conversation {
  const conversation = conversationOf(messages, namesOf(settings, IGNORED))
  if (settings.previous_response_id && settings.conversation)
    throw new AppError('INVALID_INPUT', problem('openai.previousAndConversation'))
  return conversation
}
