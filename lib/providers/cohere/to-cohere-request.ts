import type { JsonObject } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/model-requests'
import type { ModelCall } from '../provider-client'
import { normalizeMessages } from '../wires/http/normalize-messages'

export function toCohereRequest(call: ModelCall): JsonObject {
  const tools = call.tools ?? []
  return {
    model: call.model,
    stream: true,
    messages: normalizeMessages(call.messages).map(toMessage),
    ...(call.temperature === undefined ? {} : { temperature: Math.min(call.temperature, 1) }),
    ...(call.maxOutputTokens === undefined ? {} : { max_tokens: call.maxOutputTokens }),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters },
          })),
        }),
    // Cohere does not combine a schema with tools; the prompt contains it too.
    ...(call.responseSchema === undefined || tools.length > 0
      ? {}
      : { response_format: { type: 'json_object', json_schema: call.responseSchema } }),
  }
}

function toMessage({ role, content, images = [], toolCalls = [], toolCallId = '' }: ChatMessage): JsonObject {
  if (role === 'tool') return { role, tool_call_id: toolCallId, content }
  if (role === 'assistant' && toolCalls.length > 0) {
    return {
      role,
      // Text beside calls is a plan.
      ...(content.trim() === '' ? {} : { tool_plan: content }),
      tool_calls: toolCalls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.name, arguments: JSON.stringify(call.arguments) },
      })),
    }
  }
  if (images.length === 0) return { role, content }
  return {
    role,
    content: [
      ...(content.trim() === '' ? [] : [{ type: 'text', text: content }]),
      ...images.map(({ mediaType, base64 }) => ({
        type: 'image_url',
        image_url: { url: `data:${mediaType};base64,${base64}` },
      })),
    ],
  }
}
