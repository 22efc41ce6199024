import { rm } from 'node:fs/promises'
import path from 'node:path'
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { writeTestPdf } from '@/lib/rag/parse/pdf/write-test-pdf'
import { chooseParser } from '@/lib/services/app-files/document-parser'
import { allOf } from '../testing/all-of'
import { publishWith, type ServedApp, serveApp } from '../testing/served-app'
import { postJson } from './__fixtures__/test-public-api'

const PDF = writeTestPdf([[{ text: 'The rent is 900 euros.' }], [{ text: 'The notice period is three months.' }]])
const BASE = '/api/v1/apps/reader'

/** Passes the user's text to the model as instructions. */
function reading(connection: string): Graph {
  const graph = chatApp(
    [{ id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } }],
    ['in.message -> m.prompt', 'in.documents -> m.documents', 'm.text -> out.text', 'm.citations -> out.citations'],
  )
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { documents: true } } : node))
  return { ...graph, nodes }
}

let served: ServedApp
let entry: URL
let plain: Graph
beforeAll(async () => {
  entry = await bundleEntry('lib/rag/parse/worker.entry.ts')
  chooseParser(entry)
  served = await serveApp('reader', (connection) => {
    plain = reading(connection)
    return plain
  })
}, 180_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterAll(async () => {
  await served.close()
  await rm(path.dirname(entry.pathname), { recursive: true })
})

type Headers = Record<string, string>
const FileBody = z.looseObject({ id: z.string() })
const pdf = (bytes: BlobPart = Uint8Array.from(PDF), name = 'lease.pdf', type = 'application/pdf') =>
  new File([bytes], name, { type })

async function post(file: File, headers: Headers = {}, at = `${BASE}/files`) {
  const form = new FormData()
  form.set('file', file)
  const fullResponse = new Response(form)
  return served.app.router.request(at, {
    method: 'POST',
    body: await fullResponse.arrayBuffer(),
    headers: { ...served.app.bearer, ...headers, 'content-type': fullResponse.headers.get('content-type') ?? '' },
  })
}
const uploaded = async (headers: Headers = {}) => FileBody.parse(await (await post(pdf(), headers)).json())
const run = (inputs: object, headers: Headers = {}) =>
  served.app.router.request(`${BASE}/runs`, postJson({ inputs }, { ...served.app.bearer, ...headers }))
/** The last request of the model, as text. */
const sentMessages = () => JSON.stringify(served.modelCalls.at(-1) ?? null)

test('parses a document on upload, and gives the model its pages with numbers', async () => {
  const file = await uploaded()
  expect(file).toMatchObject({
    name: 'lease.pdf',
    mediaType: 'application/pdf',
    pages: 2,
    characters: expect.any(Number),
  })
  const answer = await (await run({ message: 'Cite [2]', documents: [file.id] })).json()
  expect(answer).toMatchObject({ status: 'succeeded', answer: 'You said: Cite [2]' })
  expect(answer.citations).toMatchObject([{ number: 2, documentName: 'lease.pdf', page: 2 }])
  expect(sentMessages()).toContain('The rent is 900 euros.')
  expect(sentMessages()).toContain('lease.pdf › page 2')
  // Without documents it is an ordinary chat without passages.
  await run({ message: 'Hello' })
  expect(sentMessages()).not.toContain('passage')
})

test('lets OpenAI clients upload, list, use and delete files', async () => {
  const client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 })
  const file = await client.files.create({ file: await toFile(PDF, 'lease.pdf'), purpose: 'user_data' })
  expect(file).toMatchObject({ object: 'file', filename: 'lease.pdf', bytes: PDF.length, purpose: 'user_data' })
  expect((await client.files.retrieve(file.id)).status).toBe('processed')
  const other = await client.files.create({ file: await toFile(Buffer.from('x'), 'x.txt'), purpose: 'assistants' })
  const names: string[] = []
  for await (const { filename } of await client.files.list({ purpose: 'user_data', limit: 1 })) names.push(filename)
  expect(names).toEqual(['lease.pdf'])
  expect(Buffer.from(await (await client.files.content(file.id)).arrayBuffer()).equals(Buffer.from(PDF))).toBe(true)
  const response = await client.responses.create({
    model: 'reader',
    user: 'ann',
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_file', file_id: file.id },
          { type: 'input_text', text: 'What is the rent?' },
        ],
      },
    ],
  })
  expect(response.output_text).toBe('You said: What is the rent?')
  expect(sentMessages()).toContain('900 euros')
  const data = `data:application/pdf;base64,${Buffer.from(PDF).toString('base64')}`
  const completion = await client.chat.completions.create({
    model: 'reader',
    messages: [
      {
        role: 'user',
        content: [
          { type: 'file', file: { file_data: data, filename: 'lease.pdf' } },
          { type: 'text', text: 'Read it' },
        ],
      },
      { role: 'assistant', content: 'Done.' },
      { role: 'user', content: 'And the notice period?' },
    ],
  })
  // A document stays available for later messages.
  expect(completion.choices[0]?.message.content).toBe('You said: And the notice period?')
  expect(sentMessages()).toContain('three months')
  for (const { id } of [file, other]) expect(await client.files.delete(id)).toMatchObject({ id, deleted: true })
  await expect(client.files.retrieve(file.id)).rejects.toMatchObject({ status: 404 })
  const rejected = client.files.create({ file: await toFile(PDF, 'a.pdf'), purpose: 'fine-tune' })
  await expect(rejected).rejects.toMatchObject({ status: 400 })
})

test("accepts documents as file parts of useChat's transport", async () => {
  const transport = new DefaultChatTransport<UIMessage>({
    api: `${served.url}${BASE}/ai-sdk`,
    headers: served.app.bearer,
  })
  const url = `data:text/plain;base64,${Buffer.from('The cellar is damp.').toString('base64')}`
  const parts: UIMessage['parts'] = [
    { type: 'file', mediaType: 'text/plain', filename: 'notes.txt', url },
    { type: 'text', text: 'Look' },
  ]
  const messages: UIMessage[] = [{ id: '1', role: 'user', parts }]
  const options = { chatId: 'd', messages, messageId: undefined, abortSignal: undefined }
  await allOf(readUIMessageStream({ stream: await transport.sendMessages({ ...options, trigger: 'submit-message' }) }))
  expect(sentMessages()).toContain('The cellar is damp.')
})

const Session = z.looseObject({ token: z.string(), sid: z.string() })
async function visitor(): Promise<Headers> {
  const response = await served.app.router.request('/embed/reader/session', {
    ...postJson({}, { origin: served.app.studio.system.appUrl }),
  })
  return { authorization: `Bearer ${Session.parse(await response.json()).token}` }
}

test('lets only a visitor attach their own documents and open the quoted passages', async () => {
  const [ann, bob] = [await visitor(), await visitor()]
  const sent = await post(pdf(), ann, '/embed/reader/files')
  expect(sent.status).toBe(201)
  const { id } = FileBody.parse(await sent.json())
  const ofKey = await served.app.router.request(`${BASE}/files?limit=200`, { headers: served.app.bearer })
  expect([ofKey.status, (await ofKey.text()).includes(id)]).toEqual([200, false])
  // A key that knows a visitor's file id, for example from a run, does not get the name that opens
  // their chats.
  const byId = await served.app.router.request(`${BASE}/files/${id}`, { headers: served.app.bearer })
  expect(await byId.json()).toMatchObject({ id, endUser: null })
  const sendMessage = async (headers: Headers) =>
    served.app.router.request(
      '/embed/reader/messages',
      postJson({ inputs: { message: 'Cite [1]', documents: [id] } }, headers),
    )
  const stream = await (await sendMessage(ann)).text()
  const chunkId = /"chunkId":"([0-9a-f-]{36})"/.exec(stream)?.[1]
  const passage = async (headers: Headers) =>
    served.app.router.request(`/embed/reader/passages/${chunkId}?start=4&end=8`, { headers: headers })
  expect(await (await passage(ann)).json()).toMatchObject({
    documentName: 'lease.pdf',
    page: 1,
    markStart: 4,
    markEnd: 8,
  })
  const inStudio = await served.app.request('GET', `/api/studio/passages/${chunkId}?start=4&end=8`)
  expect(inStudio).toMatchObject({ documentName: 'lease.pdf', page: 1, text: 'rent' })
  expect((await passage(bob)).status).toBe(404)
  expect((await sendMessage(bob)).status).toBe(404)
  // A file sent by an API client does not belong to a visitor either.
  const uploadedFile = await uploaded()
  const theirs = await served.app.router.request(
    '/embed/reader/messages',
    postJson({ inputs: { message: 'x', documents: [uploadedFile.id] } }, ann),
  )
  expect(theirs.status).toBe(404)
  const remove = (headers: Headers) =>
    served.app.router.request(`/embed/reader/files/${id}`, { method: 'DELETE', headers: headers })
  expect([(await remove(bob)).status, (await remove(ann)).status, (await sendMessage(ann)).status]).toEqual([
    404, 200, 404,
  ])
})

test.each([
  ['a web page named .pdf', pdf('<!doctype html>', 'a.pdf'), 415],
  ['a PDF named .html', pdf(Uint8Array.from(PDF), 'a.html', 'text/html'), 415],
  ['a script', pdf('alert(1)', 'a.js', 'text/javascript'), 415],
  [
    'an image where only documents are accepted',
    pdf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'a.png', 'image/png'),
    415,
  ],
  ['a damaged PDF', pdf('%PDF-1.4 nothing'), 400],
  ['a PDF with a password', pdf(Uint8Array.from(writeTestPdf([[{ text: 'x' }]], { encrypted: true }))), 400],
  ['a PDF without text', pdf(Uint8Array.from(writeTestPdf([[]]))), 400],
  ['an empty file', pdf(''), 400],
  ['26 MB', pdf(new Uint8Array(26 * 1024 * 1024), 'a.txt', 'text/plain'), 413],
])('rejects %s with an explanation', async (_, file, status) => {
  const response = await post(file)
  expect([response.status, (await response.json()).detail]).toEqual([status, expect.stringMatching(/^[A-Z“].*\.$/)])
})

test('fails a run with documents that are too long in total or deleted, with the reason', async () => {
  await publishWith(served.app, {
    ...plain,
    nodes: plain.nodes.map((node) =>
      node.id === 'in' ? { ...node, config: { documents: true, documentCharacters: 1_000 } } : node,
    ),
  })
  const tooLong = await post(pdf('word '.repeat(300), 'long.txt', 'text/plain'))
  const { id } = FileBody.parse(await tooLong.json())
  const answer = await (await run({ message: 'x', documents: [id] })).json()
  expect(answer.error.message).toBe(
    'The documents have 1,499 characters in total, but this app accepts at most 1,000. Send fewer or shorter documents.',
  )
  expect(served.modelCalls).toEqual([])
})

test('accepts a document and an image by id in a form, and reads the document', async () => {
  const fields = [
    { name: 'contract', label: 'Contract', kind: 'file' },
    { name: 'photo', label: 'Photo', kind: 'image', required: false },
  ]
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text: 'It says: {{in.contract}}' } }],
    ['in.contract -> t.contract', 't.text -> out.text'],
  )
  const nodes = graph.nodes.map((node) => {
    if (node.id === 't') return { ...node, config: { text: 'It says: {{contract}}' } }
    return node.id === 'in' ? { ...node, config: { mode: 'form', fields } } : node
  })
  await publishWith(served.app, { ...graph, nodes })
  const file = await uploaded()
  expect((await (await run({ contract: file.id })).json()).answer).toContain('It says: The rent is 900 euros.')
  expect((await run({ contract: 'lease.pdf' })).status).toBe(400)
  // A document is not an image.
  expect((await run({ contract: file.id, photo: file.id })).status).toBe(400)
  // The studio's draft run uses files sent to the studio.
  const studio = served.app.studio
  const form = new FormData()
  form.set('file', pdf())
  const studioFiles = { person: served.app.person, path: `/api/studio/apps/${served.app.appId}/files` }
  const storedFile = FileBody.parse(await (await studio.call({ ...studioFiles, method: 'POST', body: form })).json())
  const path = `/api/studio/apps/${served.app.appId}/runs`
  const events = await studio.call({
    ...studioFiles,
    method: 'POST',
    path,
    body: { inputs: { contract: storedFile.id } },
  })
  expect(await events.text()).toContain('three months')
})
