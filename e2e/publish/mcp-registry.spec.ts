import { type APIRequestContext, expect, test } from '@playwright/test'
import { actionConfig } from '../../lib/nodes/shared/actions/new-action'
import { type AskingServer, startAskingServer } from '../../lib/services/integrations/testing/asking-server'
import { startMcpServer, type TestMcpServer } from '../../lib/services/integrations/testing/mcp-server'
import { type RegistryServer, startRegistryServer } from '../../lib/services/integrations/testing/registry-server'
import { findProblems } from '../support/find-problems'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let registry: RegistryServer
let tickets: TestMcpServer
let asking: AskingServer

test.beforeAll(async () => {
  tickets = await startMcpServer()
  asking = await startAskingServer()
  const headers = [{ name: 'X-Team', description: 'Id of your team', isRequired: true }]
  registry = await startRegistryServer([
    {
      name: 'com.example/tickets',
      title: 'Tickets',
      version: '1.2.0',
      description: 'Reads tickets.',
      remotes: [{ type: 'streamable-http', url: tickets.url, headers }],
    },
    { name: 'com.example/tickets-local', title: 'Local tickets', version: '1.0.0', description: 'Reads local files.' },
    { name: 'com.example/weather', title: 'Weather', version: '2.0.0', description: 'Forecasts.' },
  ])
  const allowed = [registry.origin, tickets.origin, asking.origin].join()
  studio = await startStudio({ env: { EGRESS_ALLOW: allowed, MCP_REGISTRY: registry.origin } })
})
test.afterAll(async () => {
  registry.close()
  tickets.close()
  asking.close()
  await studio.stop()
})

test('finds a server in the registry and adds it with the value that it needs', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/integrations/mcp-servers`)
  await page.getByRole('button', { name: 'Search registry' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Find an MCP server' })
  await expect(dialog.getByText('Weather', { exact: true })).toBeVisible()
  await dialog.getByRole('searchbox', { name: 'Search for a service' }).fill('tickets')
  await dialog.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(dialog.getByText('Weather', { exact: true })).toHaveCount(0)
  await expect(dialog.getByText('Runs only as a process')).toBeVisible()
  expect(await findProblems(page, 'the dialog of the registry', 'desktop')).toEqual([])

  await dialog.getByRole('button', { name: 'Add Tickets' }).click()
  const form = page.getByRole('dialog', { name: 'Add Tickets' })
  await form.getByRole('textbox', { name: 'X-Team' }).fill('team-7')
  await form.getByRole('button', { name: 'Save and list tools' }).click()
  await expect(page.getByRole('heading', { name: 'Tickets' })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Allow echo' })).toBeVisible()
  expect(tickets.requests.some(({ headers }) => headers['x-team'] === 'team-7')).toBe(true)
})

test('a question of a server is a form, and its answer ends the step', async ({ page }) => {
  asking.onCall = async (ask) => {
    const properties = { color: { type: 'string', title: 'Color', enum: ['red', 'blue'] } }
    const { action, content } = await ask('Which color?', { type: 'object', properties, required: ['color'] })
    return `${action}: ${content?.color}`
  }
  await setUp(page, studio)
  const { id } = await makeAskingApp(page.request)
  await page.goto(`${studio.url}/apps/${id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill('An order')
  await message.press('Enter')
  await expect(page.getByText('Which color?').first()).toBeVisible({ timeout: 60_000 })
  await page.getByRole('combobox', { name: 'Color' }).click()
  await page.getByRole('option', { name: 'blue' }).click()
  expect(await findProblems(page, 'the form of a question', 'desktop')).toEqual([])
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('accept: blue').first()).toBeVisible({ timeout: 60_000 })
})

/** An app with a step that calls the tool that asks. */
async function makeAskingApp(api: APIRequestContext): Promise<{ id: string }> {
  const server = await send(api, 'POST', '/mcp-servers', { name: 'Paint', url: asking.url })
  const tools = server.tools.map(({ tool }: { tool: { name: string; hash: string } }) => ({
    name: tool.name,
    hash: tool.hash,
  }))
  await send(api, 'PUT', `/mcp-servers/${server.id}/tools`, { tools })
  const { plugins } = await (await api.get(`${studio.url}/api/studio/custom-api-plugins`)).json()
  const plugin = plugins.find(({ label }: { label: string }) => label === 'Paint')
  const config = { ...actionConfig(plugin, plugin.actions[0]), values: { text: '{{input.message}}' } }
  const nodeAt = (x: number) => ({ version: 1, position: { x, y: 0 } })
  return send(api, 'POST', '/apps', {
    name: 'Ask',
    graph: {
      schemaVersion: 1,
      nodes: [
        { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeAt(0) },
        { id: 'order', type: 'action', label: 'Order', config, ...nodeAt(350) },
        { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeAt(700) },
      ],
      edges: [{ id: 'e1', from: { node: 'order', port: 'text' }, to: { node: 'answer', port: 'text' } }],
    },
  })
}

async function send(api: APIRequestContext, method: string, path: string, data: object) {
  const url = `${studio.url}/api/studio${path}`
  const response = await api.fetch(url, { method, data, headers: { origin: studio.url } })
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
