import { listIn, pathIn } from './path-in'
import type { WireDialect } from './wire-dialect'

export const geminiWire: WireDialect = {
  name: 'Gemini',
  contentType: 'text/event-stream',
  text: (parts, usage) => [
    event([{ text: 'Let me think.', thought: true }]),
    ...parts.map((text) => event([{ text }])),
    sse({
      candidates: [{ content: { parts: [] }, finishReason: 'STOP' }],
      usageMetadata: {
        promptTokenCount: usage.inputTokens,
        candidatesTokenCount: usage.outputTokens,
        cachedContentTokenCount: usage.cachedInputTokens,
      },
    }),
  ],
  toolCalls: (calls) => [
    ...calls.map(({ id, name, pieces }) => event([{ functionCall: { id, name, args: JSON.parse(pieces.join('')) } }])),
    event([], 'STOP'),
  ],
  structured: (json) => [event([{ text: json }]), event([], 'STOP')],
  beginning: (text) => [event([{ text }])],
  halfToolCall: () => null,
  halfEvent: 'data: {"candidates":[{"con\n\n',
  error: (message) => ({ error: { code: 0, message, status: 'X' } }),
  models: (ids) => ({
    models: ids.map((id) => ({
      name: `models/${id}`,
      supportedGenerationMethods: [/embed/.test(id) ? 'embedContent' : 'generateContent'],
    })),
  }),
  sent: {
    images: (body) =>
      listIn(body, 'contents')
        .flatMap((content) => listIn(content, 'parts'))
        .filter((part) => pathIn(part, 'inlineData') !== undefined)
        .map((part) => ({
          mediaType: String(pathIn(part, 'inlineData', 'mimeType')),
          base64: String(pathIn(part, 'inlineData', 'data')),
        })),
    schema: (body) => pathIn(body, 'generationConfig', 'responseJsonSchema'),
    toolNames: (body) =>
      listIn(body, 'tools', 0, 'functionDeclarations').map((declaration) => String(pathIn(declaration, 'name'))),
  },
}

const sse = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`

function event(parts: readonly object[], finishReason?: string): string {
  return sse({ candidates: [{ content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) }] })
}
