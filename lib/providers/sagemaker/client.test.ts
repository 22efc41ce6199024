import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropSingleton } from '@/lib/platform/singleton'
import { callOf, collect } from '../testing/collect'
import { openAiWire } from '../testing/openai-wire'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import { makeBearerToken } from './bearer-token'
import client from './client'

let server: WireServer | undefined
beforeEach(() => dropSingleton('provider-tokens'))
afterEach(() => server?.close())

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const FIELDS = { region: 'eu-central-1', endpoint: 'qwen', accessKeyId: 'AKIDEXAMPLE000000' }
type Answer = Parameters<typeof startWireServer>[0]

async function connect(answer: Answer = chat, fields: Record<string, string> = FIELDS) {
  server = await startWireServer(answer)
  const secrets: string[] = []
  return {
    baseUrl: `${server.url}/endpoints/qwen/openai/v1`,
    apiKey: `${SECRET}:session==`,
    fields,
    fetch: server.egress.fetch,
    onSecret: (secret: string) => void secrets.push(secret),
    secrets,
  }
}

const chat: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(openAiWire.text(['ok'], { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }).join(''))
}

test('creates the bearer token like the SageMaker SDK: a presigned request for CallWithBearerToken', () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE000000', secretAccessKey: SECRET, sessionToken: 'session==' }
  const { token, expiresInSeconds } = makeBearerToken(credentials, 'eu-central-1', new Date('2026-11-24T12:00:00Z'))
  expect(token).toMatch(/^sagemaker-api-key-/)
  const address = Buffer.from(token.slice('sagemaker-api-key-'.length), 'base64').toString()
  expect(address).toMatch(/^sagemaker\.amazonaws\.com\/\?Action=CallWithBearerToken&.*&Version=1$/)
  const query = Object.fromEntries(new URL(`https://${address}`).searchParams)
  expect(query).toMatchObject({
    'X-Amz-Credential': 'AKIDEXAMPLE000000/20261124/eu-central-1/sagemaker/aws4_request',
    'X-Amz-Date': '20261124T120000Z',
    'X-Amz-Expires': String(expiresInSeconds),
    'X-Amz-Security-Token': 'session==',
    'X-Amz-SignedHeaders': 'host',
  })
  expect(address).not.toContain(SECRET)
})

test('names the endpoint in the path, leaves the model empty, and caches and reports the token', async () => {
  const connection = await connect()
  for (let n = 0; n < 2; n += 1)
    expect((await collect(client.chat(connection, callOf({ model: 'qwen' })))).text).toBe('ok')
  const [first, second] = server?.requests ?? []
  expect([first?.url, JSON.parse(first?.body ?? '').model]).toEqual(['/endpoints/qwen/openai/v1/chat/completions', ''])
  expect(second?.headers.authorization).toBe(first?.headers.authorization)
  expect(connection.secrets.slice(0, 2)).toEqual([SECRET, 'session=='])
  expect(`Bearer ${connection.secrets.at(-1)}`).toBe(first?.headers.authorization)
})

test('uses a separate path for an inference component', async () => {
  const connection = await connect(chat, { ...FIELDS, component: 'qwen-a' })
  await collect(client.chat(connection, callOf()))
  expect(server?.requests[0]?.url).toBe('/endpoints/qwen/inference-components/qwen-a/openai/v1/chat/completions')
})

test('tests with a signed request whether the endpoint is in service', async () => {
  const connection = await connect((_, response) =>
    sendJson(response, 200, { EndpointName: 'qwen', EndpointStatus: 'InService' }),
  )
  expect(await client.listModels(connection, AbortSignal.timeout(2_000))).toEqual([
    { id: 'qwen', label: 'qwen', ability: 'chat' },
  ])
  const [request] = server?.requests ?? []
  expect([request?.method, request?.url, request?.headers['x-amz-target']]).toEqual([
    'POST',
    '/',
    'SageMaker.DescribeEndpoint',
  ])
  expect(request?.headers.authorization).toMatch(/\/eu-central-1\/sagemaker\/aws4_request/)
  expect(JSON.parse(request?.body ?? '')).toEqual({ EndpointName: 'qwen' })
})

test.each<[string, number, object, string | null]>([
  ['is still being created', 200, { EndpointStatus: 'Creating' }, 'MODEL_FAILED'],
  [
    'does not exist',
    400,
    { __type: 'ValidationException', message: 'Could not find endpoint "qwen".' },
    'MODEL_MISSING',
  ],
  [
    'rejects the keys',
    400,
    { __type: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' },
    'MODEL_UNAUTHORIZED',
  ],
  [
    'cannot be described with this key',
    400,
    {
      __type: 'AccessDeniedException',
      Message: 'User: arn:aws:iam::1:user/x is not authorized to perform: sagemaker:DescribeEndpoint',
    },
    null,
  ],
])('tests an endpoint that %s', async (_, status, body, code) => {
  const connection = await connect((__, response) => sendJson(response, status, body))
  const outcome = await client.listModels(connection, AbortSignal.timeout(2_000)).then(
    () => null,
    (failure: { code: string }) => failure.code,
  )
  expect(outcome).toBe(code)
})

test.each<[string, string]>([
  ['region', 'evil.tld/x'],
  ['region', 'a@evil'],
  ['endpoint', 'a/b'],
  ['endpoint', '../x'],
  ['component', 'a.b'],
  ['accessKeyId', 'AKID/EXAMPLE,000000'],
])('rejects %j for the field %s', async (name, value) => {
  const connection = await connect(chat, { ...FIELDS, [name]: value })
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
})
