import type { JsonObject } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/model-requests'
import type { ModelCall } from '../provider-client'
import { normalizeMessages } from '../wires/http/normalize-messages'
import { reasoningIn } from '../wires/http/reasoning-signature'

export function toGeminiRequest(call: ModelCall): JsonObject {
  const messages = normalizeMessages(call.messages)
  const system = messages.find((message) => message.role === 'system')
  const tools = call.tools ?? []
  return {
    ...(system ? { systemInstruction: { parts: [{ text: system.content }] } } : {}),
    contents: toContents(messages.filter((message) => message.role !== 'system')),
    ...(tools.length === 0
      ? {}
      : {
          tools: [
            {
              functionDeclarations: tools.map(({ name, description, parameters }) => ({
                name,
                description,
                parametersJsonSchema: parameters,
              })),
            },
          ],
        }),
    generationConfig: {
      ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
      ...(call.maxOutputTokens === undefined ? {} : { maxOutputTokens: call.maxOutputTokens }),
      ...(call.responseSchema === undefined
        ? {}
        : { responseMimeType: 'application/json', responseJsonSchema: call.responseSchema }),
    },
  }
}

/** Gemini requires results of parallel calls in one content. */
function toContents(messages: readonly ChatMessage[]): JsonObject[] {
  const nameByCall = new Map(messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ id, name }) => [id, name])))
  const contents: { role: string; parts: JsonObject[] }[] = []
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'model' : 'user'
    const last = contents.at(-1)
    const parts = toParts(message, nameByCall)
    if (last?.role === role) last.parts.push(...parts)
    else contents.push({ role, parts })
  }
  return contents
}

function toParts(
  { role, content, images = [], toolCalls = [], toolCallId = '' }: ChatMessage,
  nameByCall: ReadonlyMap<string, string>,
): JsonObject[] {
  if (role === 'tool') {
    return [{ functionResponse: { name: nameByCall.get(toolCallId) ?? 'tool', response: { result: content } } }]
  }
  return [
    ...(content === '' ? [] : [{ text: content }]),
    ...images.map(({ mediaType, base64 }) => ({ inlineData: { mimeType: mediaType, data: base64 } })),
    ...toolCalls.map((call) => ({
      functionCall: { name: call.name, args: call.arguments },
      ...(call.signature === undefined || reasoningIn(call.signature) !== null
        ? {}
        : { thoughtSignature: call.signature }),
    })),
  ]
}
