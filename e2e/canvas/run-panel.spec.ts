import { expect, type Page, test } from '@playwright/test'
import { makeReaderApp } from '../support/make-apps'
import { post } from '../support/make-documents-app'
import { makePdf } from '../support/make-pdf'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const LEASE = makePdf(['The lease.\n\nThe notice period is three months.'])

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    localStorage['patchbay-dock-side'] ??= 'right'
  })
  await page.setViewportSize({ width: 1440, height: 900 })
  await setUp(page, studio)
})

const node = (page: Page, id: string) => page.locator(`.react-flow__node[data-id="${id}"]`)
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })

test('text and files that are not sent stay while the settings of a node take the place of the run panel', async ({
  page,
}) => {
  await page.goto(`${studio.url}/apps/${await makeReaderApp(page, studio, 'Lease reader')}`)
  await run(page).click()
  const message = page.getByRole('textbox', { name: 'Message' })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'lease.pdf', mimeType: 'application/pdf', buffer: LEASE })
  const file = page.getByRole('list', { name: 'Files' }).getByText('lease.pdf')
  await expect(file).toBeVisible()
  await message.fill('How long is the notice period?')

  await node(page, 'model').click({ position: { x: 60, y: 12 } })
  await expect(page.getByRole('complementary', { name: 'Node settings' })).toBeVisible()
  await expect(message).toHaveCount(0)
  await run(page).click()
  await expect(message).toHaveValue('How long is the notice period?')
  await expect(file).toBeVisible()
  await page.getByRole('tab', { name: 'Problems' }).click()
  await page.getByRole('tab', { name: 'Run', exact: true }).click()
  await expect(file).toBeVisible()

  await message.press('Enter')
  await expect(page.getByText(/notice period is three months/).first()).toBeVisible()
  await expect(message).toHaveValue('')
  await expect(page.getByRole('list', { name: 'Files' })).toHaveCount(0)
})

test('the file of a form stays while the run panel is hidden', async ({ page }) => {
  const fields = [{ name: 'lease', label: 'Lease', kind: 'file', required: true }]
  const nodes = [
    { id: 'in', type: 'input', config: { mode: 'form', fields } },
    { id: 'out', type: 'answer', config: {} },
  ].map((partial, index) => ({ version: 1, label: partial.id, position: { x: index * 400, y: 0 }, ...partial }))
  const edges = [{ id: 'e', from: { node: 'in', port: 'lease' }, to: { node: 'out', port: 'text' } }]
  const graph = { schemaVersion: 1, nodes, edges }
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Read a lease', graph })
  await page.goto(`${studio.url}/apps/${id}`)
  await run(page).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'lease.pdf', mimeType: 'application/pdf', buffer: LEASE })
  const file = page.getByRole('list', { name: 'Files' }).getByText('lease.pdf')
  await expect(file).toBeVisible()
  await node(page, 'out').click({ position: { x: 60, y: 12 } })
  await expect(file).toHaveCount(0)
  await run(page).click()
  await expect(file).toBeVisible()
})
