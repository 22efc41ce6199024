import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { chooseParser } from '@/lib/services/app-files/document-parser'
import { type ServedApp, serveApp } from '../testing/served-app'

/** A complete image with one pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const TEXT = 'The kettle boils at ninety degrees on the mountain.'
const PAGE = { origin: 'https://shop.example' }

function seeing(connection: string): Graph {
  const graph = chatApp(
    [{ id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }],
    ['in.message -> m.prompt', 'in.images -> m.images', 'in.documents -> m.documents', 'm.text -> out.text'],
  )
  const taking = { images: true, documents: true }
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: taking } : node)) }
}

let served: ServedApp
let entry: URL
beforeAll(async () => {
  entry = await bundleEntry('lib/rag/parse/worker.entry.ts')
  chooseParser(entry)
  served = await serveApp('eyes', seeing)
}, 180_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(async () => {
  await served.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})

type Headers = Record<string, string>
const call = (path: string, body: object, headers: Headers = served.app.bearer) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const send = (path: string, form: FormData, headers: Headers = served.app.bearer) =>
  fetch(`${served.url}${path}`, { method: 'POST', body: form, headers })
const picture = () => new File([Uint8Array.from(Buffer.from(PNG, 'base64'))], 'dot.png', { type: 'image/png' })
const paper = () => new File([TEXT], 'kettle.txt', { type: 'text/plain' })

/** The last complete request to the model. */
const seen = () => JSON.stringify(served.modelCalls.at(-1) ?? null)

async function uploadToDify(file: File, user = 'user-1') {
  const form = new FormData()
  form.set('file', file)
  form.set('user', user)
  const response = await send('/v1/files/upload', form)
  return { status: response.status, body: await response.json() }
}
const request = (files: object[], user = 'user-1') =>
  call('/v1/chat-messages', { inputs: {}, query: 'What is this?', user, response_mode: 'blocking', files })
const local = (type: string, id: string) => ({ type, transfer_method: 'local_file', upload_file_id: id })

test('Dify: uploads a file, references it in a message, and passes it to the model; parameters list supported files', async () => {
  const image = await uploadToDify(picture())
  expect(image).toMatchObject({ status: 201, body: { name: 'dot.png', extension: 'png', mime_type: 'image/png' } })
  const document = await uploadToDify(paper())
  const answered = await request([local('image', image.body.id), local('document', document.body.id)])
  expect([answered.status, (await answered.json()).event]).toEqual([200, 'message'])
  expect(seen()).toContain(PNG)
  expect(seen()).toContain('boils at ninety degrees')
  const { conversation_id } = await (await request([local('image', image.body.id)])).json()
  const listed = `${served.url}/v1/messages?user=user-1&conversation_id=${conversation_id}`
  const { data } = await (await fetch(listed, { headers: served.app.bearer })).json()
  expect(data[0].message_files).toMatchObject([{ id: image.body.id, type: 'image', belongs_to: 'user' }])
  const preview = (user: string) =>
    fetch(`${served.url}/v1/files/${image.body.id}/preview?user=${user}`, { headers: served.app.bearer })
  const [mine, theirs] = [await preview('user-1'), await preview('user-2')]
  expect([mine.status, mine.headers.get('content-type'), theirs.status]).toEqual([200, 'image/png', 404])
  const parameters = await (await fetch(`${served.url}/v1/parameters`, { headers: served.app.bearer })).json()
  expect(parameters).toMatchObject({
    file_upload: { enabled: true, allowed_file_types: ['image', 'document'], transfer_methods: ['local_file'] },
    system_parameters: { file_size_limit: 25, image_file_size_limit: 10 },
  })
})

test('Dify: finds no files of another user, fetches no URLs, rejects non-images', async () => {
  const { body } = await uploadToDify(picture())
  expect((await request([local('image', body.id)], 'user-2')).status).toBe(404)
  const remote = { type: 'image', transfer_method: 'remote_url', url: 'http://169.254.169.254/' }
  const rejected = await request([remote])
  expect([rejected.status, (await rejected.json()).message]).toEqual([400, expect.stringContaining('not fetched')])
  expect((await uploadToDify(new File(['MZ\u0000\u0001'], 'dot.png', { type: 'image/png' }))).status).toBe(415)
  expect((await uploadToDify(picture(), '')).status).toBe(400)
  expect(served.modelCalls).toEqual([])
})

const predict = (body: object, headers?: Headers) => call('/api/v1/prediction/eyes', body, headers)
const upload = (data: string, overrides: object = {}) => ({
  data,
  type: 'file',
  name: 'dot.png',
  mime: 'image/png',
  ...overrides,
})

test('OpenAI: lists the files of its message in a response', async () => {
  const url = `data:image/png;base64,${PNG}`
  const content = [
    { type: 'input_text', text: 'What is this?' },
    { type: 'input_image', image_url: url },
    { type: 'input_file', filename: 'kettle.txt', file_data: Buffer.from(TEXT).toString('base64') },
  ]
  const response = await call('/api/openai/v1/responses', { model: 'eyes', input: [{ role: 'user', content }] })
  const { id } = await response.json()
  const items = await fetch(`${served.url}/api/openai/v1/responses/${id}/input_items`, { headers: served.app.bearer })
  expect((await items.json()).data).toMatchObject([
    {
      role: 'user',
      content: [
        { type: 'input_image', file_id: expect.any(String) },
        { type: 'input_file', filename: 'kettle.txt', file_id: expect.any(String) },
        { type: 'input_text', text: 'What is this?' },
      ],
    },
  ])
})

test('Flowise: passes images from `uploads` and documents from the attachments endpoint to the model', async () => {
  const form = new FormData()
  form.append('files', paper())
  form.append('chatId', 'chat-1')
  const attached = await (await send('/api/v1/attachments/eyes/chat-1', form)).json()
  expect(attached).toMatchObject([{ name: 'kettle.txt', mimeType: 'text/plain', content: expect.any(String) }])
  const complete = upload(attached[0].content, { type: 'file:full', name: 'kettle.txt', mime: 'text/plain' })
  const uploads = [upload(`data:image/png;base64,${PNG}`), complete]
  const answered = await predict({ question: 'What is this?', chatId: 'chat-1', uploads })
  expect([answered.status, await answered.json()]).toMatchObject([200, { chatId: 'chat-1' }])
  expect(seen()).toContain(PNG)
  expect(seen()).toContain('boils at ninety degrees')
  const text = `data:text/plain;base64,${Buffer.from(TEXT).toString('base64')}`
  await predict({ question: 'And this?', uploads: [upload(text, { type: 'file:full', name: 'kettle.txt' })] })
  expect(seen()).toContain('boils at ninety degrees')
})

test('Flowise: reports the allowed files to its widget, and accepts them without a key for its own chat only', async () => {
  const config = await (await fetch(`${served.url}/api/v1/public-chatbotConfig/eyes`, { headers: PAGE })).json()
  expect(config).toMatchObject({ uploads: { isImageUploadAllowed: true }, fullFileUpload: { status: true } })
  const [mine, another] = [crypto.randomUUID(), crypto.randomUUID()]
  const form = new FormData()
  form.append('files', paper())
  const response = await send(`/api/v1/attachments/eyes/${mine}`, form, PAGE)
  const [{ content }] = await response.json()
  const body = (chatId: string) => ({
    question: 'What is this?',
    chatId,
    uploads: [upload(content, { type: 'file:full', name: 'kettle.txt' })],
  })
  expect((await predict(body(another), PAGE)).status).toBe(404)
  expect((await predict(body(mine), PAGE)).status).toBe(200)
  expect((await send('/api/v1/attachments/eyes/guessable', form, PAGE)).status).toBe(400)
})

test('Flowise: accepts a question as a form with files, and ignores unknown fields', async () => {
  const form = new FormData()
  for (const file of [picture(), paper()]) form.append('files', file)
  const fields = { question: 'What is this?', chatId: 'form-1', overrideConfig: '{"sessionId":"form-1"}' }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const answered = await send('/api/v1/prediction/eyes', form)
  expect([answered.status, await answered.json()]).toMatchObject([200, { chatId: 'form-1' }])
  expect(seen()).toContain(PNG)
  expect(seen()).toContain('boils at ninety degrees')
  const callsBefore = served.modelCalls.length
  const rejected: [string, string | File][] = [
    ['overrideConfig', '{'],
    ['image', picture()],
  ]
  for (const [name, value] of rejected) {
    const formWithUnknownField = new FormData()
    formWithUnknownField.append('question', 'x')
    formWithUnknownField.append(name, value)
    expect((await send('/api/v1/prediction/eyes', formWithUnknownField)).status, name).toBe(400)
  }
  const executable = new FormData()
  executable.append('question', 'x')
  executable.append('files', new File(['MZ\u0000\u0001'], 'tool.exe'))
  expect((await send('/api/v1/prediction/eyes', executable)).status).toBe(415)
  expect(served.modelCalls).toHaveLength(callsBefore)
  // Settings supported by Flowise have no effect, and are named.
  for (const [name, value, ignored] of [
    ['overrideConfig', '{"systemMessage":"obey"}', 'overrideConfig.systemMessage'],
    ['returnSourceDocuments', 'true', 'returnSourceDocuments'],
  ] as const) {
    const extra = new FormData()
    extra.append('question', 'x')
    extra.append(name, value)
    const sent = await send('/api/v1/prediction/eyes', extra)
    expect([sent.status, sent.headers.get('x-patchbay-ignored')]).toEqual([200, ignored])
  }
  expect(seen()).not.toContain('obey')
})

test('Flowise: shows an image again only in its own chat on listed pages', async () => {
  const mine = crypto.randomUUID()
  const name = `dot-${mine}.png`
  const uploads = [upload(`data:image/png;base64,${PNG}`, { name })]
  expect((await predict({ question: 'What is this?', chatId: mine, uploads }, PAGE)).status).toBe(200)
  const requestImage = (chatId: string, headers: Headers) =>
    fetch(`${served.url}/api/v1/get-upload-file?chatflowId=eyes&chatId=${chatId}&fileName=${name}`, { headers })
  // Browsers request images of a page without Origin.
  const secondResponse = await requestImage(mine, { referer: `${PAGE.origin}/` })
  expect([secondResponse.status, secondResponse.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(secondResponse.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(secondResponse.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(Buffer.from(await secondResponse.arrayBuffer()).toString('base64')).toBe(PNG)
  expect((await requestImage(crypto.randomUUID(), { referer: `${PAGE.origin}/` })).status).toBe(404)
  expect((await requestImage('guessable', { referer: `${PAGE.origin}/` })).status).toBe(400)
  expect((await requestImage(mine, { referer: 'https://evil.example/' })).status).toBe(401)
  expect((await requestImage(mine, {})).status).toBe(401)
})

test.each([
  ['an address', { uploads: [upload('https://169.254.169.254/dot.png')] }],
  ['an address by its type', { uploads: [upload('https://shop.example/a.png', { type: 'url' })] }],
  ['a recording', { uploads: [upload('data:audio/wav;base64,AAAA', { type: 'audio', mime: 'audio/wav' })] }],
  ['a non-image', { uploads: [upload('data:image/png;base64,AAAA')] }],
])('Flowise: rejects %s without calling the model', async (_, body) => {
  expect([400, 415]).toContain((await predict({ question: 'What is this?', ...body })).status)
  expect(served.modelCalls).toEqual([])
})
