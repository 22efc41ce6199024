import { verify } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dropSingleton } from '@/lib/platform/singleton'
import { callOf, collect } from '../testing/collect'
import { answerFor } from '../testing/conformance-server'
import { openAiWire } from '../testing/openai-wire'
import { SERVICE_ACCOUNT_PUBLIC_KEY, serviceAccountFile } from '../testing/service-account'
import { sendJson, startWireServer, type WireRequest, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
beforeEach(() => dropSingleton('provider-tokens'))
afterEach(async () => {
  vi.useRealTimers()
  await server?.close()
})

const FIELDS: Record<string, string> = { project: 'project-1', location: 'europe-west4' }
const PATH = '/v1/projects/project-1/locations/europe-west4/endpoints/openapi'
const USAGE = { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0 }
type Answer = Parameters<typeof startWireServer>[0]

/** Tokens are numbered; `answer` handles all other requests. */
async function connect({ answer = chat, fields = FIELDS, apiKey = serviceAccountFile() } = {}) {
  let minted = 0
  server = await startWireServer((request, response) => {
    if (request.url !== '/token') return answer(request, response)
    minted += 1
    sendJson(response, 200, { access_token: `token-${minted}`, expires_in: 3_599, token_type: 'Bearer' })
  })
  const secrets: string[] = []
  return {
    baseUrl: `${server.url}${PATH}`,
    apiKey,
    fields,
    fetch: answerFor({ 'https://oauth2.googleapis.com/token': '/token' }, server),
    onSecret: (secret: string) => void secrets.push(secret),
    secrets,
  }
}

const chat: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.end(openAiWire.text(['ok'], USAGE).join(''))
}
const minted = () => (server?.requests ?? []).filter(({ url }) => url === '/token')
const requests = () => (server?.requests ?? []).filter(({ url }) => url !== '/token')
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

test('exchanges a signed assertion for a token, and reports it as a secret', async () => {
  const connection = await connect()
  const { text, error } = await collect(client.chat(connection, callOf({ model: 'gemini-x' })))
  expect([text, error]).toEqual(['ok', null])
  const form = new URLSearchParams(minted()[0]?.body)
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
  const [header, claims, signature] = (form.get('assertion') ?? '').split('.')
  expect(decode(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-id-1' })
  const { iat, exp, ...rest } = decode(claims)
  expect(rest).toEqual({
    iss: 'patchbay@project-1.iam.gserviceaccount.com',
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    aud: 'https://oauth2.googleapis.com/token',
  })
  expect([exp - iat, Math.abs(iat - Date.now() / 1_000) < 5]).toEqual([3_600, true])
  const signed = Buffer.from(`${header}.${claims}`)
  expect(verify('RSA-SHA256', signed, SERVICE_ACCOUNT_PUBLIC_KEY, Buffer.from(signature ?? '', 'base64url'))).toBe(true)
  expect(requests().map(({ url, headers }) => [url, headers.authorization])).toEqual([
    [`${PATH}/chat/completions`, 'Bearer token-1'],
  ])
  expect(JSON.parse(requests()[0]?.body ?? '').model).toBe('google/gemini-x')
  expect(connection.secrets).toEqual([expect.stringContaining('PRIVATE KEY'), 'token-1'])
})

test('caches a token for parallel and later calls, and renews it shortly before it expires', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const connection = await connect()
  const request = () => collect(client.chat(connection, callOf()))
  await Promise.all([request(), request(), request()])
  expect(minted()).toHaveLength(1)
  vi.setSystemTime(Date.now() + 3_400_000)
  await request()
  expect(minted()).toHaveLength(1)
  vi.setSystemTime(Date.now() + 100_000)
  await request()
  expect([minted().length, requests().at(-1)?.headers.authorization]).toEqual([2, 'Bearer token-2'])
})

test('does not share a token between keys', async () => {
  const connection = await connect()
  await collect(client.chat(connection, callOf()))
  const other = {
    ...connection,
    apiKey: serviceAccountFile({ client_email: 'other@project-1.iam.gserviceaccount.com' }),
  }
  await collect(client.chat(other, callOf()))
  expect(minted()).toHaveLength(2)
})

test('renews a rejected cached token once', async () => {
  let validTokens = ['token-1']
  const connection = await connect({
    answer: (request, response) =>
      validTokens.some((token) => request.headers.authorization === `Bearer ${token}`)
        ? chat(request, response)
        : sendJson(response, 401, { error: { message: 'Expired' } }),
  })
  const request = () => collect(client.chat(connection, callOf()))
  await request()
  validTokens = ['token-2']
  expect((await request()).text).toBe('ok')
  expect([minted().length, requests().length]).toEqual([2, 3])
  validTokens = []
  expect([(await request()).error?.code, minted().length, requests().length]).toEqual(['MODEL_UNAUTHORIZED', 3, 5])
})

test('does not wait for a missing token when stopped', async () => {
  server = await startWireServer(() => {})
  const fetch = answerFor({ 'https://oauth2.googleapis.com/token': '/token' }, server)
  const connection = { baseUrl: `${server.url}${PATH}`, apiKey: serviceAccountFile(), fields: FIELDS, fetch }
  const controller = new AbortController()
  const reading = collect(client.chat(connection, callOf({ signal: controller.signal })))
  await expect.poll(() => server?.requests.length).toBe(1)
  controller.abort()
  expect((await reading).error?.code).toBe('CANCELLED')
})

test.each([
  ['no JSON', 'sk-not-a-file', 'Paste the whole file'],
  ['another type', serviceAccountFile({ type: 'authorized_user' }), 'does not belong to a service account'],
  ['no key', serviceAccountFile({ private_key: undefined }), 'lacks'],
  ['a broken key', serviceAccountFile({ private_key: 'zebra' }), 'cannot be read'],
  [
    'another token address',
    serviceAccountFile({ token_uri: 'https://evil.example/token' }),
    'not an address of Google',
  ],
  [
    'a likely token address',
    serviceAccountFile({ token_uri: 'https://oauth2.googleapis.com.evil.tld/token' }),
    'not an address of Google',
  ],
])('rejects a file with %s before sending anything, without quoting it', async (_, apiKey, text) => {
  const connection = await connect({ apiKey })
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
  expect(error?.message).toContain(text)
  expect(`${error?.message}${error?.cause}`).not.toMatch(/sk-not-a-file|zebra|evil|BEGIN/)
})

test.each([
  [400, { error: 'invalid_grant', error_description: 'Invalid JWT: eyJhbGciOi' }, 'MODEL_UNAUTHORIZED'],
  [429, {}, 'MODEL_RATE_LIMITED'],
  [503, '<html>', 'MODEL_FAILED'],
  [200, { access_token: 'with\nline', expires_in: 1 }, 'MODEL_FAILED'],
  [200, { hello: 'zebra' }, 'MODEL_FAILED'],
])('reports a token endpoint that responds %i %j as %s', async (status, body, code) => {
  server = await startWireServer((_, response) => sendJson(response, status, body))
  const fetch = answerFor({ 'https://oauth2.googleapis.com/token': '/token' }, server)
  const connection = { baseUrl: `${server.url}${PATH}`, apiKey: serviceAccountFile(), fields: FIELDS, fetch }
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server.requests.map(({ url }: WireRequest) => url)]).toEqual([code, ['/token']])
  expect(`${error?.message}${error?.cause}`).not.toMatch(/eyJ|zebra|with/)
  if (status === 400) expect(error?.message).toContain('invalid_grant')
})

test.each(['evil.tld/x', 'a@evil', 'a.b', 'a/b', ''.padEnd(41, 'a')])(
  'rejects %j as project or location',
  async (value) => {
    for (const name of ['project', 'location']) {
      const connection = await connect({ fields: { ...FIELDS, [name]: value } })
      const { error } = await collect(client.chat(connection, callOf()))
      expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
      await server?.close()
    }
  },
)

test('uses the host without a prefix for the location global', async () => {
  const connection = await connect({ fields: { ...FIELDS, location: 'global' } })
  const hosts: string[] = []
  const fetch: typeof connection.fetch = async (input, init) => {
    if (!String(input).includes('oauth2')) hosts.push(new URL(String(input)).host)
    return connection.fetch(
      String(input).replace(/^https:\/\/[a-z-]*aiplatform\.googleapis\.com/, server?.url ?? ''),
      init,
    )
  }
  const baseUrl = 'https://global-aiplatform.googleapis.com/v1/projects/project-1/locations/global/endpoints/openapi'
  const { text } = await collect(client.chat({ ...connection, baseUrl, fetch }, callOf()))
  expect([text, hosts]).toEqual(['ok', ['aiplatform.googleapis.com']])
})

test("lists Google's models by ability, and named partner models", async () => {
  const name = (id: string) => ({ name: `publishers/google/models/${id}` })
  const connection = await connect({
    fields: { ...FIELDS, models: 'meta/llama-x-maas' },
    answer: (_, response) =>
      sendJson(response, 200, {
        publisherModels: ['gemini-x-flash', 'gemini-x-flash-image', 'text-embedding-005', 'imagen-4'].map(name),
      }),
  })
  expect(await client.listModels(connection, AbortSignal.timeout(2_000))).toEqual([
    { id: 'google/gemini-x-flash', label: 'gemini-x-flash', ability: 'chat' },
    { id: 'text-embedding-005', label: 'text-embedding-005', ability: 'embed' },
    { id: 'meta/llama-x-maas', label: 'meta/llama-x-maas', ability: 'chat' },
  ])
})

test('embeds through the predict endpoint, one text at a time for Gemini', async () => {
  const connection = await connect({
    answer: (request, response) =>
      sendJson(response, 200, {
        predictions: JSON.parse(request.body).instances.map(({ content }: { content: string }) => ({
          embeddings: { values: [content.length], statistics: { token_count: 2, truncated: false } },
        })),
      }),
  })
  const signal = AbortSignal.timeout(2_000)
  const call = { texts: ['a', 'bb'], use: 'query' as const, signal }
  const embedded = await client.embed?.(connection, { ...call, model: 'text-embedding-005' })
  expect(embedded).toEqual({
    vectors: [Float32Array.of(1), Float32Array.of(2)],
    usage: { inputTokens: 4, outputTokens: 0 },
  })
  expect([requests()[0]?.url, JSON.parse(requests()[0]?.body ?? '').instances[0]]).toEqual([
    '/v1/projects/project-1/locations/europe-west4/publishers/google/models/text-embedding-005:predict',
    { content: 'a', task_type: 'RETRIEVAL_QUERY' },
  ])
  await client.embed?.(connection, { ...call, model: 'gemini-embedding-001' })
  expect(requests()).toHaveLength(3)
})
