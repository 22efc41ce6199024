import { listIn, pathIn } from './path-in'
import type { WireDialect, WireUsage } from './wire-dialect'

/** Chat completions: OpenAI's own format, used by most services and servers. */
export const openAiWire: WireDialect = {
  name: 'OpenAI chat completions',
  contentType: 'text/event-stream',
  text: (parts, usage) => [
    event({ role: 'assistant', content: '' }),
    // Reasoning comes first and is not part of the answer.
    event({ reasoning_content: 'Let me think.' }),
    ...parts.map((content) => event({ content })),
    event({}, 'stop'),
    usageEvent(usage),
    DONE,
  ],
  toolCalls: (calls) => [
    ...calls.map(({ id, name }, index) =>
      event({ role: 'assistant', tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] }),
    ),
    ...mixed(calls.map(({ pieces }) => pieces)).map(([index, piece]) =>
      event({ tool_calls: [{ index, function: { arguments: piece } }] }),
    ),
    event({}, 'tool_calls'),
    DONE,
  ],
  structured: (json) => [event({ role: 'assistant', content: json }), event({}, 'stop'), DONE],
  beginning: (text) => [event({ role: 'assistant', content: text })],
  halfToolCall: (name) => [
    event({ role: 'assistant', tool_calls: [{ index: 0, id: 'a', function: { name, arguments: '{"x":' } }] }),
    event({}, 'tool_calls'),
    DONE,
  ],
  halfEvent: 'data: {"choices":[{"del\n\n',
  error: (message) => ({ error: { message, type: 'error', code: null } }),
  models: (ids) => ({ object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by: 'x' })) }),
  sent: {
    images: (body) =>
      listIn(body, 'messages')
        .flatMap((message) => listIn(message, 'content'))
        .map((part) => /^data:([^;]+);base64,(.*)$/.exec(String(pathIn(part, 'image_url', 'url'))))
        .flatMap((found) => (found ? [{ mediaType: found[1] ?? '', base64: found[2] ?? '' }] : [])),
    schema: (body) => pathIn(body, 'response_format', 'json_schema', 'schema') ?? null,
    toolNames: (body) => listIn(body, 'tools').map((tool) => String(pathIn(tool, 'function', 'name'))),
  },
}

const DONE = 'data: [DONE]\n\n'
const HEAD = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm' }
const sse = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`

function event(delta: object, finish: string | null = null): string {
  return sse({ ...HEAD, choices: [{ index: 0, delta, finish_reason: finish }] })
}

function usageEvent({ inputTokens, outputTokens, cachedInputTokens }: WireUsage): string {
  return sse({
    ...HEAD,
    choices: [],
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
      prompt_tokens_details: { cached_tokens: cachedInputTokens },
    },
  })
}

/** Interleaves the pieces of several lists. */
function mixed(lists: readonly (readonly string[])[]): [number, string][] {
  const longest = Math.max(...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, position) =>
    lists.flatMap((list, index): [number, string][] => {
      const piece = list[position]
      return piece === undefined ? [] : [[index, piece]]
    }),
  ).flat()
}
