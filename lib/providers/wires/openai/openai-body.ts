import type { JsonObject } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/model-requests'
import type { ModelCall } from '../../provider-client'
import { normalizeMessages } from '../http/normalize-messages'
import { reasoningIn } from '../http/reasoning-signature'
import type { OpenAiDialect } from './openai-dialect'
import { toFunctionTools } from './to-function-tools'

/** A chat completion request. https://platform.openai.com/docs/api-reference/chat/create */
export function openAiBody(call: ModelCall, dialect: OpenAiDialect, stream: boolean): object {
  const { model, messages, tools = [], responseSchema, temperature, maxOutputTokens } = call
  const isReasoner = reasons(model)
  const limitName = dialect.maxTokensName ?? (isReasoner ? 'max_completion_tokens' : 'max_tokens')
  return {
    model,
    messages: normalizeMessages(messages).map((message) => toWireMessage(message, dialect)),
    ...(stream ? streamed(dialect) : { stream }),
    // OpenAI's reasoning models respond with 400 to any custom temperature.
    ...(temperature === undefined || isReasoner ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { [limitName]: maxOutputTokens }),
    ...(tools.length === 0 ? {} : { tools: toFunctionTools(tools) }),
    ...(responseSchema === undefined ? {} : { response_format: answerFormat(responseSchema, dialect) }),
  }
}

function streamed({ streamsUsage = true }: OpenAiDialect) {
  return { stream: true, ...(streamsUsage ? { stream_options: { include_usage: true } } : {}) }
}

function answerFormat(schema: JsonObject, { answerFormat: type = 'json_schema' }: OpenAiDialect) {
  return type === 'json_object' ? { type } : { type, json_schema: { name: 'answer', schema } }
}

const reasons = (model: string): boolean => /^(?:openai\/)?(o\d|gpt-[56](?!-chat))/.test(model)

function toWireMessage(message: ChatMessage, { returnsReasoning = false }: OpenAiDialect): object {
  const { role, content, images = [], toolCalls = [], toolCallId = '' } = message
  if (role === 'tool') return { role, content, tool_call_id: toolCallId }
  if (role === 'user' && images.length > 0) {
    const text = content.trim() === '' ? [] : [{ type: 'text', text: content }]
    const pictures = images.map(({ mediaType, base64 }) => ({
      type: 'image_url',
      image_url: { url: `data:${mediaType};base64,${base64}` },
    }))
    return { role, content: [...text, ...pictures] }
  }
  if (toolCalls.length === 0) return { role, content }
  // DeepSeek responds with 400 to tool calls without their preceding reasoning.
  const reasoning = toolCalls.map(({ signature }) => reasoningIn(signature)).find((found) => found)
  return {
    role,
    content,
    tool_calls: toolCalls.map(({ id, name, arguments: input }) => ({
      id,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    })),
    ...(returnsReasoning && reasoning ? { reasoning_content: reasoning } : {}),
  }
}
