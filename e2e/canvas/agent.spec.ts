import { type APIRequestContext, expect, test } from '@playwright/test'
import { type MockOpenAi, startMockOpenAi } from '../support/mock-openai'
import { type JsonServer, serveJson } from '../support/serve-json'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let model: MockOpenAi
let weather: JsonServer

test.beforeAll(async () => {
  model = await startMockOpenAi()
  weather = await serveJson({ sky: 'clear', celsius: 3 })
  const origin = new URL(model.baseUrl).origin
  studio = await startStudio({ env: { EGRESS_ALLOW: `${origin},${weather.url}` } })
})
test.afterAll(async () => {
  model.stop()
  weather.close()
  await studio.stop()
})

test('an agent answers with two tools, and the trace shows both calls', async ({ page }) => {
  await setUp(page, studio)
  const api = page.request
  const connection = await post(api, '/api/studio/connections', {
    name: 'Mock',
    provider: 'openai-compatible',
    baseUrl: model.baseUrl,
  })
  expect(connection).toMatchObject({ status: 'ok' })
  await put(api, '/api/studio/models/default', { chat: { connection: connection.id, model: 'mock-5tok-0ms' } })
  const app = await post(api, '/api/studio/apps', { name: 'Researcher', graph: agentGraph(weather.url) })

  await page.goto(`${studio.url}/apps/${app.id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  const turns = page.getByRole('region', { name: 'Run and problems' }).locator('article')
  const requests = ['use tool weather with {"city":"Oslo"}', 'use tool shout with {"word":"hello"}']
  for (const [index, request] of requests.entries()) {
    await message.fill(request)
    await message.press('Enter')
    await expect(turns).toHaveCount(index + 1)
    await expect(turns.last().getByText(/TOOLRESULT/)).toBeVisible({ timeout: 60_000 })
    // Enter sends nothing before the end of the run.
    await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
  }
  expect(weather.hits).toEqual(['/today/Oslo'])

  const runs = (await (await api.get(`${studio.url}/api/studio/runs?appId=${app.id}`)).json()).runs
  const toolsOf = async (id: string): Promise<string[]> => {
    const { events } = await (await api.get(`${studio.url}/api/studio/runs/${id}`)).json()
    return events
      .filter((event: { type: string }) => event.type === 'node-step')
      .map((event: { step: { kind: string; name: string } }) => `${event.step.kind} ${event.step.name}`)
  }
  await expect.poll(() => toolsOf(runs[0].id)).toContain('tool shout')
  await expect.poll(() => toolsOf(runs[1].id)).toContain('tool weather')
  await page.goto(`${studio.url}/runs/${runs[0].id}`)
  await expect(page.getByText('Agent').first()).toBeVisible()
})

test('an unreachable MCP server is reported on its node, in the run and next to the answer', async ({ page }) => {
  await setUp(page, studio)
  const api = page.request
  const graph = agentGraph(weather.url)
  const dead = { url: 'http://127.0.0.1:9/mcp' }
  const app = await post(api, '/api/studio/apps', {
    name: 'Without tools',
    graph: {
      ...graph,
      nodes: [...graph.nodes, node('mcp', 'mcp-tools', 'Order desk', dead, 0, 600)],
      edges: [...graph.edges, { id: 'e5', from: { node: 'mcp', port: 'tools' }, to: { node: 'agent', port: 'tools' } }],
    },
  })
  await page.goto(`${studio.url}/apps/${app.id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill('Hello')
  await message.press('Enter')
  const note = page.getByRole('alert').filter({ hasText: '“Order desk” could not list its tools' })
  await expect(note).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('[data-node-type=mcp-tools]')).toHaveAttribute('data-node-status', 'failed')
  await expect(page.getByRole('region', { name: 'Nodes' }).getByText('Order desk: tool list')).toBeVisible()
  await note.getByRole('button', { name: 'Show the node' }).click()
  await expect(
    page
      .getByRole('tabpanel')
      .getByText(/did not call 127\.0\.0\.1|127\.0\.0\.1/)
      .first(),
  ).toBeVisible()
  const [run] = (await (await api.get(`${studio.url}/api/studio/runs?appId=${app.id}`)).json()).runs
  await page.goto(`${studio.url}/runs/${run.id}`)
  await expect(page.getByText('“Order desk” could not list its tools')).toBeVisible()
  await page.getByText('Agent', { exact: true }).first().click()
  await expect(page.getByText('mock-5tok-0ms · Mock')).toBeVisible()
})

test('stopping a run aborts the upstream request', async ({ page }) => {
  await setUp(page, studio)
  const api = page.request
  const { connections } = await (await api.get(`${studio.url}/api/studio/connections`)).json()
  const before = (await model.stats()).aborted
  const app = await post(api, '/api/studio/apps', {
    name: 'Talker',
    graph: agentGraph(weather.url, { model: { connection: connections[0].id, model: 'mock-400tok-50ms' } }),
  })
  await page.goto(`${studio.url}/apps/${app.id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('textbox', { name: 'Message' }).fill('talk')
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  await expect(page.getByText(/tok5/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Stop' }).first().click()
  await expect.poll(async () => (await model.stats()).aborted).toBeGreaterThan(before)
})

const position = { x: 0, y: 0 }
const node = (id: string, type: string, label: string, config: object, x: number, y: number) => ({
  id,
  type,
  version: 1,
  label,
  config,
  position: { ...position, x, y },
})

/** Input -> agent -> answer, with an HTTP request and a code node as tools. */
function agentGraph(weatherUrl: string, agent: object = {}) {
  return {
    schemaVersion: 1,
    nodes: [
      node('input', 'input', 'Input', {}, 0, 0),
      node('weather', 'http', 'weather', { method: 'GET', url: `${weatherUrl}/today/{{city}}` }, 0, 200),
      node(
        'shout',
        'code',
        'shout',
        { code: 'return input.word.toUpperCase()', inputs: [{ name: 'word', kind: 'text' }] },
        0,
        400,
      ),
      node('agent', 'agent', 'Agent', agent, 350, 0),
      node('answer', 'answer', 'Answer', {}, 700, 0),
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'agent', port: 'prompt' } },
      { id: 'e2', from: { node: 'weather', port: 'tool' }, to: { node: 'agent', port: 'tools' } },
      { id: 'e3', from: { node: 'shout', port: 'tool' }, to: { node: 'agent', port: 'tools' } },
      { id: 'e4', from: { node: 'agent', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}

async function post(api: APIRequestContext, path: string, data: object) {
  const response = await api.post(studio.url + path, { data, headers: { origin: studio.url } })
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}

async function put(api: APIRequestContext, path: string, data: object) {
  expect((await api.put(studio.url + path, { data, headers: { origin: studio.url } })).status()).toBe(200)
}
