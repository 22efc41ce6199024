import { expect } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('an action is found in the palette, added, and filled in its form', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Notify' })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.getByRole('button', { name: 'Show node list' }).click()
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill('slak')
  await page.getByRole('button', { name: /Post a message/ }).click()

  const form = page.getByRole('complementary', { name: 'Node settings' })
  await expect(form.getByText('Slack · Post a message')).toBeVisible()
  await form.getByLabel('Channel').fill('C0123456789')
  await form.getByLabel('Text').click()
  await page.keyboard.type('Hello')
  await expect
    .poll(async () => {
      const { graph } = await (await page.request.get(`${studio.url}/api/studio/apps/${id}`)).json()
      return graph.nodes.find(({ type }: { type: string }) => type === 'action')?.config.values
    })
    .toEqual({ channel: 'C0123456789', text: 'Hello' })
})

test('a toolbox offers several actions to an agent', async ({ page }) => {
  await setUp(page, studio)
  const node = (id: string, type: string, config: object) => ({
    id,
    type,
    version: 1,
    label: id,
    config,
    position: { x: 0, y: 0 },
  })
  const graph = { schemaVersion: 1, nodes: [node('tools', 'toolbox', {})], edges: [] }
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Tools', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.locator('[data-id=tools]').click({ position: { x: 60, y: 14 } })
  const form = page.getByRole('complementary', { name: 'Node settings' })
  for (const title of ['Create an issue', 'Comment on an issue']) {
    // An empty toolbox starts with the list.
    if (title !== 'Create an issue') await form.getByRole('button', { name: 'Add action' }).click()
    await form.getByLabel('Search actions').fill('github')
    await form.getByRole('button', { name: title }).click()
    await expect(form.getByRole('button', { name: `GitHub · ${title}` })).toBeVisible()
  }
  await form.getByRole('button', { name: 'GitHub · Create an issue' }).click()
  await expect(form.getByLabel('Title')).toBeVisible()
})

test('the quick-add dialog finds actions of integrations, and keeps keys that are typed while it loads', async ({
  page,
}) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Ask the database' })
  // The dialog and the catalog arrive late, as on a slow network.
  let release = () => {}
  const pending = new Promise<void>((done) => {
    release = done
  })
  await page.goto(`${studio.url}/apps/${id}`)
  const canvas = page.locator('.react-flow__pane')
  await expect(canvas).toBeVisible()
  await page.route('**/_next/static/chunks/**', async (route) => {
    await pending
    await route.continue()
  })
  await canvas.click({ position: { x: 300, y: 200 } })
  await page.keyboard.press('/')
  await page.keyboard.type('postg')
  release()
  const dialog = page.getByRole('dialog', { name: 'Add a node' })
  await expect(dialog.getByRole('combobox')).toHaveValue('postg')
  await dialog.getByRole('option', { name: /^Query/ }).click()
  const form = page.getByRole('complementary', { name: 'Node settings' })
  await expect(form.getByText('PostgreSQL · Query')).toBeVisible()
})

test('a cURL command fills in the HTTP step, and its credentials become a connection', async ({ page }) => {
  await setUp(page, studio)
  const node = { id: 'call', type: 'http', version: 2, label: 'Call', config: {}, position: { x: 0, y: 0 } }
  const graph = { schemaVersion: 1, nodes: [node], edges: [] }
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Call', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.locator('[data-id=call]').click({ position: { x: 60, y: 14 } })
  const form = page.getByRole('complementary', { name: 'Node settings' })
  await form.getByRole('button', { name: 'Paste a cURL command' }).click()
  await form.getByLabel('cURL command').fill('curl -d @/etc/passwd https://api.example.com')
  await form.getByRole('button', { name: 'Fill in' }).click()
  await expect(form.getByText('“@/etc/passwd” reads a file of your computer. Paste its content instead.')).toBeVisible()
  await form
    .getByLabel('cURL command')
    .fill(`curl -X PUT https://api.example.com/orders -H 'Authorization: Bearer CANARY-token' --json '{"a": 1}'`)
  await form.getByRole('button', { name: 'Fill in' }).click()
  await expect(form.getByLabel('Address')).toHaveText('https://api.example.com/orders')
  const saved = async () => (await (await page.request.get(`${studio.url}/api/studio/apps/${id}`)).json()).graph
  await expect.poll(async () => (await saved()).nodes[0].config.connections?.length).toBe(1)
  const { config } = (await saved()).nodes[0]
  expect(config).toMatchObject({ method: 'PUT', bodyKind: 'json', headers: [] })
  expect(JSON.stringify(config)).not.toContain('CANARY')
})
