import { afterEach, expect, test } from 'vitest'
import { callOf, collect } from '../testing/collect'
import { sendJson, startWireServer, type WireServer } from '../testing/wire-server'
import client from './client'

let server: WireServer | undefined
afterEach(() => server?.close())

async function connect(
  answer: Parameters<typeof startWireServer>[0],
  fields: Record<string, string> = { shape: 'score' },
) {
  server = await startWireServer(answer)
  return { baseUrl: `${server.url}/score`, apiKey: 'key-1', fields, fetch: server.egress.fetch }
}
const signal = AbortSignal.timeout(5_000)

test("uses the catalog's format: the conversation as input, one answer as output", async () => {
  const connection = await connect((_, response) => sendJson(response, 200, { output: 'Hello.' }), {
    shape: 'score',
    deployment: 'blue',
  })
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi' },
  ]
  const { chunks, error } = await collect(
    client.chat(connection, callOf({ messages, temperature: 0.2, maxOutputTokens: 50 })),
  )
  expect([error, chunks]).toEqual([
    null,
    [
      { type: 'text', text: 'Hello.' },
      { type: 'finish', reason: 'stop' },
    ],
  ])
  const [request] = server?.requests ?? []
  expect(request).toMatchObject({
    url: '/score',
    headers: { authorization: 'Bearer key-1', 'azureml-model-deployment': 'blue' },
  })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    input_data: { input_string: messages, parameters: { temperature: 0.2, max_new_tokens: 50 } },
  })
})

test.each<[string, unknown, string | null]>([
  ['a list with one answer', [{ output: 'Hello.' }], null],
  ['the format of another script', { predictions: [1] }, 'MODEL_FAILED'],
])('accepts an answer or reports an unknown format: %s', async (_, body, code) => {
  const connection = await connect((__, response) => sendJson(response, 200, body))
  const { error } = await collect(client.chat(connection, callOf()))
  expect(error?.code ?? null).toBe(code)
})

test.each<[number, string | null]>([
  [200, null],
  [424, null],
  [401, 'MODEL_UNAUTHORIZED'],
  [404, 'MODEL_MISSING'],
  [503, 'MODEL_FAILED'],
])('tests a scoring script with an empty request: %i', async (status, code) => {
  const connection = await connect((_, response) => sendJson(response, status, { message: 'input_data is missing' }))
  const outcome = await client.listModels(connection, signal).then(
    (models) => models.map(({ id }) => id),
    (failure: { code: string }) => failure.code,
  )
  expect(outcome).toEqual(code ?? ['default'])
})

test.each(['a/b', 'a.b', 'a@b', 'blue\r\nx-evil: 1'])('rejects the deployment %j', async (deployment) => {
  const connection = await connect(() => {}, { deployment })
  const { error } = await collect(client.chat(connection, callOf()))
  expect([error?.code, server?.requests.length]).toEqual(['INVALID_INPUT', 0])
})
