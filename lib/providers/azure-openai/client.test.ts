import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropSingleton } from '@/lib/platform/singleton'
import { callOf, collect } from '../testing/collect'
import { answerFor } from '../testing/conformance-server'
import { openAiWire } from '../testing/openai-wire'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
beforeEach(() => dropSingleton('provider-tokens'))
afterEach(() => server?.close())

const TENANT = '11111111-2222-3333-4444-555555555555'
const CLIENT = '66666666-7777-8888-9999-aaaaaaaaaaaa'
const LOGIN = `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`
const FIELDS = { resource: 'my-resource', models: 'team-gpt, text-embedding-3-small' }
const ENTRA = { ...FIELDS, tenantId: TENANT, clientId: CLIENT }
type Answer = Parameters<typeof startWireServer>[0]

async function connect(fields: Record<string, string> = FIELDS, answer: Answer = chat) {
  server = await startWireServer((request, response) =>
    request.url === '/token'
      ? sendJson(response, 200, {
          token_type: 'Bearer',
          expires_in: 3_599,
          ext_expires_in: 3_599,
          access_token: 'token-1',
        })
      : answer(request, response),
  )
  const secrets: string[] = []
  return {
    baseUrl: `${server.url}/openai/v1`,
    apiKey: 'client+secret/1==',
    fields,
    fetch: answerFor({ [LOGIN]: '/token' }, server),
    onSecret: (secret: string) => void secrets.push(secret),
    secrets,
  }
}

const chat: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(openAiWire.text(['ok'], { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }).join(''))
}

test('sends the key in its own header, and the token limit under the name that every deployment accepts', async () => {
  const connection = await connect()
  await collect(client.chat(connection, callOf({ model: 'team-gpt', maxOutputTokens: 9 })))
  const [request] = server?.requests ?? []
  expect([request?.headers['api-key'], request?.headers.authorization]).toEqual(['client+secret/1==', undefined])
  const { max_completion_tokens: limit, max_tokens: other, model } = JSON.parse(request?.body ?? '')
  expect([limit, other, model]).toEqual([9, undefined, 'team-gpt'])
})

test('exchanges the secret for a cached token with Entra ID, and reports it for redaction', async () => {
  const connection = await connect(ENTRA)
  for (let n = 0; n < 2; n += 1) expect((await collect(client.chat(connection, callOf()))).text).toBe('ok')
  const requests = server?.requests ?? []
  expect(requests.map(({ url }) => url)).toEqual([
    '/token',
    '/openai/v1/chat/completions',
    '/openai/v1/chat/completions',
  ])
  expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
    client_id: CLIENT,
    client_secret: 'client+secret/1==',
    grant_type: 'client_credentials',
    scope: 'https://cognitiveservices.azure.com/.default',
  })
  expect([requests[1]?.headers.authorization, requests[1]?.headers['api-key']]).toEqual(['Bearer token-1', undefined])
  expect(connection.secrets).toEqual(['token-1', 'token-1'])
})

test('fetches an image from another host without the key and without the preview parameter', async () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex')
  const connection = await connect(FIELDS, (request, response) => {
    if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'image/png' }).end(png)
    sendJson(response, 200, { data: [{ url: `${server?.url}/storage/picture.png?sig=1` }] })
  })
  const media = await client.image?.(connection, {
    model: 'pictures',
    prompt: 'A cat',
    signal: AbortSignal.timeout(5_000),
  })
  expect(media?.mediaType).toBe('image/png')
  const [generated, fetched] = server?.requests ?? []
  expect([generated?.url, generated?.headers['api-key']]).toEqual([
    '/openai/v1/images/generations?api-version=preview',
    'client+secret/1==',
  ])
  expect(JSON.parse(generated?.body ?? '')).toEqual({ model: 'pictures', prompt: 'A cat', n: 1 })
  expect([fetched?.url, fetched?.headers['api-key']]).toEqual(['/storage/picture.png?sig=1', undefined])
})

test("explains a secret that Entra rejects without quoting Entra's message", async () => {
  const connection = await connect(ENTRA)
  await server?.close()
  server = await startWireServer((_, response) =>
    sendJson(response, 401, {
      error: 'invalid_client',
      error_description: `AADSTS7000215: Invalid client secret for ${CLIENT}`,
    }),
  )
  const fetch = answerFor({ [LOGIN]: '/token' }, server)
  const { error } = await collect(client.chat({ ...connection, fetch }, callOf()))
  expect(error?.code).toBe('MODEL_UNAUTHORIZED')
  expect(error?.message).toBe('login.microsoftonline.com did not accept this client secret (401, invalid_client).')
})

test.each<[string, string]>([
  ['resource', 'evil.tld/x'],
  ['resource', 'a@evil'],
  ['resource', 'a.b'],
  ['tenantId', 'evil.tld/x'],
  ['tenantId', `${TENANT}/../x`],
  ['clientId', 'a@evil'],
])('rejects %j for the field %s', async (name, value) => {
  const connection = await connect({ ...ENTRA, [name]: value })
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
})

test('rejects a tenant without a client', async () => {
  const connection = await connect({ ...FIELDS, tenantId: TENANT })
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.message).toContain('both')
})

test('lists the named deployments, and tests one that chats', async () => {
  const connection = await connect()
  expect(await client.listModels(connection, AbortSignal.timeout(2_000))).toEqual([
    { id: 'team-gpt', label: 'team-gpt', ability: 'chat' },
    { id: 'text-embedding-3-small', label: 'text-embedding-3-small', ability: 'embed' },
  ])
  expect(server?.requests.map(({ url }) => url)).toEqual(['/openai/v1/chat/completions'])
})

test('tests the key with the list of models if none chats', async () => {
  let isGood = true
  const connection = await connect({ ...FIELDS, models: 'text-embedding-3-small' }, (_, response) =>
    isGood
      ? sendJson(response, 200, { data: [{ id: 'gpt-x' }], object: 'list' })
      : sendJson(response, 401, { error: { code: '401', message: 'Access denied due to invalid subscription key.' } }),
  )
  const signal = AbortSignal.timeout(2_000)
  expect((await client.listModels(connection, signal)).map(({ ability }) => ability)).toEqual(['embed'])
  isGood = false
  await expect(client.listModels(connection, signal)).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED' })
})

test('embeds with a deployment', async () => {
  const connection = await connect(FIELDS, (_, response) =>
    sendJson(response, 200, {
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.5] }],
      usage: { prompt_tokens: 3, total_tokens: 3 },
    }),
  )
  const call = { model: 'text-embedding-3-small', texts: ['a'], signal: AbortSignal.timeout(2_000) }
  expect(await client.embed?.(connection, call)).toEqual({
    vectors: [Float32Array.of(0.5)],
    usage: { inputTokens: 3, outputTokens: 0 },
  })
  expect(server?.requests[0]).toMatchObject({
    url: '/openai/v1/embeddings',
    headers: { 'api-key': 'client+secret/1==' },
  })
})

test('authenticates other requests in the same two ways', async () => {
  const byKey = client.open?.(await connect(FIELDS, (_, response) => sendJson(response, 200, {})))
  await byKey?.fetch(`${byKey.baseUrl}/fine_tuning/jobs`, {})
  expect([byKey?.apiKey, server?.requests.at(-1)?.headers['api-key']]).toEqual([null, 'client+secret/1=='])
  await server?.close()
  const byToken = client.open?.(await connect(ENTRA, (_, response) => sendJson(response, 200, {})))
  await byToken?.fetch(`${byToken.baseUrl}/fine_tuning/jobs`, {})
  expect(server?.requests.at(-1)?.headers).toMatchObject({ authorization: 'Bearer token-1' })
})
