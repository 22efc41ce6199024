import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import { eq } from 'drizzle-orm'
import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { appFiles } from '@/lib/db/schema/app-files'
import { readFile } from '@/lib/files/store'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { pruneRuns } from '@/lib/runs/maintenance/prune-runs'
import { allOf } from '../testing/all-of'
import { type ServedApp, serveApp } from '../testing/served-app'
import { postJson } from './__fixtures__/test-public-api'

/** A complete image with one pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const DATA_URL = `data:image/png;base64,${PNG}`
const BASE = '/api/v1/apps/eyes'

function seeing(connection: string): Graph {
  const graph = chatApp(
    [{ id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }],
    ['in.message -> m.prompt', 'in.images -> m.images', 'm.text -> out.text'],
  )
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { images: true } } : node))
  return { ...graph, nodes }
}

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('eyes', seeing)
}, 60_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(() => served.close())

type Headers = Record<string, string>
const as = (endUser: string): Headers => ({ 'patchbay-end-user': endUser })
const call = (method: string, path: string, headers: Headers = {}) =>
  served.app.router.request(`${BASE}${path}`, { method, headers: { ...served.app.bearer, ...headers } })
const run = (inputs: object, headers: Headers = {}) =>
  served.app.router.request(`${BASE}/runs`, postJson({ inputs }, { ...served.app.bearer, ...headers }))

async function upload(content: BlobPart, headers: Headers = {}, [name, type] = ['dot.png', 'image/png']) {
  const form = new FormData()
  form.set('file', new File([content], name ?? '', { type: type ?? '' }))
  // As bytes: Node's own form reader fails when the other side stops reading.
  const fullResponse = new Response(form)
  return served.app.router.request(`${BASE}/files`, {
    method: 'POST',
    body: await fullResponse.arrayBuffer(),
    headers: { ...served.app.bearer, ...headers, 'content-type': fullResponse.headers.get('content-type') ?? '' },
  })
}
const picture = () => Uint8Array.from(Buffer.from(PNG, 'base64'))
const dot = async (headers: Headers = {}) => (await upload(picture(), headers)).json()

/** The last content that the model received. */
const seen = () => JSON.stringify(served.modelCalls.at(-1)?.at(-1)?.content ?? null)

test('accepts an uploaded image by id and passes it to the model', async () => {
  const file = await dot()
  expect(file).toMatchObject({ name: 'dot.png', mediaType: 'image/png', endUser: null })
  const answer = await (await run({ message: 'What is it?', images: [file.id] })).json()
  expect(answer).toMatchObject({ status: 'succeeded', answer: 'You said: a picture' })
  expect(seen()).toContain(DATA_URL)
  expect(seen()).toContain('What is it?')
  // The stored run references the image without containing it.
  const events = await (await call('GET', `/runs/${answer.runId}/events`)).text()
  expect(events).not.toContain(PNG)
  expect((await (await run({ message: 'Only text' })).json()).answer).toBe('You said: Only text')
})

test('lists, describes, downloads and deletes a file, never in a form that a browser would run', async () => {
  const { id } = await dot()
  expect((await dot()).id).toBe(id)
  expect((await (await call('GET', '/files')).json()).files.map((file: { id: string }) => file.id)).toContain(id)
  expect((await (await call('GET', `/files/${id}`)).json()).id).toBe(id)
  const content = await call('GET', `/files/${id}/content`)
  expect(Buffer.from(await content.arrayBuffer()).toString('base64')).toBe(PNG)
  expect(content.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(content.headers.get('x-content-type-options')).toBe('nosniff')
  expect(content.headers.get('content-security-policy')).toContain('sandbox')
  expect((await call('DELETE', `/files/${id}`)).status).toBe(204)
  expect((await call('GET', `/files/${id}`)).status).toBe(404)
  await expect(readFile(served.app.person.workspaceId, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await run({ message: 'x', images: [id] })).status).toBe(404)
})

test('accepts images in chat completions and responses of OpenAI clients', async () => {
  const client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 })
  const completion = await client.chat.completions.create({
    model: 'eyes',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: DATA_URL } },
        ],
      },
    ],
  })
  expect(completion.choices[0]?.message.content).toBe('You said: a picture')
  expect(seen()).toContain(DATA_URL)
  const request = () =>
    client.responses.create(
      {
        model: 'eyes',
        input: [
          {
            role: 'user',
            content: [
              { type: 'input_text', text: 'Look' },
              { type: 'input_image', image_url: DATA_URL, detail: 'auto' },
            ],
          },
        ],
      },
      { headers: { 'idempotency-key': 'look' } },
    )
  const [first, second] = [await request(), await request()]
  expect([first.output_text, second.id]).toEqual(['You said: a picture', first.id])
})

test("accepts images as file parts of useChat's transport", async () => {
  const api = `${served.url}${BASE}/ai-sdk`
  const transport = new DefaultChatTransport<UIMessage>({ api, headers: served.app.bearer })
  const parts: UIMessage['parts'] = [
    { type: 'file', mediaType: 'image/png', url: DATA_URL },
    { type: 'text', text: 'Look' },
  ]
  const messages: UIMessage[] = [{ id: '1', role: 'user', parts }]
  const options = { chatId: 'c', messages, messageId: undefined, abortSignal: undefined }
  const stream = await transport.sendMessages({ ...options, trigger: 'submit-message' })
  expect(JSON.stringify((await allOf(readUIMessageStream({ stream }))).at(-1))).toContain('a picture')
  expect(seen()).toContain(DATA_URL)
})

test('rejects files of another end user, app or workspace, and URLs, as images', async () => {
  const ann = await dot(as('ann'))
  const tries = [
    await call('GET', `/files/${ann.id}`, as('bob')),
    await call('GET', `/files/${ann.id}/content`, as('bob')),
    await call('DELETE', `/files/${ann.id}`, as('bob')),
    await run({ message: 'x', images: [ann.id] }, as('bob')),
    await run({ message: 'x', images: [newId()] }),
    await call('GET', '/files/..%2Fsecret'),
    await call('GET', '/files/__proto__/content'),
  ]
  expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 404))
  // The same bytes of another end user are another file.
  expect((await dot(as('bob'))).id).not.toBe(ann.id)
  // A row moved to another workspace is found neither at the start nor by the step.
  const files = served.app.studio.system.db
  const theirs = await served.app.studio.signUp('owner')
  const { id } = await dot(as('carol'))
  await files.update(appFiles).set({ workspaceId: theirs.workspaceId }).where(eq(appFiles.id, id))
  expect((await run({ message: 'x', images: [id] })).status).toBe(404)
  const urls = [
    'https://evil.example/a.png',
    'file:///etc/passwd',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/png,x',
  ]
  for (const url of urls) {
    const content = [{ type: 'image_url', image_url: { url } }]
    const body = { model: 'eyes', messages: [{ role: 'user', content }] }
    const rejected = await served.app.router.request(
      '/api/openai/v1/chat/completions',
      postJson(body, served.app.bearer),
    )
    expect([400, 415]).toContain(rejected.status)
  }
  for (const images of ['x', [1], [{ fileId: ann.id }], Array.from({ length: 11 }, () => newId())])
    expect((await run({ message: 'x', images })).status).toBe(400)
  expect(served.modelCalls).toEqual([])
})

test('rejects non-images, large files and requests without a form', async () => {
  const status = async (response: Response | Promise<Response>) => (await response).status
  expect(await status(upload('<svg onload="alert(1)"/>', {}, ['a.svg', 'image/svg+xml']))).toBe(415)
  expect(await status(upload('<!doctype html>', {}, ['a.png', 'image/png']))).toBe(415)
  expect(await status(upload(new Uint8Array(11 * 1024 * 1024)))).toBe(413)
  expect(await status(upload(picture(), {}, ['../../x\0.png', 'image/png']))).toBe(201)
  const path = `${BASE}/files`
  expect(await status(served.app.router.request(path, postJson({}, served.app.bearer)))).toBe(415)
  const form = new FormData()
  form.set('other', 'x')
  expect(
    await status(served.app.router.request(path, { method: 'POST', body: form, headers: served.app.bearer })),
  ).toBe(400)
})

test("deletes files at the end of the workspace's retention", async () => {
  const { id } = await dot(as('old'))
  await served.app.request('PUT', '/api/studio/workspace/retention', { days: 1 })
  await pruneRuns(served.app.studio.system, Date.now() + 3 * 24 * 60 * 60 * 1_000)
  expect((await call('GET', `/files/${id}`)).status).toBe(404)
  await expect(readFile(served.app.person.workspaceId, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('returns the first run for a message with an image repeated under its idempotency key', async () => {
  const body = (text: string, url = DATA_URL) => ({
    model: 'eyes',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ],
  })
  const headers = { ...served.app.bearer, 'idempotency-key': 'picture-1' }
  const send = (message: object) =>
    served.app.router.request('/api/openai/v1/chat/completions', postJson(message, headers))
  const [first, secondResponse] = [await send(body('What is it?')), await send(body('What is it?'))]
  expect([first.status, secondResponse.status, secondResponse.headers.get('idempotency-replayed')]).toEqual([
    200,
    200,
    'true',
  ])
  expect((await secondResponse.json()).id).toBe((await first.json()).id)
  expect(served.modelCalls).toHaveLength(1)
  const withoutPicture = { model: 'eyes', messages: [{ role: 'user', content: 'What is it?' }] }
  expect((await send(withoutPicture)).status).toBe(409)
})
