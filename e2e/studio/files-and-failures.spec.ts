import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

const node = (id: string, type: string, x: number, config: object = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y: 0 },
})
const edge = (from: string, to: string) => {
  const end = (text: string) => ({ node: text.split('.')[0] ?? '', port: text.split('.')[1] ?? '' })
  return { id: `${from}-${to}`.replaceAll('.', '_'), from: end(from), to: end(to) }
}

async function createApp(page: Page, name: string, nodes: object[], edges: object[]): Promise<string> {
  const all = [node('in', 'input', 0), ...nodes, node('out', 'answer', 900)]
  const graph = { schemaVersion: 1, nodes: all, edges }
  return (await post(page.request, studio, '/api/studio/apps', { name, graph })).id
}

test('a step makes a Word document, which is saved from the run panel', async ({ page }) => {
  await setUp(page, studio)
  const id = await createApp(
    page,
    'Writer',
    [node('make', 'make-file', 300, { format: 'docx', name: 'Letter' }), node('read', 'read-file', 600)],
    [
      edge('in.message', 'make.content'),
      edge('make.file', 'read.file'),
      edge('make.file', 'out.files'),
      edge('read.text', 'out.text'),
    ],
  )
  await page.goto(`${studio.url}/apps/${id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('textbox', { name: 'Message' }).fill('# Dear Ada')
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  const link = page.getByRole('link', { name: 'Save' }).first()
  await expect(page.getByText('Letter.docx').first()).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('Letter.docx')
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

test('a failed run starts the selected app, and both runs link to each other', async ({ page }) => {
  await setUp(page, studio)
  const reporter = await createApp(
    page,
    'Reporter',
    [node('say', 'template', 300, { text: 'Got: {{message}}' })],
    [edge('in.message', 'say.message'), edge('say.text', 'out.text')],
  )
  await publishApp(page, studio, reporter, [])
  const fragile = await createApp(
    page,
    'Fragile',
    [node('calc', 'math', 300, { expression: '{{amount}} / 0' })],
    [edge('in.message', 'calc.amount'), edge('calc.text', 'out.text')],
  )
  const slug = await publishApp(page, studio, fragile, [], {}, { access: 'link' })

  await page.goto(`${studio.url}/apps/${fragile}/settings`)
  await page.getByRole('tab', { name: 'Failures' }).click()
  await page.getByRole('combobox', { name: 'App to run on failure' }).click()
  await page.getByRole('option', { name: 'Reporter' }).click()
  await expect(page.getByText('The app was saved')).toBeVisible()

  const { secret } = await post(page.request, studio, '/api/studio/keys', { name: 'Callers', appIds: [fragile] })
  const response = await page.request.post(`${studio.url}/api/v1/apps/${slug}/runs`, {
    data: { inputs: { message: '5' } },
    headers: { authorization: `Bearer ${secret}` },
  })
  expect((await response.json()).status, await response.text()).toBe('failed')
  const { runId } = await response.json()
  await page.goto(`${studio.url}/runs/${runId}`)
  const opens = page.getByRole('link', { name: 'Open its run' })
  await expect(async () => {
    await page.reload()
    await expect(opens).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await opens.click()
  await expect(page.getByText('This run reports a failed run.')).toBeVisible()
  await expect(page.getByText(/Code: INVALID_INPUT/).first()).toBeVisible()
})
