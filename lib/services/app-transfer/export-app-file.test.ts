import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import { emptyGraph, type Graph, type GraphNode } from '@/lib/graph/graph'

const KEY = 'sk-canary-0123456789abcdef'
const SECRET = 'hook value/with+marks 42'

let studio: TestStudio
let owner: TestPerson
let connectionId: string
let baseId: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  const connection = { name: 'Models', provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9', apiKey: KEY }
  connectionId = (await call('POST', '/connections', connection)).body.id
  await call('PUT', '/secrets', { name: 'TOKEN', value: SECRET, hosts: ['example.com'] })
  baseId = (await call('POST', '/knowledge', { name: 'Handbook' })).body.id
})
afterAll(() => studio.close())

async function call(method: string, path: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio${path}`, person: owner, ...(body ? { body } : {}) })
  const text = await response.text()
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: text.startsWith('{') ? JSON.parse(text) : null,
  }
}

const node = (id: string, type: string, config = {}, overrides: Partial<GraphNode> = {}): GraphNode => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
  ...overrides,
})

const graphWith = (...overrides: GraphNode[]): Graph => ({
  ...emptyGraph(),
  nodes: [
    node('input', 'input'),
    node('find', 'retriever', { knowledgeBaseId: baseId }),
    node('model', 'chat-model', { model: { connection: connectionId, model: 'gpt-x' } }),
    node('call', 'http', { url: 'https://example.com', secret: 'TOKEN' }, { pinned: { text: 'what a run gave' } }),
    ...overrides,
  ],
  edges: [],
})

async function exportOf(graph: Graph, name = 'Büro & Co.') {
  const { id } = (await call('POST', '/apps', { name, graph })).body
  return { id, ...(await call('GET', `/apps/${id}/file`)) }
}

test("a file lists the app's requirements, without keys, secrets, addresses or run results", async () => {
  const { text, headers } = await exportOf(graphWith())
  expect(headers.get('content-disposition')).toBe('attachment; filename="buro-co.patchbay.json"')
  for (const secret of [KEY, SECRET, '127.0.0.1', 'what a run gave', 'pinned']) expect(text).not.toContain(secret)
  expect(parseAppFile(text)).toMatchObject({
    app: { name: 'Büro & Co.', kind: 'chat' },
    needs: [
      { kind: 'knowledge', id: baseId, name: 'Handbook' },
      {
        kind: 'model',
        id: connectionId,
        model: 'gpt-x',
        name: 'Models',
        provider: 'openai-compatible',
        ability: 'chat',
      },
      { kind: 'secret', id: 'TOKEN' },
    ],
  })
})

test.each([
  ['a key in a header', { headers: [{ name: 'Authorization', value: `Bearer ${KEY}` }] }, KEY],
  ['a secret in a text', { bodyKind: 'text', textBody: `token=${SECRET}` }, SECRET],
  ['a secret as an address has it', { url: `https://example.com/?t=${encodeURIComponent(SECRET)}` }, SECRET],
  ['a key as basic authentication has it', { textBody: Buffer.from(`user:${KEY}`).toString('base64') }, KEY],
])('%s stops the export, and the error does not repeat it', async (_, config, value) => {
  const { status, body, text } = await exportOf(graphWith(node('leak', 'http', config, { label: 'Ask the CRM' })))
  expect([status, body.error.code]).toEqual([400, 'INVALID_INPUT'])
  expect(body.error.message).toContain('“Ask the CRM” contains')
  expect(text).not.toContain(value)
})

test('importing a file recreates the app: its graph, name and description', async () => {
  const { id, text } = await exportOf(graphWith(), 'Support')
  const { app, graph } = parseAppFile(text)
  const copy = (await call('POST', '/apps', { ...app, graph })).body
  const second = await call('GET', `/apps/${copy.id}/file`)
  expect(copy.id).not.toBe(id)
  expect(second.text).toBe(text)
})

test('a version is exported unchanged, with its number', async () => {
  const { id } = (await call('POST', '/apps', { name: 'Old', graph: graphWith(node('memo', 'note')) })).body
  const version = (await call('POST', `/apps/${id}/checkpoints`, { revision: 0 })).body
  await call('PUT', `/apps/${id}/draft`, { revision: 0, graph: emptyGraph() })
  const file = await call('GET', `/apps/${id}/file?versionId=${version.id}`)
  expect(file.headers.get('content-disposition')).toContain('old-v1.patchbay.json')
  expect(parseAppFile(file.text).graph.nodes.map((item) => item.id)).toContain('memo')
})
