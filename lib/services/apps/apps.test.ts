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
  const response = await studio.call({ method, path, person: owner, ...(body ? { body } : {}) })
  return { status: response.status, body: await response.json() }
}

const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 300, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'answer', port: 'text' } }],
}

async function newApp(name: string, draft: Graph = graph): Promise<{ id: string; revision: number }> {
  return (await call('POST', '/api/studio/apps', { name, graph: draft })).body
}

test('fills the given address into the MCP template, leaves it empty without one, and rejects an invalid scheme', async () => {
  const make = async (overrides: object) =>
    (await call('POST', '/api/studio/apps', { name: 'Tools', templateId: 'mcp-agent', ...overrides })).body
  const urlOf = (app: { graph: Graph }) => app.graph.nodes.find(({ type }) => type === 'mcp-tools')?.config.url
  expect(urlOf(await make({ address: 'https://mcp.example.org/mcp' }))).toBe('https://mcp.example.org/mcp')
  expect(urlOf(await make({}))).toBe('')
  expect(await make({ address: 'javascript:alert(1)' })).toMatchObject({ error: { code: 'INVALID_INPUT' } })
})

test('rejects a stale save of a second tab with CONFLICT, and accepts a retry of the first save', async () => {
  const app = await newApp('Two tabs')
  const save = (label: string) =>
    call('PUT', `/api/studio/apps/${app.id}/draft`, {
      revision: 0,
      graph: { ...graph, nodes: graph.nodes.map((node) => ({ ...node, label })) },
    })
  expect((await save('first')).body).toMatchObject({ revision: 1 })
  expect(await save('second')).toMatchObject({
    status: 409,
    body: { error: { code: 'CONFLICT', details: { revision: 1 } } },
  })
  expect((await call('GET', `/api/studio/apps/${app.id}`)).body.graph.nodes[0].label).toBe('first')
  // The first tab retries its save, whose response was lost.
  expect(await save('first')).toMatchObject({ status: 200, body: { revision: 1 } })
})

test('lists the shape of each graph: positions of top-level nodes and edges, without texts', async () => {
  const loop = { id: 'loop', type: 'loop', version: 1, label: 'Loop', config: {}, position: { x: 0, y: 300 } }
  const inner = { id: 'inner', type: 'template', version: 1, label: 'Inner', parent: 'loop', position: { x: 9, y: 9 } }
  const nodes = [...graph.nodes, loop, { ...inner, config: { text: 'A long prompt' } }]
  const app = await newApp('Drawn', { ...graph, nodes })
  const { apps } = (await call('GET', '/api/studio/apps')).body
  expect(JSON.stringify(apps)).not.toContain('A long prompt')
  expect(apps.find(({ id }: { id: string }) => id === app.id)).toMatchObject({
    nodeCount: 4,
    shape: {
      nodes: [...graph.nodes, loop].map(({ id, type, position }) => ({ id, type, position })),
      edges: [{ id: 'e1', from: 'input', to: 'answer' }],
    },
  })
})

test('a deleted app disappears from the list and can be restored', async () => {
  const app = await newApp('Short-lived')
  const names = async () => (await call('GET', '/api/studio/apps')).body.apps.map((item: { name: string }) => item.name)
  await call('DELETE', `/api/studio/apps/${app.id}`)
  expect(await names()).not.toContain('Short-lived')
  expect((await call('GET', `/api/studio/apps/${app.id}`)).status).toBe(404)
  await call('POST', `/api/studio/apps/${app.id}/restore`)
  expect(await names()).toContain('Short-lived')
})

test('a duplicate copies the graph, but not the address, versions or keys', async () => {
  const app = await newApp('Original')
  await call('POST', `/api/studio/apps/${app.id}/versions`, { revision: 0 })
  const copy = (await call('POST', `/api/studio/apps/${app.id}/duplicate`)).body
  expect(copy).toMatchObject({
    name: 'Original (copy)',
    slug: null,
    publishedVersion: null,
    graph: { edges: graph.edges },
  })
  expect((await call('GET', `/api/studio/apps/${copy.id}/versions`)).body.versions).toEqual([])
})

test('publishing snapshots the draft, and an older version can be made live again', async () => {
  const app = await newApp('Published')
  const path = `/api/studio/apps/${app.id}`
  const first = (await call('POST', `${path}/versions`, { revision: 0, note: 'one' })).body
  expect(first).toMatchObject({
    version: { number: 1, live: true },
    publication: { slug: 'published', publishedVersion: 1 },
  })
  await call('PUT', `${path}/draft`, {
    revision: 0,
    graph: { ...graph, nodes: graph.nodes.map((node) => ({ ...node, label: 'New' })) },
  })
  expect((await call('POST', `${path}/versions`, { revision: 0 })).status).toBe(409)
  await call('POST', `${path}/versions`, { revision: 1, note: 'two' })
  expect((await call('GET', `${path}/versions/${first.version.id}`)).body.graph.nodes[0].label).not.toBe('New')
  const rollback = await call('PUT', `${path}/environments/production`, { versionId: first.version.id })
  expect(rollback.body.publishedVersion).toBe(1)
  const live = (await call('GET', `${path}/versions`)).body.versions.map(
    (version: { number: number; live: boolean }) => [version.number, version.live],
  )
  expect(live).toEqual([
    [2, false],
    [1, true],
  ])
})

test('rejects publishing an invalid graph and lists its errors', async () => {
  const app = await newApp('Broken', { ...graph, edges: [] })
  const rejected = await call('POST', `/api/studio/apps/${app.id}/versions`, { revision: 0 })
  expect(rejected).toMatchObject({ status: 400, body: { error: { code: 'INVALID_GRAPH' } } })
  expect(rejected.body.error.details.map((issue: { code: string }) => issue.code)).toContain('MISSING_INPUT')
})

test('gives apps with the same name different slugs, and rejects a slug in use', async () => {
  const [one, two] = [await newApp('Same name'), await newApp('Same name')]
  const slugs = []
  for (const { id } of [one, two])
    slugs.push((await call('POST', `/api/studio/apps/${id}/versions`, { revision: 0 })).body.publication.slug)
  expect(slugs).toEqual(['same-name', 'same-name-2'])
  const {
    publishedVersion: _publishedVersion,
    baseUrl: _baseUrl,
    ...settings
  } = (await call('GET', `/api/studio/apps/${two.id}/publication`)).body
  const conflict = await call('PUT', `/api/studio/apps/${two.id}/publication`, { ...settings, slug: 'same-name' })
  expect(conflict).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('taken') } } })
})
