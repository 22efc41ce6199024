import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { raiseInternal } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { integrationConnections } from '@/lib/db/schema/integrations'
import type { Graph } from '@/lib/graph/graph'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { pluginCatalog } from '@/lib/plugins/catalog.gen'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function post(path: string, body: object) {
  const response = await studio.call({ method: 'POST', path, person: owner, body })
  return response.json()
}

async function publish(name: string, graph: Graph): Promise<{ appId: string; path: string; versionId: string }> {
  const { id: appId } = await post('/api/studio/apps', { name, graph })
  const { version } = await post(`/api/studio/apps/${appId}/versions`, { revision: 0 })
  return { appId, versionId: version.id, path: `/api/studio/apps/${appId}/versions/${version.id}/export` }
}

const get = (path: string) => studio.call({ method: 'GET', path, person: owner })

const codeApp = (code: string) =>
  chatApp([{ id: 'x', type: 'code', config: { code } }], ['in.message -> x.text', 'x.result -> out.text'])

test('downloads a version as a ZIP with a top-level folder, byte-identical each time', async () => {
  const { path } = await publish('Ünsere “App”/../', codeApp('return input.text'))
  const response = await get(path)
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="unsere-app-v1.zip"')
  const bytes = new Uint8Array(await response.arrayBuffer())
  const files = unzipSync(bytes)
  expect(Object.keys(files)).toContain('unsere-app-v1/src/graph.ts')
  expect(strFromU8(files['unsere-app-v1/src/nodes/x.code.js'] ?? new Uint8Array())).toContain('return input.text')
  expect(new Uint8Array(await (await get(path)).arrayBuffer())).toEqual(bytes)
  const preview = await (await get(`${path}/files`)).json()
  expect(preview.problems).toEqual([])
  expect(preview.files.length).toBe(Object.keys(files).length)
})

test('reports nodes that cannot be exported, in the preview and instead of the file', async () => {
  const { path } = await publish('Broken', codeApp('return }'))
  const preview = await (await get(`${path}/files`)).json()
  expect(preview).toMatchObject({ files: [], problems: [{ nodeId: 'x', label: 'x' }] })
  const response = await get(path)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: { code: 'INVALID_GRAPH', details: [{ nodeId: 'x', message: expect.stringMatching(/^“x”: Its code/) }] },
  })
})

test('exports a used app, too, but no key, no password in an address and no value of a secret', async () => {
  const inner = await publish('Order status', codeApp('return "fine"'))
  const { id: connection } = await post('/api/studio/connections', {
    name: 'Own server',
    provider: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: 'CANARY_KEY',
  })
  await post('/api/studio/secrets', { name: 'SHOP', value: 'CANARY_SECRET', hosts: ['example.com'] })
  const graph = chatApp(
    [
      { id: 's', type: 'sub-app', config: { appId: inner.appId, versionId: inner.versionId } },
      { id: 'm', type: 'chat-model', config: { model: { connection, model: 'big' } } },
      { id: 'h', type: 'http', config: { url: 'https://example.com', secret: 'SHOP' } },
    ],
    ['in.message -> s.message', 's.text -> m.prompt', 'm.text -> out.text', 'h.text -> out.text'],
  )
  const { path } = await publish('Outer', graph)
  const text = await (await get(`${path}/files`)).text()
  expect(text).not.toContain('CANARY')
  const { files } = JSON.parse(text)
  const paths = files.map((file: { path: string }) => file.path)
  expect(paths).toContain('src/apps/order-status/graph.ts')
  const env = files.find((file: { path: string }) => file.path === '.env.example').content
  expect(env.match(/^\w+=/gm)).toEqual(['SHOP=', 'OPENAI_API_KEY=', 'OPENAI_BASE_URL='])
})

test('exports actions with variables for the fields of their connection; a deleted connection is a problem', async () => {
  const id = newId()
  await studio.system.db.insert(integrationConnections).values({
    id,
    workspaceId: owner.workspaceId,
    plugin: 'gitlab',
    kind: 'token',
    name: 'Our GitLab',
    state: 'ok',
    fields: { host: 'git.example.com' },
    encryptedSecrets: 'CANARY_SEALED',
  })
  const gitlab = pluginCatalog.find((plugin) => plugin.id === 'gitlab') ?? raiseInternal('gitlab')
  const action = gitlab.actions.find(({ effect }) => effect === 'read') ?? raiseInternal('action')
  const open = action.fields.filter(({ required }) => required).map((field) => `in.message -> g.${field.id}`)
  const graphWith = (connection: string) =>
    chatApp(
      [{ id: 'g', type: 'action', config: { ...actionConfig(gitlab, action), connection } }],
      [...open, `g.${action.outputs[0]?.id} -> out.data`, 'in.message -> out.text'],
    )
  const { path } = await publish('Issues', graphWith(id))
  const preview = await (await get(`${path}/files`)).json()
  expect(preview.problems).toEqual([])
  const env = preview.files.find((file: { path: string }) => file.path === '.env.example').content
  expect(env.match(/^\w+=.*/gm)).toEqual(['OUR_GITLAB_HOST=git.example.com', 'OUR_GITLAB_KEY='])
  expect(JSON.stringify(preview)).not.toContain('CANARY')
  const deletedApp = await publish('Gone', graphWith(newId()))
  expect((await (await get(`${deletedApp.path}/files`)).json()).problems).toMatchObject([
    { nodeId: 'g', message: 'Its connection to GitLab does not exist. Select another one.' },
  ])
})
