import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { emptyFolder, type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
const folder = emptyFolder()

test.beforeAll(async () => {
  studio = await startStudio({ env: { TEMPLATE_FOLDERS: folder } })
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

test('an app becomes a template of the organization, from which another app is created', async ({ page }) => {
  await setUp(page, studio)
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', 0),
      node('call', 'http', 300, { url: 'https://orders.example.com/status' }),
      node('out', 'answer', 600),
    ],
    edges: [
      { id: 'a', from: { node: 'in', port: 'message' }, to: { node: 'call', port: 'when' } },
      { id: 'b', from: { node: 'call', port: 'body' }, to: { node: 'out', port: 'text' } },
    ],
  }
  await post(page.request, studio, '/api/studio/apps', { name: 'Order helper', graph })

  await test.step('the dialog lists what others will see, and saves a file', async () => {
    await page.goto(`${studio.url}/apps`)
    await page.getByRole('button', { name: 'More actions: Order helper' }).click()
    await page.getByRole('menuitem', { name: 'Share as template' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share as template' })
    await expect(dialog.getByRole('region', { name: 'Others will see' })).toContainText('orders.example.com')
    await dialog.getByLabel('Author').fill('Ada')
    await dialog.getByLabel('Description').fill('Add your **order service**.')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save template' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('order-helper.patchbay.json')
    await download.saveAs(path.join(folder, 'order-helper.patchbay.json'))
    writeFileSync(path.join(folder, 'broken.patchbay.json'), '{}')
  })

  await test.step('the gallery offers it first, with its author and hosts', async () => {
    await page.goto(`${studio.url}/apps?new=app`)
    const dialog = page.getByRole('dialog')
    const card = dialog.getByRole('article').first()
    await expect(card.getByRole('heading')).toHaveText('Order helper')
    await card.getByRole('button').first().click()
    const note = dialog.getByRole('region', { name: 'Template of your organization' })
    await expect(note).toContainText('Ada')
    await expect(note).toContainText('orders.example.com')
    await expect(note.getByText('order service')).toBeVisible()
    await dialog.getByRole('button', { name: 'Use template', exact: true }).click()
    await expect(page).toHaveURL(/\/apps\/[0-9a-f-]{36}/)
  })
})
