import { listIn, pathIn } from './path-in'
import type { WireDialect } from './wire-dialect'

/** Cohere's `/v2/chat`. */
export const cohereWire: WireDialect = {
  name: 'Cohere’s chat',
  contentType: 'text/event-stream',
  text: (parts, { inputTokens, outputTokens }) => [
    START,
    message('content-delta', { content: { thinking: 'Let me think.' } }),
    message('content-start', { content: { type: 'text', text: '' } }),
    ...parts.map((part) => message('content-delta', { content: { text: part } })),
    sse({ type: 'content-end', index: 0 }),
    end('COMPLETE', { input_tokens: inputTokens, output_tokens: outputTokens }),
  ],
  toolCalls: (calls) => [
    START,
    message('tool-plan-delta', { tool_plan: 'I will call tools.' }),
    ...calls.flatMap(({ id, name, pieces }, index) => [
      message('tool-call-start', { tool_calls: { id, type: 'function', function: { name, arguments: '' } } }, index),
      ...pieces.map((piece) => message('tool-call-delta', { tool_calls: { function: { arguments: piece } } }, index)),
      sse({ type: 'tool-call-end', index }),
    ]),
    end('TOOL_CALL'),
  ],
  structured: (json) => [START, message('content-delta', { content: { text: json } }), end('COMPLETE')],
  beginning: (text) => [START, message('content-delta', { content: { text } })],
  halfToolCall: (name) => [
    START,
    message('tool-call-start', { tool_calls: { id: 'a', type: 'function', function: { name, arguments: '{"x":' } } }),
    end('TOOL_CALL'),
  ],
  halfEvent: 'data: {"type":"content-del\n\n',
  error: (text) => ({ id: 'x', message: text }),
  models: (ids) => ({
    models: ids.map((name) => ({
      name,
      endpoints: [name === 'm' ? 'chat' : name.includes('rerank') ? 'rerank' : 'embed'],
    })),
  }),
  sent: {
    images: (body) =>
      listIn(body, 'messages')
        .flatMap((item) => listIn(item, 'content'))
        .map((part) => /^data:([^;]+);base64,(.*)$/.exec(String(pathIn(part, 'image_url', 'url'))))
        .flatMap((found) => (found ? [{ mediaType: found[1] ?? '', base64: found[2] ?? '' }] : [])),
    schema: (body) => pathIn(body, 'response_format', 'json_schema') ?? null,
    toolNames: (body) => listIn(body, 'tools').map((tool) => String(pathIn(tool, 'function', 'name'))),
  },
}

const START = sse({ type: 'message-start', id: 'c1', delta: { message: { role: 'assistant', content: [] } } })

function sse(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}
function message(type: string, content: object, index = 0): string {
  return sse({ type, index, delta: { message: content } })
}
function end(reason: string, tokens: object = {}): string {
  return sse({ type: 'message-end', id: 'c1', delta: { finish_reason: reason, usage: { billed_units: tokens } } })
}
