import { listIn, pathIn } from './path-in'
import type { WireDialect } from './wire-dialect'

export const ollamaWire: WireDialect = {
  name: 'Ollama',
  contentType: 'application/x-ndjson',
  text: (parts, usage) => [
    ...parts.map((content) => line({ role: 'assistant', content })),
    end({ prompt_eval_count: usage.inputTokens, eval_count: usage.outputTokens }),
  ],
  toolCalls: (calls) => [
    line({
      role: 'assistant',
      content: '',
      tool_calls: calls.map(({ name, pieces }) => ({ function: { name, arguments: JSON.parse(pieces.join('')) } })),
    }),
    end(),
  ],
  structured: (json) => [line({ role: 'assistant', content: json }), end()],
  beginning: (text) => [line({ role: 'assistant', content: text })],
  halfToolCall: () => null,
  halfEvent: '{"model":"m","mess\n',
  error: (error) => ({ error }),
  models: (ids) => ({ models: ids.map((name) => ({ name })) }),
  sent: {
    // Ollama detects the type from the bytes.
    images: (body) =>
      listIn(body, 'messages')
        .flatMap((message) => listIn(message, 'images'))
        .map((base64) => ({ mediaType: 'image/png', base64: String(base64) })),
    schema: (body) => pathIn(body, 'format'),
    toolNames: (body) => listIn(body, 'tools').map((tool) => String(pathIn(tool, 'function', 'name'))),
  },
}

const HEAD = { model: 'm', created_at: '2026-01-01T00:00:00Z' }

function line(message: object): string {
  return `${JSON.stringify({ ...HEAD, message, done: false })}\n`
}

function end(counts: object = { prompt_eval_count: 1, eval_count: 1 }): string {
  const message = { role: 'assistant', content: '' }
  return `${JSON.stringify({ ...HEAD, message, done: true, done_reason: 'stop', ...counts })}\n`
}
