import { expect, test } from '@playwright/test'
import { findProblems } from '../support/find-problems'
import { makeReaderApp } from '../support/make-apps'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('webhooks and schedules are added from the node list and shown above the first node', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps/${await makeReaderApp(page, studio, 'Nightly')}`)
  await page.getByRole('button', { name: 'Show node list' }).click()
  const palette = page.getByRole('complementary', { name: 'Nodes' })
  const search = page.getByRole('searchbox', { name: 'Search nodes' })

  await search.fill('webhook')
  const found = palette.getByRole('listitem').getByRole('button')
  await expect(found.first()).toHaveText('Webhook trigger')
  await expect(found.nth(1)).toHaveText('HTTP request')
  await palette.getByRole('button', { name: 'Webhook trigger' }).click()
  const form = page.getByRole('dialog', { name: 'New webhook' })
  await form.getByLabel('Name').fill('Orders')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'I have copied it' }).click()

  const starts = page.getByRole('region', { name: 'Starts the app' })
  await expect(starts.getByRole('button')).toHaveText([/Orders.*Production · Webhook trigger/])

  await search.fill('schedule')
  await palette.getByRole('button', { name: 'Schedule' }).click()
  const plan = page.getByRole('dialog', { name: 'New schedule' })
  await plan.getByLabel('Name').fill('Every morning')
  await plan.getByRole('button', { name: 'Save' }).click()
  await expect(starts.getByRole('button')).toHaveCount(2)
  expect(await findProblems(page, 'the editor with triggers', 'desktop')).toEqual([])

  // The chip opens the settings, and follows its node.
  await starts.getByRole('button', { name: /Orders/ }).click()
  const settings = page.getByRole('dialog', { name: 'Orders' })
  await settings.getByLabel('Name').fill('New orders')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(starts.getByRole('button', { name: /New orders/ })).toBeVisible()
  await page.reload()
  await expect(starts.getByRole('button')).toHaveCount(2)
  const chips = await starts.boundingBox()
  const first = await page.locator('.react-flow__node').first().boundingBox()
  expect(chips && first && chips.y + chips.height <= first.y + 1).toBe(true)
})

test('a trigger fills the run panel with its sample event and runs the draft with it', async ({ page }) => {
  await setUp(page, studio)
  const node = (id: string, type: string, config: object, x: number) => ({
    ...{ id, type, version: 1, label: id, config, position: { x, y: 0 } },
  })
  const field = { name: 'title', label: 'Title', kind: 'text', required: true }
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', { mode: 'form', fields: [field] }, 0),
      node('text', 'template', { text: 'Triaged: {{in.title}}' }, 300),
      node('out', 'answer', {}, 600),
    ],
    edges: [{ id: 'e1', from: { node: 'text', port: 'text' }, to: { node: 'out', port: 'text' } }],
  }
  const { id: appId } = await post(page.request, studio, '/api/studio/apps', { name: 'Triage', graph })
  await publishApp(page, studio, appId, [])
  await post(page.request, studio, `/api/studio/apps/${appId}/event-triggers`, {
    name: 'News',
    plugin: 'rss',
    event: 'entry-published',
    connectionId: null,
    values: { feed: 'https://blog.example/feed.xml' },
    mapping: { kind: 'fields', fields: [{ input: 'title', path: 'title' }] },
  })
  await page.goto(`${studio.url}/apps/${appId}`)
  const starts = page.getByRole('region', { name: 'Starts the app' })
  await starts.getByRole('button', { name: 'Use sample: News' }).click()
  const title = await page.getByLabel('Title').inputValue()
  expect(title).not.toBe('')
  const panel = page.getByRole('region', { name: 'Run and problems' })
  await expect(panel.getByText(`Triaged: ${title}`)).toBeVisible()
  expect(await findProblems(page, 'a run with the sample', 'desktop')).toEqual([])
})
