import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { makeDocumentsApp, post } from '../support/make-documents-app'
import { type NetworkWatch, watchNetwork } from '../support/network-watch'
import { type Canary, serveCanary } from '../support/serve-canary'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const NAMES = ['listed', 'model', 'http', 'mcp', 'webhook', 'callback'] as const
type Name = (typeof NAMES)[number]
const FORBIDDEN = NAMES.filter((name) => name !== 'listed')

let studio: StudioServer
let watch: NetworkWatch
let canaries: Record<Name, Canary>

test.beforeAll(async () => {
  const [listed, model, http, mcp, webhook, callback] = await Promise.all([
    ...[serveCanary(), serveCanary(), serveCanary()],
    ...[serveCanary(), serveCanary(), serveCanary()],
  ])
  if (!listed || !model || !http || !mcp || !webhook || !callback) throw new Error('no canaries')
  canaries = { listed, model, http, mcp, webhook, callback }
  watch = watchNetwork()
  const { wrapper, nodeArguments } = watch
  // The operator enables private mode and allows all canaries; only the policy blocks calls.
  const allowed = NAMES.flatMap((name) => [canaries[name].url, `http://localhost:${canaries[name].port}`])
  studio = await startStudio({ env: { EGRESS_ONLY: '', EGRESS_ALLOW: allowed.join(',') }, wrapper, nodeArguments })
})
test.afterAll(async () => {
  for (const canary of Object.values(canaries)) canary.close()
  await studio.stop()
})

test('in private mode only listed hosts are reached: by models, nodes, webhooks, callbacks, connection tests or the process itself', async ({
  page,
}) => {
  test.setTimeout(240_000)
  await setUp(page, studio)
  const api = page.request
  const connections = {
    listed: await connect(api, canaries.listed.url),
    model: await connect(api, canaries.model.url),
  }
  const apps = await makeApps(page, connections)
  const secret = (await post(api, studio, '/api/studio/keys', { name: 'K', appIds: Object.values(apps) })).secret
  await post(api, studio, `/api/studio/apps/${apps.approve}/callback-secret`, {})
  const waiting = await background(api, secret, 'approve', canaries.callback.url)

  await test.step('without a policy every canary is reached, so that the rest of this test can fail', async () => {
    for (const slug of ['listed', 'model', 'http', 'agent']) await run(api, secret, slug)
    await background(api, secret, 'listed', canaries.callback.url, apps.listed)
    for (const name of NAMES)
      await expect.poll(() => [name, canaries[name].hits() > 0], { timeout: 60_000 }).toEqual([name, true])
  })

  // A canary counts the connection first and its request later.
  await expect.poll(() => untriedJobs(api), { timeout: 60_000 }).toBe(0)
  const before = hits()
  const seenBefore = watch.seen()
  const listedBefore = canaries.listed.hits()
  const policy = { privateMode: { hosts: [`127.0.0.1:${canaries.listed.port}`] } }
  expect((await put(api, '/api/studio/governance/policy', policy)).status()).toBe(200)

  await test.step('published apps are blocked at the call, and allowed calls continue', async () => {
    expect((await run(api, secret, 'listed')).status()).toBe(200)
    for (const slug of ['model', 'http'])
      expect([slug, (await run(api, secret, slug)).status()]).not.toEqual([slug, 200])
    // An agent answers without the tools of an unreachable server.
    await run(api, secret, 'agent')
    expect((await run(api, secret, 'approve')).status()).toBe(202)
  })
  await test.step('drafts are rejected with an issue on the node, and cannot be published', async () => {
    for (const appId of [apps.model, apps.http, apps.agent, apps.approve]) {
      const { revision } = await (await api.get(`${studio.url}/api/studio/apps/${appId}`)).json()
      for (const [path, data] of [
        [`apps/${appId}/runs`, { inputs: { message: 'hi' } }],
        [`apps/${appId}/versions`, { revision }],
      ] as const) {
        const rejected = await api.post(`${studio.url}/api/studio/${path}`, { data, headers: { origin: studio.url } })
        expect([path, rejected.status(), (await rejected.json()).error.code]).toEqual([path, 400, 'INVALID_GRAPH'])
      }
    }
  })
  await test.step('a callback is rejected, and an earlier one is not sent', async () => {
    const headers = { authorization: `Bearer ${secret}`, prefer: 'respond-async' }
    const data = { inputs: { message: 'hi' }, callback: { url: canaries.callback.url } }
    expect((await api.post(`${studio.url}/api/v1/apps/listed/runs`, { data, headers })).status()).toBe(400)
    const { waits } = await (await api.get(`${studio.url}/api/studio/waits?runId=${waiting}`)).json()
    await post(api, studio, `/api/studio/waits/${waits[0].id}/answer`, { decision: 'approved' })
    await expect
      .poll(async () => (await (await api.get(`${studio.url}/api/studio/runs/${waiting}`)).json()).run.status)
      .toBe('succeeded')
  })
  await test.step('connection tests and the search for local servers stay within the allowed hosts', async () => {
    const tested = await post(api, studio, `/api/studio/connections/${connections.model}/test`, {})
    expect(tested).toMatchObject({ status: 'failing', statusMessage: expect.stringContaining('private mode') })
    for (const baseUrl of [
      ...[`http://localhost:${canaries.model.port}/v1`, `http://[::1]:${canaries.model.port}/v1`],
      ...[
        'https://patchbay-canary.example/v1',
        'http://93.184.216.34/v1',
        `http://127.0.0.1.:${canaries.http.port}/v1`,
      ],
    ]) {
      const connectionResponse = await post(api, studio, '/api/studio/connections', {
        name: 'C',
        provider: 'openai-compatible',
        baseUrl,
      })
      expect([baseUrl, connectionResponse.status]).toEqual([baseUrl, 'failing'])
    }
    expect(await (await api.get(`${studio.url}/api/studio/connections/detect`)).json()).toEqual({ servers: [] })
  })
  await test.step('documents are processed with the built-in model, and pages render', async () => {
    await makeDocumentsApp(page, studio, 'Documents')
    for (const path of ['/apps', '/models', '/settings?tab=policy', '/settings?tab=ledger'])
      await page.goto(studio.url + path)
  })
  // Webhook and callback jobs have been tried; those that failed wait for their next attempt.
  await expect.poll(() => untriedJobs(api), { timeout: 60_000 }).toBe(0)

  expect(hits()).toEqual(before)
  expect(canaries.listed.hits()).toBeGreaterThan(listedBefore)
  expect(watch.since(seenBefore).filter(isForeign)).toEqual([])
  // Since the start no data has left this computer.
  expect(watch.seen().length).toBeGreaterThan(0)
  expect(watch.seen().filter((to) => !isHere(to))).toEqual([])
})

const SENDING = ['send-callback', 'tell-approval', 'tell-visitor-request']
async function untriedJobs(api: APIRequestContext): Promise<number> {
  const { states } = await (await api.get(`${studio.url}/api/studio/queue`)).json()
  return states
    .filter(({ name }: { name: string }) => SENDING.includes(name))
    .reduce((sum: number, { ready, active }: { ready: number; active: number }) => sum + ready + active, 0)
}

const hits = () => FORBIDDEN.map((name) => [name, canaries[name].hits()])

const isHere = (to: string) => /^(?:localhost|127\.0\.0\.1|::1|0\.0\.0\.0)(?: \d+)?$/.test(to)
/** A DNS lookup has no port; the resolver tries addresses with port 0 to sort them. */
const isForeign = (to: string) => {
  const port = Number(to.split(' ')[1] ?? 0)
  return !isHere(to) || ![0, studio.port, canaries.listed.port].includes(port)
}

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const link = (from: string, to: string) => {
  const [fromNode, fromPort] = from.split('.')
  const [toNode, toPort] = to.split('.')
  return {
    id: `${from}-${to}`.replaceAll('.', '_'),
    from: { node: fromNode, port: fromPort },
    to: { node: toNode, port: toPort },
  }
}
const ends = [node('input', 'input'), node('answer', 'answer')]
const graph = (nodes: object[], edges: object[]) => ({ schemaVersion: 1, nodes: [...ends, ...nodes], edges })

/** One published app for each node type that can reach the network. */
async function makeApps(page: Page, connections: Record<'listed' | 'model', string>): Promise<Record<string, string>> {
  const request = (connection: string) => ({ model: { connection, model: 'canary-chat' } })
  const chat = (connection: string) =>
    graph(
      [node('chat', 'chat-model', request(connection))],
      [link('input.message', 'chat.prompt'), link('chat.text', 'answer.text')],
    )
  const graphs = {
    listed: chat(connections.listed),
    model: chat(connections.model),
    http: graph(
      [node('call', 'http', { url: `${canaries.http.url}/x/{{text}}` })],
      [link('input.message', 'call.text'), link('call.text', 'answer.text')],
    ),
    agent: graph(
      [
        node('agent', 'agent', request(connections.listed)),
        node('tools', 'mcp-tools', { url: `${canaries.mcp.url}/mcp` }),
      ],
      [link('input.message', 'agent.prompt'), link('tools.tools', 'agent.tools'), link('agent.text', 'answer.text')],
    ),
    approve: graph(
      [node('ask', 'approval', { webhookUrl: canaries.webhook.url })],
      [link('input.message', 'ask.content'), link('ask.approved', 'answer.text'), link('ask.rejected', 'answer.text')],
    ),
  }
  const appIds: Record<string, string> = {}
  for (const [slug, drawing] of Object.entries(graphs)) appIds[slug] = await publish(page.request, slug, drawing)
  return appIds
}

async function publish(api: APIRequestContext, slug: string, drawing: object): Promise<string> {
  const { id, revision } = await post(api, studio, '/api/studio/apps', { name: slug, graph: drawing })
  await post(api, studio, `/api/studio/apps/${id}/versions`, { revision })
  const settings = {
    slug,
    access: 'key',
    allowedOrigins: [],
    title: slug,
    greeting: '',
    suggestions: [],
    accent: '#2255cc',
  }
  expect((await put(api, `/api/studio/apps/${id}/publication`, settings)).status()).toBe(200)
  return id
}

async function connect(api: APIRequestContext, url: string): Promise<string> {
  const body = { name: url, provider: 'openai-compatible', baseUrl: `${url}/v1` }
  const { id, status } = await post(api, studio, '/api/studio/connections', body)
  expect(status).toBe('ok')
  return id
}

const put = (api: APIRequestContext, path: string, data: object) =>
  api.put(studio.url + path, { data, headers: { origin: studio.url } })

const run = (api: APIRequestContext, secret: string, slug: string) =>
  api.post(`${studio.url}/api/v1/apps/${slug}/runs`, {
    data: { inputs: { message: 'hi' } },
    headers: { authorization: `Bearer ${secret}` },
  })

/** A background run with a callback. */
async function background(
  api: APIRequestContext,
  secret: string,
  slug: string,
  url: string,
  appId?: string,
): Promise<string> {
  if (appId !== undefined) await post(api, studio, `/api/studio/apps/${appId}/callback-secret`, {})
  const started = await api.post(`${studio.url}/api/v1/apps/${slug}/runs`, {
    data: { inputs: { message: 'hi' }, callback: { url } },
    headers: { authorization: `Bearer ${secret}`, prefer: 'respond-async' },
  })
  expect(started.status(), await started.text()).toBe(202)
  return (await started.json()).runId
}
