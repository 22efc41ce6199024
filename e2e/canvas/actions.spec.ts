import { expect, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

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
    ...{ id, type, version: 1, label: id, config, position: { x: 0, y: 0 } },
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
