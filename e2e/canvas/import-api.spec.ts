import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { petDocument } from '../../lib/import/openapi/testing/pet-document'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let service: Server
let origin = ''
const seen: string[] = []

test.beforeAll(async () => {
  service = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-pet-key'] ?? ''} ${body}`)
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: 'Rex the dog' }))
    })
  })
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  const { port } = service.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  studio = await startStudio({ env: { EGRESS_ALLOW: origin } })
})
test.afterAll(async () => {
  service.closeAllConnections()
  service.close()
  await studio.stop()
})

test('imports an API, connects it, adds an operation to the canvas and runs it', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/integrations/apis`)
  await page.getByRole('link', { name: 'Import an API' }).first().click()
  await page.getByRole('radio', { name: 'Text' }).click()
  await page.getByRole('textbox', { name: 'Document' }).fill(petDocument())
  await page.getByRole('button', { name: 'Read document' }).click()
  await expect(page.getByText('Pet shop · 1 · 3 operations')).toBeVisible()
  await page.getByRole('combobox', { name: 'Address of the API' }).fill(`${origin}/v1`)
  await page.getByRole('checkbox', { name: 'Select all of pets' }).click()
  await expect(page.getByText('3 operations selected')).toBeVisible()
  await page.getByRole('button', { name: 'Import 3 operations' }).click()
  await expect(page.getByRole('heading', { name: 'Pet shop' })).toBeVisible()
  await page.getByRole('link', { name: 'Connect Pet shop' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('x-pet-key').fill('canary-key-0123456789')
  await dialog.getByRole('button', { name: 'Save and test' }).click()
  await expect(page.getByText('Pet shop is connected')).toBeVisible()

  const input = { id: 'in', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } }
  const graph = { schemaVersion: 1, nodes: [input], edges: [] }
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Shop', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.getByRole('button', { name: 'Show node list' }).click()
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill('add pet')
  await page
    .getByRole('button', { name: 'Add a pet' })
    .dragTo(page.getByRole('region', { name: 'Canvas' }), { targetPosition: { x: 700, y: 420 } })
  const card = page.locator('.react-flow__node', { hasText: 'Add a pet' })
  await card.click({ position: { x: 60, y: 14 } })
  const form = page.getByRole('complementary', { name: 'Node settings' })
  await expect(form.getByText('Pet shop · Add a pet')).toBeVisible()
  await form.getByRole('combobox', { name: 'Connection' }).click()
  await page.getByRole('option', { name: /Pet shop/ }).click()
  await form.getByRole('textbox', { name: 'Name', exact: true }).click()
  await page.keyboard.type('{{in.message}}')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dock = page.getByRole('region', { name: 'Run' })
  await dock.getByRole('textbox', { name: 'Message' }).fill('Rex')
  await dock.getByRole('textbox', { name: 'Message' }).press('Enter')
  await expect.poll(() => seen).toEqual(['POST /v1/pets canary-key-0123456789 {"name":"Rex"}'])
  await expect(card).toContainText('Rex the dog')
})
