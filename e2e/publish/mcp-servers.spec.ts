import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { type EverythingServer, startEverythingServer } from '../../lib/services/integrations/testing/everything-server'
import { freePort } from '../../lib/services/integrations/testing/free-port'
import { guard, mcpSettings } from '../../lib/services/integrations/testing/guarded-mcp'
import { startMcpServer, type TestMcpServer } from '../../lib/services/integrations/testing/mcp-server'
import { type OidcServer, startOidcServer } from '../../lib/services/integrations/testing/oidc-server'
import { type MockOpenAi, startMockOpenAi } from '../support/mock-openai'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let model: MockOpenAi
let everything: EverythingServer
let guarded: TestMcpServer
let oidc: OidcServer

test.beforeAll(async () => {
  model = await startMockOpenAi()
  everything = await startEverythingServer()
  const port = await freePort()
  guarded = await startMcpServer()
  oidc = await startOidcServer(`http://localhost:${port}/oauth/connect/callback`, mcpSettings(guarded.url))
  guard(guarded, oidc.origin)
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-files-'))
  const file = path.join(folder, 'files.json')
  const entry = path.resolve('node_modules/@modelcontextprotocol/server-filesystem/dist/index.js')
  writeFileSync(file, JSON.stringify({ command: path.resolve('node_modules/.bin/node'), args: [entry, folder] }))
  const allowed = [new URL(model.baseUrl).origin, everything.origin, guarded.origin, oidc.origin].join()
  studio = await startStudio({ port, env: { EGRESS_ALLOW: allowed, MCP_STDIO: `files=${file}` } })
})
test.afterAll(async () => {
  model.stop()
  await everything.stop()
  guarded.close()
  oidc.close()
  await studio.stop()
})

test('adds a server, tries and selects a tool, and an agent calls it; a stopped server is visible', async ({
  page,
}) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/integrations/mcp-servers`)
  await page.getByRole('button', { name: 'Add MCP server' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'URL' }).fill(everything.url)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Everything')
  await dialog.getByRole('button', { name: 'Save and list tools' }).click()
  await expect(page.getByRole('heading', { name: 'Everything' })).toBeVisible()

  await page.getByRole('button', { name: 'Try get-sum' }).click()
  const form = page.getByRole('form', { name: 'Try get-sum' })
  await form.getByRole('textbox', { name: 'a', exact: true }).fill('2')
  await form.getByRole('textbox', { name: 'b', exact: true }).fill('3')
  await form.getByRole('button', { name: 'Call tool' }).click()
  await expect(form.getByText('The sum of 2 and 3 is 5.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Allow echo' }).click()
  await expect(page.getByRole('heading', { name: /^1 of \d+ tools allowed$/ })).toBeVisible()

  const app = await makeAgent(page)
  await page.goto(`${studio.url}/apps/${app.id}`)
  await page.locator('[data-node-type=mcp-tools]').click()
  await page.getByRole('combobox', { name: 'MCP server' }).click()
  await page.getByRole('option', { name: 'Everything' }).click()
  await expect(page.getByRole('checkbox', { name: 'echo' })).toBeVisible()
  // The agent of this app decides about approval, and the node shows it.
  const approval = page.getByRole('combobox', { name: 'Approval of echo' })
  await expect(approval).toHaveText('Allow')
  await approval.click()
  await page.getByRole('option', { name: 'Ask first' }).click()
  await expect(approval).toHaveText('Ask first')
  await approval.click()
  await page.getByRole('option', { name: 'Allow' }).click()
  await sendMessage(page, 'use tool echo with {"message":"from MCP"}')
  await expect(page.getByText(/Echo: from MCP/).last()).toBeVisible({ timeout: 60_000 })

  await everything.stop()
  await page.reload()
  await sendMessage(page, 'Hello')
  await expect(page.getByText('The MCP server Everything did not respond.').first()).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('[data-node-type=mcp-tools]')).toHaveAttribute('data-node-status', 'failed')
  const [run] = (await (await page.request.get(`${studio.url}/api/studio/runs?appId=${app.id}`)).json()).runs
  await page.goto(`${studio.url}/runs/${run.id}`)
  await expect(page.getByText('The MCP server Everything did not respond.').first()).toBeVisible()
  await page.goto(`${studio.url}/integrations/mcp-servers`)
  await expect(page.getByText('Unavailable', { exact: true })).toBeVisible()
  await expect(page.getByText('The MCP server Everything did not respond.')).toBeVisible()
})

test('signs in at a server with OAuth, and adds a process of the operator', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/integrations/mcp-servers?new=url`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'URL' }).fill(guarded.url)
  await dialog.getByRole('button', { name: 'Save and list tools' }).click()
  await expect(page.getByText('Sign-in required', { exact: true })).toBeVisible()
  const popup = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const window = await popup
  await expect.poll(() => window.isClosed()).toBe(true)
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Allow echo' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in again' })).toBeVisible()

  await page.goto(`${studio.url}/integrations/mcp-servers?new=url`)
  await dialog.getByRole('combobox', { name: 'Server' }).click()
  await page.getByRole('option', { name: 'files' }).click()
  await dialog.getByRole('button', { name: 'Save and list tools' }).click()
  await expect(page.getByRole('checkbox', { name: 'Allow read_text_file' })).toBeVisible()
})

async function sendMessage(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill(text)
  await message.press('Enter')
}

async function makeAgent(page: Page): Promise<{ id: string }> {
  const api = page.request
  const connection = await send(api, 'POST', '/connections', {
    name: 'Mock',
    provider: 'openai-compatible',
    baseUrl: model.baseUrl,
  })
  await send(api, 'PUT', '/models/default', { chat: { connection: connection.id, model: 'mock-5tok-0ms' } })
  const node = (id: string, type: string, x: number, y = 0, config: object = {}) => ({
    id,
    type,
    version: type === 'mcp-tools' ? 3 : 1,
    label: type,
    config,
    position: { x, y },
  })
  const edge = (id: string, from: [string, string], to: [string, string]) => ({
    id,
    from: { node: from[0], port: from[1] },
    to: { node: to[0], port: to[1] },
  })
  return send(api, 'POST', '/apps', {
    name: 'Agent with MCP',
    graph: {
      schemaVersion: 1,
      nodes: [
        node('input', 'input', 0),
        node('mcp', 'mcp-tools', 0, 300),
        node('agent', 'agent', 350, 0, { ask: 'never' }),
        node('answer', 'answer', 700),
      ],
      edges: [
        edge('e1', ['input', 'message'], ['agent', 'prompt']),
        edge('e2', ['mcp', 'tools'], ['agent', 'tools']),
        edge('e3', ['agent', 'text'], ['answer', 'text']),
      ],
    },
  })
}

async function send(api: APIRequestContext, method: string, path: string, data: object) {
  const url = `${studio.url}/api/studio${path}`
  const response = await api.fetch(url, { method, data, headers: { origin: studio.url } })
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
