import type { JsonObject } from '@/lib/core/json'
import type { ChatMessage, ImagePart } from '@/lib/engine/model-requests'
import type { ModelCall } from '../provider-client'
import { normalizeMessages } from '../wires/http/normalize-messages'

/** A forced call of this tool returns JSON that fits a schema. */
export const ANSWER_TOOL = 'answer'

export function toConverseRequest(call: ModelCall): JsonObject {
  const messages = normalizeMessages(call.messages)
  const system = messages.find((message) => message.role === 'system')
  return {
    ...(system ? { system: [{ text: system.content }] } : {}),
    messages: toTurns(messages.filter((message) => message.role !== 'system')),
    inferenceConfig: {
      ...(call.temperature === undefined ? {} : { temperature: Math.min(call.temperature, 1) }),
      ...(call.maxOutputTokens === undefined ? {} : { maxTokens: call.maxOutputTokens }),
    },
    ...toToolConfig(call),
  }
}

function toToolConfig({ tools = [], responseSchema }: ModelCall): JsonObject {
  const offered =
    responseSchema === undefined
      ? tools
      : [{ name: ANSWER_TOOL, description: 'Gives the answer.', parameters: responseSchema }]
  if (offered.length === 0) return {}
  return {
    toolConfig: {
      tools: offered.map(({ name, description, parameters }) => ({
        // An empty description is rejected.
        toolSpec: { name, description: description || name, inputSchema: { json: parameters } },
      })),
      ...(responseSchema === undefined ? {} : { toolChoice: { tool: { name: ANSWER_TOOL } } }),
    },
  }
}

/** Roles must alternate, and results of parallel calls belong in one turn. */
function toTurns(messages: readonly ChatMessage[]): JsonObject[] {
  const turns: { role: string; content: JsonObject[] }[] = []
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...toBlocks(message))
    else turns.push({ role, content: toBlocks(message) })
  }
  return turns
}

function toBlocks({ role, content, images = [], toolCalls = [], toolCallId = '' }: ChatMessage): JsonObject[] {
  if (role === 'tool') return [{ toolResult: { toolUseId: toolCallId, content: [{ text: content || '(nothing)' }] } }]
  return [
    ...(content.trim() === '' ? [] : [{ text: content }]),
    ...images.map(toImage),
    ...toolCalls.map(({ id, name, arguments: input }) => ({ toolUse: { toolUseId: id, name, input } })),
  ]
}

function toImage({ mediaType, base64 }: ImagePart): JsonObject {
  return { image: { format: mediaType.replace(/^image\//, ''), source: { bytes: base64 } } }
}
