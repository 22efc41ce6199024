import { afterEach, expect, test } from 'vitest'
import { awsEvent, awsException, awsServiceEvent as event } from '../testing/aws-events'
import { callOf, collect } from '../testing/collect'
import { expectStopAtSocket } from '../testing/stop-at-socket'
import {
  destroyAfterWrites,
  sendJson,
  sendSse,
  startWireServer,
  type WireRequest,
  type WireServer,
} from '../testing/wire-server'
import { signAwsRequest } from '../wires/aws/sigv4'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const KEYS = { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE000000' }

async function connect(
  answer: Parameters<typeof startWireServer>[0],
  { fields = KEYS, apiKey = SECRET }: { fields?: Record<string, string>; apiKey?: string } = {},
) {
  server = await startWireServer(answer)
  return { baseUrl: server.url, apiKey, fields, fetch: server.egress.fetch }
}

const streaming =
  (...messages: Buffer[]): Parameters<typeof startWireServer>[0] =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
    response.end(Buffer.concat(messages))
  }
const text = (text: string, contentBlockIndex = 0) =>
  event('contentBlockDelta', { contentBlockIndex, delta: { text: text } })
const toolStart = (contentBlockIndex: number, toolUseId: string, name: string) =>
  event('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId, name } } })
const toolInput = (contentBlockIndex: number, input: string) =>
  event('contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input } } })
const stop = (stopReason: string) => event('messageStop', { stopReason })
const START = event('messageStart', { role: 'assistant' })
const METADATA = event('metadata', {
  usage: { inputTokens: 9, outputTokens: 3, totalTokens: 16, cacheReadInputTokens: 4, cacheWriteInputTokens: 0 },
  metrics: { latencyMs: 12 },
})

/** The signature that Amazon would compute from the received request. */
function signatureOf({ method, url, headers, body }: WireRequest): string | undefined {
  const { pathname, searchParams } = new URL(url, 'http://x')
  const date = String(headers['x-amz-date'])
  const now = new Date(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'))
  const type = headers['content-type']
  return signAwsRequest(
    {
      method,
      host: headers.host ?? '',
      path: pathname,
      query: [...searchParams],
      headers: type === undefined ? {} : { 'content-type': type },
      body,
    },
    {
      credentials: {
        accessKeyId: KEYS.accessKeyId,
        secretAccessKey: SECRET,
        sessionToken: headers['x-amz-security-token']?.toString() ?? null,
      },
      region: KEYS.region,
      service: 'bedrock',
      now,
    },
  ).authorization
}

test('streams text and usage, counts cached tokens as input, and signs its requests', async () => {
  const connection = await connect(streaming(START, text('Hel'), text('lo'), stop('end_turn'), METADATA))
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi', images: [{ mediaType: 'image/png', base64: 'aWlp' }] },
  ]
  const model = 'anthropic.claude-x-v1:0'
  const { chunks, error } = await collect(
    client.chat(connection, callOf({ model, messages, temperature: 1.4, maxOutputTokens: 50 })),
  )
  expect(error).toBeNull()
  expect(chunks).toEqual([
    { type: 'text', text: 'Hel' },
    { type: 'text', text: 'lo' },
    { type: 'usage', inputTokens: 13, outputTokens: 3, cachedInputTokens: 4 },
    { type: 'finish', reason: 'stop' },
  ])
  const [request] = server?.requests ?? []
  expect(request?.url).toBe('/model/anthropic.claude-x-v1%3A0/converse-stream')
  expect(request?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE000000\/\d{8}\/eu-central-1\/bedrock\/aws4_request, /,
  )
  expect(request && signatureOf(request)).toBe(request?.headers.authorization)
  expect(JSON.parse(request?.body ?? '')).toEqual({
    system: [{ text: 'Be kind.' }],
    messages: [{ role: 'user', content: [{ text: 'Hi' }, { image: { format: 'png', source: { bytes: 'aWlp' } } }] }],
    inferenceConfig: { temperature: 1, maxTokens: 50 },
  })
})

test('sends the session token of temporary credentials, and a Bedrock API key unchanged', async () => {
  const answer = streaming(text('x'), stop('end_turn'))
  const temporary = await connect(answer, { apiKey: `${SECRET}:FwoGZXIvYXdzEXAMPLE==` })
  await collect(client.chat(temporary, callOf()))
  const [signed] = server?.requests ?? []
  expect(signed?.headers['x-amz-security-token']).toBe('FwoGZXIvYXdzEXAMPLE==')
  expect(signed && signatureOf(signed)).toBe(signed?.headers.authorization)
  await server?.close()
  const withKey = await connect(answer, { fields: { region: 'eu-central-1' }, apiKey: 'ABSK-test' })
  await collect(client.chat(withKey, callOf()))
  expect(server?.requests[0]?.headers.authorization).toBe('Bearer ABSK-test')
})

test('assembles parallel tool calls, and returns their results in one turn', async () => {
  const connection = await connect(
    streaming(
      text('Let me see.'),
      toolStart(1, 'a', 'add'),
      toolInput(1, '{"x":'),
      toolInput(1, '1}'),
      toolStart(2, 'b', 'now'),
      stop('tool_use'),
    ),
  )
  const { chunks } = await collect(
    client.chat(
      connection,
      callOf({
        tools: [{ name: 'add', description: '', parameters: { type: 'object' } }],
        messages: [
          { role: 'user', content: 'Add' },
          {
            role: 'assistant',
            content: '',
            toolCalls: [
              { id: 'p', name: 'add', arguments: { x: 0 } },
              { id: 'q', name: 'now', arguments: {} },
            ],
          },
          { role: 'tool', content: '0', toolCallId: 'p' },
          { role: 'tool', content: '', toolCallId: 'q' },
        ],
      }),
    ),
  )
  expect(chunks.slice(1)).toEqual([
    { type: 'tool-call', call: { id: 'a', name: 'add', arguments: { x: 1 } } },
    { type: 'tool-call', call: { id: 'b', name: 'now', arguments: {} } },
    { type: 'finish', reason: 'tool-calls' },
  ])
  const sent = JSON.parse(server?.requests[0]?.body ?? '')
  expect(sent.toolConfig).toEqual({
    tools: [{ toolSpec: { name: 'add', description: 'add', inputSchema: { json: { type: 'object' } } } }],
  })
  expect(sent.messages[1].content).toEqual([
    { toolUse: { toolUseId: 'p', name: 'add', input: { x: 0 } } },
    { toolUse: { toolUseId: 'q', name: 'now', input: {} } },
  ])
  expect(sent.messages[2]).toEqual({
    role: 'user',
    content: [
      { toolResult: { toolUseId: 'p', content: [{ text: '0' }] } },
      { toolResult: { toolUseId: 'q', content: [{ text: '(nothing)' }] } },
    ],
  })
})

test('requests a schema by a forced tool, and retries without it if the model does not support it', async () => {
  const connection = await connect((request, response) => {
    if (request.url.includes('old')) {
      if (request.body.includes('toolChoice'))
        return sendJson(response, 400, { message: 'This model doesn’t support the toolConfig.toolChoice.tool field.' })
      return streaming(text('{}'), stop('end_turn'))(request, response)
    }
    streaming(toolStart(0, 'a', 'answer'), toolInput(0, '{"x":1}'), stop('tool_use'))(request, response)
  })
  const responseSchema = { type: 'object' }
  const { chunks } = await collect(client.chat(connection, callOf({ responseSchema })))
  expect(chunks).toEqual([
    { type: 'text', text: '{"x":1}' },
    { type: 'finish', reason: 'stop' },
  ])
  const old = await collect(client.chat(connection, callOf({ model: 'old', responseSchema })))
  expect([old.text, old.error, server?.requests.length]).toEqual(['{}', null, 3])
})

test('sends OpenAI-compatible requests to their own path, signed as well', async () => {
  const connection = await connect(
    (_, response) =>
      sendSse(response, [
        {
          id: 'c',
          object: 'chat.completion.chunk',
          created: 1,
          model: 'm',
          choices: [{ index: 0, delta: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
        },
        '[DONE]',
      ]),
    { fields: { ...KEYS, wire: 'openai' } },
  )
  const { text: received, error } = await collect(client.chat(connection, callOf({ model: 'openai.gpt-oss-20b-1:0' })))
  expect([received, error]).toEqual(['ok', null])
  const [request] = server?.requests ?? []
  expect(request?.url).toBe('/openai/v1/chat/completions')
  expect(request && signatureOf(request)).toBe(request?.headers.authorization)
})

test.each([
  [400, 'ValidationException', 'INVALID_INPUT'],
  [403, 'AccessDeniedException', 'MODEL_UNAUTHORIZED'],
  [404, 'ResourceNotFoundException', 'MODEL_MISSING'],
  [408, 'ModelTimeoutException', 'TIMEOUT'],
  [429, 'ThrottlingException', 'MODEL_RATE_LIMITED'],
  [500, 'InternalServerException', 'MODEL_FAILED'],
])('maps HTTP %i (%s) to %s without retrying or exposing the secret', async (status, name, code) => {
  const connection = await connect((_, response) =>
    sendJson(
      response,
      status,
      { message: `The canonical string for this request was secret ${SECRET}` },
      { 'x-amzn-errortype': name, 'retry-after': '7' },
    ),
  )
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual([code, 1])
  expect(`${error?.message} ${error?.cause}`).not.toContain(SECRET)
  if (status === 429) expect(error?.retryAfterSeconds).toBe(7)
})

test.each([
  ['throttlingException', 'MODEL_RATE_LIMITED', false],
  ['validationException', 'INVALID_INPUT', false],
  ['modelStreamErrorException', 'MODEL_FAILED', true],
])('maps a %s in the stream to %s, which is permanent after the first output', async (name, code, hasText) => {
  const connection = await connect(streaming(START, ...(hasText ? [text('half')] : []), awsException(name, 'No.')))
  const { text: received, error } = await collect(client.chat(connection, callOf()))
  expect([received, error?.code, error?.isFinal]).toEqual([hasText ? 'half' : '', code, hasText])
})

test.each<[string, Buffer[], string]>([
  ['ends early', [text('half')], 'MODEL_FAILED'],
  ['ends inside a message', [text('half'), text('other').subarray(0, 40)], 'MODEL_FAILED'],
  [
    'is damaged',
    [text('half'), Buffer.from(text('other').map((byte, index) => (index === 60 ? byte ^ 1 : byte)))],
    'MODEL_FAILED',
  ],
  [
    'ends inside a JSON event',
    [text('half'), awsEvent({ ':event-type': 'messageStop', ':message-type': 'event' }, '{"st')],
    'MODEL_FAILED',
  ],
  [
    'ends inside a tool call',
    [text('half'), toolStart(1, 'a', 'add'), toolInput(1, '{"x":'), stop('tool_use')],
    'MODEL_FAILED',
  ],
])('keeps the text received so far and fails when the stream %s', async (_, messages, code) => {
  const connection = await connect(streaming(...messages))
  const { text: received, error } = await collect(client.chat(connection, callOf()))
  expect([received, error?.code, error?.isFinal]).toEqual(['half', code, true])
})

test('does not retry a connection lost in mid-stream', async () => {
  const connection = await connect((_, response) => {
    response.writeHead(200)
    response.write(text('half'))
    destroyAfterWrites(response)
  })
  const { text: received, error } = await collect(client.chat(connection, callOf()))
  expect([received, error?.code, error?.isFinal]).toEqual(['half', 'MODEL_UNREACHABLE', true])
})

test('continues after invalid UTF-8 in the stream', async () => {
  const payload = Buffer.from(JSON.stringify({ delta: { text: '@' } }).replace('@', '\u00ff'), 'latin1')
  const connection = await connect(
    streaming(awsEvent({ ':event-type': 'contentBlockDelta' }, payload), stop('end_turn')),
  )
  const { text: received, error } = await collect(client.chat(connection, callOf()))
  expect([received, error]).toEqual(['\ufffd', null])
})

test('closes the socket when stopped, even while the service is silent', async () => {
  const connection = await connect(() => {})
  await expectStopAtSocket(client, connection, server)
})

test.each(['evil.tld/x', 'a@evil', 'eu.central', 'EU', ''.padEnd(41, 'a'), 'eu\n'])(
  'rejects the region %j before sending anything',
  async (region) => {
    const connection = await connect(() => {}, { fields: { ...KEYS, region } })
    const { error } = await collect(client.chat(connection, callOf()))
    expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
  },
)

test('rejects a key that is invalid in a header without quoting it', async () => {
  for (const fields of [KEYS, { region: 'eu-central-1' }]) {
    const connection = await connect(() => {}, { fields, apiKey: 'zebra\u0000-ü' })
    const { error } = await collect(client.chat(connection, callOf()))
    expect([error?.code, `${error?.message}${error?.cause}`.includes('zebra')]).toEqual(['INVALID_INPUT', false])
    await server?.close()
  }
})

test('lists models callable by name and cross-region profiles, with their abilities', async () => {
  const summary = (modelId: string, output: string, inferenceTypesSupported: string[], status = 'ACTIVE') => ({
    modelId,
    modelName: modelId.toUpperCase(),
    outputModalities: [output],
    inferenceTypesSupported,
    modelLifecycle: { status },
  })
  const connection = await connect((request, response) => {
    if (request.url.startsWith('/inference-profiles'))
      return sendJson(response, 200, {
        inferenceProfileSummaries: [
          {
            inferenceProfileId: 'eu.anthropic.claude-y',
            inferenceProfileName: 'EU Claude Y',
            status: 'ACTIVE',
            models: [{ modelArn: 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-y' }],
          },
        ],
      })
    sendJson(response, 200, {
      modelSummaries: [
        summary('anthropic.claude-y', 'TEXT', ['INFERENCE_PROFILE']),
        summary('amazon.nova-lite', 'TEXT', ['ON_DEMAND']),
        summary('amazon.titan-embed-text-v2:0', 'EMBEDDING', ['ON_DEMAND']),
        summary('old.model', 'TEXT', ['ON_DEMAND'], 'LEGACY'),
        summary('amazon.canvas', 'IMAGE', ['ON_DEMAND']),
      ],
    })
  })
  expect(await client.listModels(connection, AbortSignal.timeout(2_000))).toEqual([
    { id: 'eu.anthropic.claude-y', label: 'EU Claude Y', ability: 'chat' },
    { id: 'amazon.nova-lite', label: 'AMAZON.NOVA-LITE', ability: 'chat' },
    { id: 'amazon.titan-embed-text-v2:0', label: 'AMAZON.TITAN-EMBED-TEXT-V2:0', ability: 'embed' },
  ])
  for (const request of server?.requests ?? []) expect(signatureOf(request)).toBe(request.headers.authorization)
})

test('lists only models of the region if listing inference profiles is not permitted', async () => {
  const connection = await connect((request, response) =>
    request.url.startsWith('/inference-profiles')
      ? sendJson(response, 403, { message: 'not authorized' })
      : sendJson(response, 200, {
          modelSummaries: [{ modelId: 'a', outputModalities: ['TEXT'], inferenceTypesSupported: ['ON_DEMAND'] }],
        }),
  )
  expect(await client.listModels(connection, AbortSignal.timeout(2_000))).toEqual([
    { id: 'a', label: 'a', ability: 'chat' },
  ])
})

test('embeds texts one by one with Titan and in batches with Cohere, and distinguishes queries from documents', async () => {
  const connection = await connect((request, response) => {
    const body = JSON.parse(request.body)
    if (request.url.includes('titan'))
      return sendJson(response, 200, { embedding: [body.inputText.length, 0.5], inputTextTokenCount: 2 })
    sendJson(response, 200, { embeddings: body.texts.map((item: string) => [item.length]), response_type: 'x' })
  })
  const signal = AbortSignal.timeout(2_000)
  const titan = await client.embed?.(connection, { model: 'amazon.titan-embed-text-v2:0', texts: ['a', 'bb'], signal })
  expect(titan).toEqual({
    vectors: [Float32Array.of(1, 0.5), Float32Array.of(2, 0.5)],
    usage: { inputTokens: 4, outputTokens: 0 },
  })
  const texts = Array.from({ length: 97 }, (_, n) => 'x'.repeat(n + 1))
  const cohere = await client.embed?.(connection, { model: 'cohere.embed-v4:0', texts, use: 'query', signal })
  expect([cohere?.vectors.length, cohere?.vectors[96]?.[0], cohere?.usage]).toEqual([97, 97, null])
  expect(JSON.parse(server?.requests.at(-1)?.body ?? '')).toMatchObject({ input_type: 'search_query' })
  await expect(client.embed?.(connection, { model: 'other', texts: ['a'], signal })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})

test('rejects missing vectors, different lengths and values that are not numbers', async () => {
  const answers = [{ embeddings: [[1]] }, { embeddings: [[1], [1, 2]] }, { embeddings: [['x'], ['y']] }]
  const connection = await connect((_, response) => sendJson(response, 200, answers.shift()))
  const call = { model: 'cohere.embed-v4:0', texts: ['a', 'b'], signal: AbortSignal.timeout(2_000) }
  for (let n = 0; n < 3; n += 1)
    await expect(client.embed?.(connection, call)).rejects.toMatchObject({ code: 'MODEL_FAILED' })
})
