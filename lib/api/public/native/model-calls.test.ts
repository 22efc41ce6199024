import { expect, test } from 'vitest'
import { OTHER_SECRET, SECRET } from '../__fixtures__/memory-backend'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

const PREDICT = '/api/v1/models/triage/predict'
const CHAT = '/api/openai/v1/chat/completions'
const limits = { perAddressPerMinute: 1_000, perKeyPerMinute: 1_000 }
const chat = (extra: object = {}, secret = SECRET) =>
  postJson({ model: 'models/tuned', messages: [{ role: 'user', content: 'hi' }], ...extra }, bearer(secret))

test('returns the classes of one text or several, ten at most, to an authorized key', async () => {
  const { router, backend } = testPublicApi({ limits })
  const one = await (await router.request(PREDICT, postJson({ text: 'hi', user: 'u1' }, bearer(SECRET)))).json()
  expect(one).toMatchObject({ model: 'triage', version: 2, predictions: [{ label: 'c0', probability: 0.9 }] })
  expect(one.predictions[0].probabilities).toHaveLength(10)
  const severalResults = await (await router.request(PREDICT, postJson({ texts: ['a', 'b'] }, bearer(SECRET)))).json()
  expect(severalResults.predictions).toHaveLength(2)
  expect(backend.predicted).toEqual([
    { texts: ['hi'], endUser: 'u1' },
    { texts: ['a', 'b'], endUser: null },
  ])
})

test('hides a model from other keys', async () => {
  const { router, backend } = testPublicApi({ limits })
  const read = async (path: string, headers: Record<string, string>) => {
    const response = await router.request(path, postJson({ text: 'hi' }, headers))
    const { error } = await response.json()
    return [response.status, error.code, error.message]
  }
  const unknown = [401, 'UNAUTHENTICATED', expect.stringContaining('API key is missing or invalid')]
  expect(await read(PREDICT, {})).toEqual(unknown)
  expect(await read(PREDICT, { 'x-api-key': SECRET })).toEqual(unknown)
  const missing = await read('/api/v1/models/no-such/predict', bearer(SECRET))
  expect(missing).toEqual([404, 'NOT_FOUND', 'Not found.'])
  expect(await read(PREDICT, bearer(OTHER_SECRET))).toEqual(missing)
  expect(await read('/api/v1/models/..%2F..%2Fsecrets/predict', bearer(SECRET))).toEqual(missing)
  for (const model of backend.models) model.workspaceId = 'workspace-2'
  expect(await read(PREDICT, bearer(SECRET))).toEqual(missing)
  expect(backend.predicted).toEqual([])
})

test('validates bodies strictly without prototype pollution', async () => {
  const { router, backend } = testPublicApi({ limits })
  const bodies = [
    '{}',
    '{"text":""}',
    '{"text":"  "}',
    '{"text":"a","texts":["b"]}',
    '{"texts":[]}',
    `{"texts":${JSON.stringify(Array(101).fill('a'))}}`,
    '{"text":{"$ne":null}}',
    '{"text":"a","version":2}',
    '{"text":"a","threshold":0}',
    '{"text":"a","connectionId":"x"}',
    '{"text":"a","__proto__":{"polluted":1}}',
    '{"text":"a","constructor":{"prototype":{"polluted":1}}}',
    '[]',
    'nonsense',
    `{"text":"${'x'.repeat(20_001)}"}`,
  ]
  for (const body of bodies) {
    const headers = { 'content-type': 'application/json', ...bearer(SECRET) }
    expect([body.slice(0, 40), (await router.request(PREDICT, { method: 'POST', body, headers })).status]).toEqual([
      body.slice(0, 40),
      400,
    ])
  }
  const large = postJson({ texts: Array(60).fill('x'.repeat(19_000)) }, bearer(SECRET))
  expect((await router.request(PREDICT, large)).status).toBe(413)
  const form = {
    method: 'POST',
    body: 'text=a',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...bearer(SECRET) },
  }
  expect((await router.request(PREDICT, form)).status).toBe(415)
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
  expect(backend.predicted).toEqual([])
})

test('limits a model independently of the calling key', async () => {
  const { router } = testPublicApi({ limits: { ...limits, perAppPerMinute: 2 } })
  const statuses = []
  for (let count = 0; count < 3; count += 1)
    statuses.push((await router.request(PREDICT, postJson({ text: 'hi' }, bearer(SECRET)))).status)
  expect(statuses).toEqual([200, 200, 429])
})

test("chats with a tuned model like OpenAI's, with the caller's own instructions", async () => {
  const { router, backend } = testPublicApi({ limits })
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'hi' },
  ]
  const complete = await (await router.request(CHAT, chat({ messages }))).json()
  expect(complete).toMatchObject({
    model: 'models/tuned',
    choices: [{ message: { role: 'assistant', content: 'Hi there' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 4, completion_tokens: 2 },
  })
  expect(backend.chats[0]).toEqual(messages)
  const stream = await (
    await router.request(CHAT, chat({ stream: true, stream_options: { include_usage: true } }))
  ).text()
  const data = stream
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice(6))
  expect(data.at(-1)).toBe('[DONE]')
  const texts = data.slice(0, -1).map((line) => JSON.parse(line).choices[0]?.delta.content ?? '')
  expect(texts.join('')).toBe('Hi there')
  expect(JSON.parse(data.at(-2) ?? '')).toMatchObject({ usage: { total_tokens: 6 } })
})

test('excludes the output of a failed model from the answer after failover', async () => {
  const { router, backend } = testPublicApi({ limits })
  const output = (text: string) => ({ type: 'text' as const, text })
  let streamedPieces: string[] = ['Half ', 'an ']
  backend.chat = async function* () {
    for (const text of streamedPieces) yield output(text)
    yield { type: 'restart' }
    yield output('Whole')
    yield { type: 'finish', reason: 'stop' }
  }
  const complete = await (await router.request(CHAT, chat())).json()
  expect(complete.choices[0].message.content).toBe('Whole')
  // A stream cannot retract the text that it has already sent.
  const broken = await (await router.request(CHAT, chat({ stream: true }))).text()
  expect(broken).toContain('model_failed')
  expect(broken).not.toMatch(/Whole|DONE/)
  streamedPieces = []
  const started = await (await router.request(CHAT, chat({ stream: true }))).text()
  expect(started).toMatch(/Whole.*DONE/s)
})

test("limits a key to its own models in the OpenAI-compatible API, and names a classifier's endpoint", async () => {
  const { router, backend } = testPublicApi({ limits })
  const status = async (request: RequestInit) => (await router.request(CHAT, request)).status
  expect(await status(chat({}, OTHER_SECRET))).toBe(404)
  expect(await status(chat({ model: 'models/none' }))).toBe(404)
  expect(await status(chat({ model: 'models/' }))).toBe(404)
  expect(await status(chat({ model: 'tuned' }))).toBe(404)
  expect(await status(chat({ tools: [{ type: 'function' }] }))).toBe(400)
  const wrongModel = await (await router.request(CHAT, chat({ model: 'models/triage' }))).json()
  expect(wrongModel.error.message).toContain('/api/v1/models/triage/predict')
  expect(backend.chats).toEqual([])
  const list = async (secret: string) => {
    const { data } = await (await router.request('/api/openai/v1/models', { headers: bearer(secret) })).json()
    return data.map((model: { id: string }) => model.id)
  }
  expect(await list(SECRET)).toEqual(['help-desk', 'models/tuned'])
  expect(await list(OTHER_SECRET)).toEqual([])
})

test('documents the address and schemas of a model', async () => {
  const { router } = testPublicApi({ limits })
  const readOpenApi = async (name: string) =>
    (await router.request(`/api/v1/models/${name}/openapi.json`, { headers: bearer(SECRET) })).json()
  expect(await readOpenApi('triage')).toMatchObject({
    servers: [{ url: 'http://patchbay.test/api/v1/models/triage' }],
    paths: { '/predict': { post: { operationId: 'predict' } } },
  })
  expect((await readOpenApi('tuned')).servers).toEqual([{ url: 'http://patchbay.test/api/openai/v1' }])
})
