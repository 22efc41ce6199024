import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { emptyGraph, type Graph } from '@/lib/graph/graph'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function call(method: string, path: string, body?: object) {
  const response = await studio.call({ method, path: `/api/studio${path}`, person: owner, ...(body ? { body } : {}) })
  return { status: response.status, body: await response.json() }
}

const graph = (text: string): Graph => ({
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } },
    { id: 'text', type: 'template', version: 1, label: 'Words', config: { text }, position: { x: 300, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 600, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } }],
})

async function newApp(draft: Graph): Promise<string> {
  return (await call('POST', '/apps', { name: 'Greeter', graph: draft })).body.id
}

test('a saved version is not live, lists its changes, and can be released later', async () => {
  const app = `/apps/${await newApp(graph('Hello {{input.message}}'))}`
  expect((await call('POST', `${app}/checkpoints`, { revision: 0, note: 'first' })).body).toMatchObject({
    number: 1,
    note: 'first',
    live: false,
    wasLive: false,
    environments: [],
    cause: 'saved',
    isSound: true,
    changes: null,
  })
  const draft = graph('Welcome {{input.message}}')
  const note = { id: 'note', type: 'note', version: 1, label: 'Note', config: {}, position: { x: 0, y: 300 } }
  await call('PUT', `${app}/draft`, { revision: 0, graph: { ...draft, nodes: [...draft.nodes, note] } })
  const second = (await call('POST', `${app}/checkpoints`, { revision: 1 })).body
  expect(second.changes).toEqual({
    added: { count: 1, labels: ['Note'] },
    removed: { count: 0, labels: [] },
    changed: { count: 1, nodes: [{ label: 'Words', type: 'template', fields: ['config.text'] }] },
    edges: 0,
    moved: 0,
  })
  const release = { environment: 'staging', versionId: second.id, expectedVersionId: null }
  expect((await call('POST', `${app}/releases`, release)).body).toMatchObject({ status: 'live' })
  const listed = (await call('GET', `${app}/versions`)).body.versions
  expect(listed.map((item: { environments: string[] }) => item.environments)).toEqual([['staging'], []])
})

test('a draft with problems can be saved, and is never released', async () => {
  const app = `/apps/${await newApp({ ...graph('x'), edges: [] })}`
  const saved = (await call('POST', `${app}/checkpoints`, { revision: 0 })).body
  expect(saved.isSound).toBe(false)
  const release = { environment: 'production', versionId: saved.id, expectedVersionId: null }
  expect(await call('POST', `${app}/releases`, release)).toMatchObject({
    status: 400,
    body: { error: { code: 'INVALID_GRAPH' } },
  })
})

test('saves the draft before a restore once, and not again while it is unchanged', async () => {
  const app = `/apps/${await newApp(graph('x'))}`
  const keep = () => call('POST', `${app}/checkpoints`, { revision: 0, cause: 'restore' })
  expect((await keep()).body).toMatchObject({ number: 1, cause: 'restore' })
  expect((await keep()).body).toMatchObject({ number: 1 })
  const moved = graph('x').nodes.map((node) => ({ ...node, position: { x: 9, y: 9 } }))
  await call('PUT', `${app}/draft`, { revision: 0, graph: { ...graph('x'), nodes: moved } })
  expect((await keep()).status).toBe(409)
  expect((await call('POST', `${app}/checkpoints`, { revision: 1, cause: 'restore' })).body).toMatchObject({
    number: 2,
    changes: { moved: 3 },
  })
})

test('two versions saved at once get two numbers', async () => {
  const app = `/apps/${await newApp(graph('x'))}`
  const save = () => call('POST', `${app}/checkpoints`, { revision: 0 })
  const saved = await Promise.all([save(), save(), save()])
  expect(saved.map(({ body }) => body.number).toSorted()).toEqual([1, 2, 3])
})

test('a fork has the graph of its version under another name, and no versions', async () => {
  const appId = await newApp(graph('old'))
  const { id } = (await call('POST', `/apps/${appId}/checkpoints`, { revision: 0 })).body
  await call('PUT', `/apps/${appId}/draft`, { revision: 0, graph: graph('new') })
  const fork = (await call('POST', `/apps/${appId}/versions/${id}/fork`, { name: 'Old ways' })).body
  expect(fork).toMatchObject({ name: 'Old ways', kind: 'chat', publishedVersion: null, revision: 0 })
  expect(fork.graph.nodes[1].config).toEqual({ text: 'old' })
  expect((await call('GET', `/apps/${fork.id}/versions`)).body.versions).toEqual([])
})
