import { listIn, pathIn } from './path-in'
import type { WireDialect, WireUsage } from './wire-dialect'

export const anthropicWire: WireDialect = {
  name: 'Anthropic messages',
  contentType: 'text/event-stream',
  text: (parts, usage) => [
    start(usage),
    ...block(
      0,
      { type: 'text', text: '' },
      parts.map((text) => ({ type: 'text_delta', text })),
    ),
    ...end('end_turn', usage.outputTokens),
  ],
  toolCalls: (calls) => [
    start(),
    ...calls.flatMap(({ id, name, pieces }, index) =>
      block(
        index,
        { type: 'tool_use', id, name, input: {} },
        pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
      ),
    ),
    ...end('tool_use', 3),
  ],
  // A schema is requested by a forced tool.
  structured: (json) => [
    start(),
    ...block(0, { type: 'tool_use', id: 't1', name: 'answer', input: {} }, [
      { type: 'input_json_delta', partial_json: json },
    ]),
    ...end('tool_use', 3),
  ],
  beginning: (text) => [start(), ...block(0, { type: 'text', text: '' }, [{ type: 'text_delta', text }]).slice(0, 2)],
  halfToolCall: (name) => [
    start(),
    ...block(0, { type: 'tool_use', id: 't1', name, input: {} }, [{ type: 'input_json_delta', partial_json: '{"x":' }]),
    ...end('tool_use', 3),
  ],
  halfEvent: 'event: content_block_delta\ndata: {"type":"content_bl\n\n',
  error: (message) => ({ type: 'error', error: { type: 'api_error', message } }),
  models: (ids) => ({ data: ids.map((id) => ({ type: 'model', id, display_name: id })), has_more: false }),
  sent: {
    images: (body) =>
      listIn(body, 'messages')
        .flatMap((message) => listIn(message, 'content'))
        .filter((part) => pathIn(part, 'type') === 'image')
        .map((part) => ({
          mediaType: String(pathIn(part, 'source', 'media_type')),
          base64: String(pathIn(part, 'source', 'data')),
        })),
    schema: (body) => pathIn(body, 'tools', 0, 'input_schema'),
    toolNames: (body) => listIn(body, 'tools').map((tool) => String(pathIn(tool, 'name'))),
  },
}

function event(value: { type: string; [field: string]: unknown }): string {
  return `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`
}

/** `input_tokens` excludes cached ones. */
function start({ inputTokens, cachedInputTokens }: Partial<WireUsage> = {}): string {
  const cached = cachedInputTokens ?? 0
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: (inputTokens ?? 1) - cached, cache_read_input_tokens: cached, output_tokens: 1 },
  }
  return event({ type: 'message_start', message })
}

function block(index: number, content: object, deltas: readonly object[]): string[] {
  return [
    event({ type: 'content_block_start', index, content_block: content }),
    ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
    event({ type: 'content_block_stop', index }),
  ]
}

function end(reason: string, outputTokens: number): string[] {
  const delta = { stop_reason: reason, stop_sequence: null }
  return [
    event({ type: 'message_delta', delta, usage: { output_tokens: outputTokens } }),
    event({ type: 'message_stop' }),
  ]
}
