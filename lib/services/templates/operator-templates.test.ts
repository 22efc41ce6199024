import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import type { JsonObject } from '@/lib/core/json'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { operatorTemplates } from './operator-templates'

const CARD = {
  title: 'Order helper',
  summary: 'Looks up orders.',
  author: 'Ada',
  license: 'CC-BY-4.0',
  category: 'support',
  tags: ['orders'],
  readme: '# Setup\n\nAdd the secret.',
  sampleQuestion: 'Where is my order?',
}
const KEY = 'sk-template-0123456789abcdef'

let studio: TestStudio
let owner: TestPerson
let folder: string

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-templates-'))
  await call('PUT', '/secrets', { name: 'TOKEN', value: KEY, hosts: ['orders.example.com'] })
})
afterAll(async () => {
  await studio.close()
  await rm(folder, { recursive: true })
})

async function call(method: string, at: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio${at}`, person: owner, ...(body ? { body } : {}) })
  return { status: response.status, text: await response.text() }
}

async function appWith(config: JsonObject = {}): Promise<string> {
  const url = 'https://orders.example.com/orders'
  const graph = chatApp(
    [
      { id: 'call', type: 'http', config: { url, secret: 'TOKEN', ...config } },
      { id: 'find', type: 'retriever', config: { knowledgeBaseId: '0198c0de-0000-7000-8000-00000000aaaa' } },
    ],
    ['in.message -> call.when', 'in.message -> find.query', 'call.body -> out.text'],
  )
  const nodes = graph.nodes.map((node) =>
    node.id === 'call' ? { ...node, pinned: { body: 'a pinned result' } } : node,
  )
  const { text } = await call('POST', '/apps', { name: 'Orders', graph: { ...graph, nodes } })
  return JSON.parse(text).id
}

test('a shared template has a card and no results, ids or values of the workspace', async () => {
  const id = await appWith()
  const preview = JSON.parse((await call('GET', `/apps/${id}/template`)).text)
  expect(preview).toEqual({ hosts: ['orders.example.com'], secrets: ['TOKEN'], personal: [] })
  const { status, text } = await call('POST', `/apps/${id}/template`, CARD)
  expect(status).toBe(200)
  for (const hidden of [KEY, 'a pinned result', '00000000aaaa', id]) expect(text).not.toContain(hidden)
  expect(JSON.parse(text).formatVersion).toBe(2)
  expect(parseAppFile(text)).toMatchObject({ app: { name: 'Order helper' }, card: CARD, needs: [{ kind: 'secret' }] })
})

test('a secret in the graph or in the card stops it', async () => {
  const leaking = await appWith({ headers: [{ name: 'X-Key', value: KEY }] })
  expect((await call('POST', `/apps/${leaking}/template`, CARD)).status).toBe(400)
  const id = await appWith()
  const { status, text } = await call('POST', `/apps/${id}/template`, { ...CARD, readme: `Use ${KEY}` })
  expect([status, text.includes(KEY)]).toEqual([400, false])
})

test('files of a folder become templates, and those that cannot be read are left out', async () => {
  const { text } = await call('POST', `/apps/${await appWith()}/template`, CARD)
  const samples = { documents: [{ name: 'Orders.md', text: '# Orders' }], run: { inputs: {}, answer: 'Shipped.' } }
  await writeFile(path.join(folder, 'orders.patchbay.json'), JSON.stringify({ ...JSON.parse(text), samples }))
  await writeFile(path.join(folder, 'broken.patchbay.json'), text.slice(0, 200))
  await writeFile(path.join(folder, 'notes.txt'), 'not a template')
  const [template, ...others] = await operatorTemplates([folder])
  expect(others).toEqual([])
  expect(template).toMatchObject({
    id: expect.stringMatching(/^operator-[0-9a-f]{16}$/),
    name: 'Order helper',
    category: 'support',
    needs: ['documents'],
    samples: { en: { answer: 'Shipped.', documents: [{ name: 'Orders.md' }] } },
    community: { author: 'Ada', hosts: ['orders.example.com'], secrets: ['TOKEN'] },
  })
  await writeFile(path.join(folder, 'orders.patchbay.json'), text)
  expect((await operatorTemplates([folder]))[0]?.samples.en.answer).toBe('')
})

test('a missing folder gives no templates', async () => {
  expect(await operatorTemplates([path.join(folder, 'missing')])).toEqual([])
})
