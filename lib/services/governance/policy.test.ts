import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { RoutePolicy } from '@/lib/contracts/routes'
import { newId } from '@/lib/core/new-id'
import { connections } from '@/lib/db/schema/models'
import { auditEvents } from '@/lib/db/schema/people'
import { modelRoutes } from '@/lib/db/schema/routes'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { sampleGraph } from '@/lib/graph/testing/sample-graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { checkCall } from './check-call'
import { forgetModelPolicy } from './model-policy'

let studio: TestStudio
let owner: TestPerson
let connectionId: string
beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  connectionId = newId()
  const { workspaceId } = owner
  const models = ['gpt-5', 'made-up'].map((id) => ({ id, label: id, ability: 'chat' as const }))
  await studio.system.db
    .insert(connections)
    .values({ id: connectionId, workspaceId, name: 'OpenAI', provider: 'openai', models, status: 'ok' })
  await studio.system.db.insert(modelRoutes).values({
    workspaceId,
    name: 'best',
    policy: RoutePolicy.parse({
      strategy: 'ordered',
      targets: [
        { model: { connection: 'builtin', model: 'extractive' } },
        { model: { connection: connectionId, model: 'gpt-5' } },
      ],
    }),
  })
})
afterAll(() => studio.close())

async function call(method: string, path: string, body?: object, person = owner) {
  const response = await studio.call({ method, path: `/api/studio/${path}`, person, ...(body ? { body } : {}) })
  return { status: response.status, json: await response.json() }
}
async function withPolicy<T>(policy: object, work: () => Promise<T>): Promise<T> {
  expect((await call('PUT', 'governance/policy', policy)).status).toBe(200)
  try {
    return await work()
  } finally {
    await call('PUT', 'governance/policy', {})
  }
}
function chatGraph(connection: string, model: string): Graph {
  const node = (id: string, type: string, config = {}): GraphNode => ({
    id,
    type,
    version: manifestOf(type)?.version ?? 1,
    label: id,
    config,
    position: { x: 0, y: 0 },
  })
  return sampleGraph(
    [node('in', 'input'), node('ask', 'chat-model', { model: { connection, model } }), node('out', 'answer')],
    ['in.message > ask.prompt', 'ask.text > out.text'],
  )
}
const makeApp = async (name: string, graph: Graph): Promise<{ id: string; revision: number }> =>
  (await call('POST', 'apps', { name, graph })).json

test('only an owner changes the policy, everyone may read it, and the audit trail has before and after', async () => {
  const editor = await studio.signUp('editor', owner.workspaceId)
  expect((await call('PUT', 'governance/policy', { providers: [] }, editor)).status).toBe(403)
  await withPolicy({ providers: ['openai'], privateMode: { hosts: ['https://API.openai.com/'] } }, async () => {
    const { json } = await call('GET', 'governance/policy', undefined, editor)
    expect(json).toMatchObject({
      policy: { providers: ['openai'], privateMode: { hosts: ['api.openai.com'] } },
      updatedBy: 'owner',
      choices: { hosts: ['api.openai.com'] },
    })
    expect(json.choices.licences).toContain('apache-2.0')
  })
  const [entry] = (await studio.system.db.select().from(auditEvents)).filter(({ action }) => action === 'policy.models')
  expect(entry).toMatchObject({
    before: { privateMode: null },
    after: { providers: ['openai'], privateMode: { hosts: ['api.openai.com'] } },
  })
})

test.each([
  [{ privateMode: { hosts: ['not a host'] } }],
  [{ privateMode: { hosts: ['example.com/path'] } }],
  [{ privateMode: { hosts: ['*'] } }],
  [{ providers: [''] }],
])('rejects a policy with %j', async (policy) => {
  expect((await call('PUT', 'governance/policy', policy)).status).toBe(400)
})

test('a preview reports uses that would be forbidden and changes nothing', async () => {
  const app = await makeApp('Chat', chatGraph(connectionId, 'gpt-5'))
  await makeApp('Routed', chatGraph('route', 'best'))
  await makeApp('Built in', chatGraph('builtin', 'extractive'))
  const { json } = await call('POST', 'governance/policy/preview', { providers: ['mistral'] })
  expect(json.connections).toMatchObject([{ name: 'OpenAI', allowed: 0, forbidden: 2 }])
  expect(json.models.map(({ model }: { model: string }) => model)).toEqual(['gpt-5', 'made-up'])
  expect(json.routes).toMatchObject([{ name: 'best' }])
  expect(json.apps).toMatchObject([
    { id: app.id, name: 'Chat', isLive: false, steps: ['ask'] },
    { name: 'Routed', steps: ['ask'] },
  ])
  expect(json.looked).toMatchObject({ models: 2, routes: 1 })
  const nothing = await call('POST', 'governance/policy/preview', {})
  expect(nothing.json).toMatchObject({ connections: [], models: [], routes: [], apps: [] })
  expect((await call('GET', 'governance/policy')).json.policy).toEqual({ privateMode: null })
})

test('an unknown license counts as not allowed', async () => {
  const { json } = await call('POST', 'governance/policy/preview', { licences: ['proprietary'] })
  expect(json.models).toMatchObject([{ model: 'made-up', reason: expect.stringContaining('its license is not known') }])
})

test('a region list explains why it rejects a service that selects the region itself', async () => {
  const { json } = await call('POST', 'governance/policy/preview', { regions: ['eu'] })
  expect(json.models[0].reason).toContain(
    'it may run in any region of the world (“global”), and this workspace allows these regions only: eu',
  )
  const bothRegions = await call('POST', 'governance/policy/preview', { regions: ['eu', 'global'] })
  expect(bothRegions.json.models).toEqual([])
})

test('trusts the name of a self-hosted server only on the local network, at the call and in the preview', async () => {
  const { workspaceId } = owner
  const { db } = studio.system
  const models = [{ id: 'llama3.3', label: 'llama3.3', ability: 'chat' as const }]
  const server = { workspaceId, provider: 'vllm', models, status: 'ok' as const }
  await db.insert(connections).values([
    { ...server, id: newId(), name: 'Ours', baseUrl: 'http://10.1.2.3:8000/v1' },
    { ...server, id: newId(), name: 'Somebody’s', baseUrl: 'https://gpu.example.com/v1' },
  ])
  await withPolicy({ providers: ['vllm'], regions: ['local'], dataUse: ['stays-here'] }, async () => {
    const target = { provider: 'vllm', model: 'llama3.3', region: null }
    await checkCall(db, workspaceId, { ...target, host: '10.1.2.3:8000' })
    await expect(async () => checkCall(db, workspaceId, { ...target, host: 'gpu.example.com' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(async () =>
      checkCall(db, workspaceId, { ...target, provider: 'openai-compatible', host: 'gpu.example.com' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
  const { json } = await call('POST', 'governance/policy/preview', { providers: ['vllm', 'openai'] })
  expect(json.connections.map(({ name }: { name: string }) => name)).toEqual(['Somebody’s'])
  await db.delete(connections).where(eq(connections.provider, 'vllm'))
})

test('rejects publishing, rolling back to and running a forbidden model, with the issue on its node', async () => {
  const app = await makeApp('Publish', chatGraph(connectionId, 'gpt-5'))
  const publish = () => call('POST', `apps/${app.id}/versions`, { note: '', revision: app.revision })
  const live = await publish()
  expect(live.status).toBe(200)
  await withPolicy({ providers: ['mistral'] }, async () => {
    const rejected = await publish()
    expect([rejected.status, rejected.json.error.code]).toEqual([400, 'INVALID_GRAPH'])
    expect(rejected.json.error.details).toMatchObject([{ code: 'MODEL_FORBIDDEN', nodeId: 'ask', path: 'model' }])
    const rollback = await call('PUT', `apps/${app.id}/environments/production`, { versionId: live.json.version.id })
    expect([rollback.status, rollback.json.error?.code]).toEqual([400, 'INVALID_GRAPH'])
    const run = await call('POST', `apps/${app.id}/runs`, { inputs: { message: 'hi' } })
    expect([run.status, run.json.error.code]).toEqual([400, 'INVALID_GRAPH'])
  })
  expect((await publish()).status).toBe(200)
})

test('the canvas gets the rules that the server applies, and none where nothing is forbidden', async () => {
  expect((await call('GET', 'governance/rules')).json).toMatchObject({ connections: [], known: [], routes: [] })
  await withPolicy({ licences: ['apache-2.0'] }, async () => {
    const { json } = await call('GET', 'governance/rules')
    expect(json.connections).toEqual([
      {
        id: connectionId,
        name: 'OpenAI',
        provider: 'openai',
        host: 'api.openai.com',
        region: null,
        isElsewhere: false,
      },
    ])
    expect(json.known.map(({ model }: { model: string }) => model)).toEqual(['*', 'gpt-5', 'made-up'])
  })
})

test('does not show the policy and models of another workspace', async () => {
  const stranger = await studio.signUp('owner')
  await withPolicy({ providers: [] }, async () => {
    forgetModelPolicy(stranger.workspaceId)
    expect((await call('GET', 'governance/policy', undefined, stranger)).json).toMatchObject({
      policy: { privateMode: null },
      choices: { hosts: [] },
    })
    expect((await call('POST', 'governance/policy/preview', { providers: [] }, stranger)).json).toMatchObject({
      connections: [],
      apps: [],
      routes: [],
    })
  })
})

test('rejects a connection that only claims an allowed provider, on the canvas and before a call', async () => {
  const { workspaceId } = owner
  const id = newId()
  const models = [{ id: 'gpt-5', label: 'gpt-5', ability: 'chat' as const }]
  await studio.system.db.insert(connections).values({
    id,
    workspaceId,
    name: 'Disguised',
    provider: 'openai',
    models,
    status: 'ok',
    baseUrl: 'https://anywhere.example/v1',
  })
  const created = await makeApp('Disguised', chatGraph(id, 'gpt-5'))
  const host = 'anywhere.example'
  const { db } = studio.system
  for (const [policy, words] of [
    [{ providers: ['openai'] }, 'its provider is not known'],
    [{ regions: ['us', 'eu', 'global'] }, 'the region that it runs in is not known'],
    [{ dataUse: ['no-training', 'opt-out', 'may-train'] }, 'what its service does with the data'],
  ] as const)
    await withPolicy(policy, async () => {
      const run = await call('POST', `apps/${created.id}/runs`, { inputs: { message: 'hi' } })
      expect([run.status, JSON.stringify(run.json)]).toEqual([400, expect.stringContaining(words)])
      const target = { provider: 'openai', model: 'gpt-5', host, region: 'eu' }
      await expect(async () => checkCall(db, workspaceId, target)).rejects.toThrow(words)
    })
  await withPolicy({ providers: ['openai'] }, async () => {
    await checkCall(db, workspaceId, { provider: 'openai', model: 'gpt-5', host: 'api.openai.com', region: null })
  })
})
