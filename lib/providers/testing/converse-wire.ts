import { awsServiceEvent as event } from './aws-events'
import { listIn, pathIn } from './path-in'
import type { WireDialect } from './wire-dialect'

/** Amazon Bedrock's ConverseStream, encoded as `application/vnd.amazon.eventstream`. */
export const converseWire: WireDialect = {
  name: 'Bedrock’s Converse',
  contentType: 'application/vnd.amazon.eventstream',
  text: (parts, { inputTokens, outputTokens, cachedInputTokens }) => [
    START,
    event('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Let me think.' } } }),
    ...parts.map((part) => text(part)),
    stop('end_turn'),
    event('metadata', {
      usage: {
        // Excludes cached tokens, like Bedrock.
        inputTokens: inputTokens - cachedInputTokens,
        outputTokens,
        totalTokens: inputTokens + outputTokens,
        cacheReadInputTokens: cachedInputTokens,
      },
      metrics: { latencyMs: 12 },
    }),
  ],
  toolCalls: (calls) => [
    START,
    ...calls.flatMap(({ id, name, pieces }, index) => [
      start(index, id, name),
      ...pieces.map((piece) => input(index, piece)),
      event('contentBlockStop', { contentBlockIndex: index }),
    ]),
    stop('tool_use'),
  ],
  structured: (json) => [START, start(0, 'a', 'answer'), input(0, json), stop('tool_use')],
  beginning: (label) => [START, text(label)],
  halfToolCall: (name) => [START, start(0, 'a', name), input(0, '{"x":'), stop('tool_use')],
  halfEvent: event('messageStop', '{"stopRea'),
  notUtf8: [
    event(
      'contentBlockDelta',
      Buffer.concat([Buffer.from('{"delta":{"text":"'), Buffer.from([0xff]), Buffer.from('"}}')]),
    ),
  ],
  error: (message) => ({ message }),
  models: (ids) => ({
    modelSummaries: ids.map((modelId) => ({
      modelId,
      outputModalities: ['TEXT'],
      inferenceTypesSupported: ['ON_DEMAND'],
    })),
  }),
  sent: {
    images: (body) =>
      listIn(body, 'messages')
        .flatMap((message) => listIn(message, 'content'))
        .flatMap((part) => {
          const base64 = pathIn(part, 'image', 'source', 'bytes')
          const mediaType = `image/${pathIn(part, 'image', 'format')}`
          return typeof base64 === 'string' ? [{ mediaType, base64 }] : []
        }),
    schema: (body) => pathIn(listIn(body, 'toolConfig', 'tools')[0], 'toolSpec', 'inputSchema', 'json') ?? null,
    toolNames: (body) => listIn(body, 'toolConfig', 'tools').map((tool) => String(pathIn(tool, 'toolSpec', 'name'))),
  },
}

const START = event('messageStart', { role: 'assistant' })
const stop = (stopReason: string) => event('messageStop', { stopReason })

function text(label: string): Buffer {
  return event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: label } })
}
function start(contentBlockIndex: number, toolUseId: string, name: string): Buffer {
  return event('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId, name } } })
}
function input(contentBlockIndex: number, piece: string): Buffer {
  return event('contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input: piece } } })
}
