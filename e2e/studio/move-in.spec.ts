import { expect, type Page } from '@playwright/test'
import { branches, gaps } from '../../lib/import/testing/dify-files'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

async function choose(page: Page, name: string, text: string) {
  await page.goto(`${studio.url}/apps`)
  await page
    .getByLabel('Import an app')
    .setInputFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) })
  return page.getByRole('dialog', { name: 'Import an app' })
}

test('an app of Dify is imported with a report; missing nodes are placeholders on the canvas', async ({ page }) => {
  await setUp(page, studio)

  await test.step('a chatflow needs only its model checked', async () => {
    const dialog = await choose(page, 'chat.yml', branches)
    await expect(dialog).toContainText('Imported from Dify. Check 2 nodes before you run the app.')
    await expect(dialog).toContainText('Uses the default model of the workspace instead of gpt-4o.')
    await expect(dialog.getByLabel('Name')).toHaveValue('Example')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await page.waitForURL(/\/apps\/[0-9a-f-]{36}/)
    await expect(page.locator('.react-flow__node', { hasText: 'Short?' })).toBeVisible()
    await expect(page.locator('.react-flow__edge')).toHaveCount(10)
  })

  await test.step('a placeholder keeps the code of a step that uses Python packages', async () => {
    const dialog = await choose(page, 'flow.yml', gaps)
    await expect(dialog).toContainText('2 nodes are missing')
    await expect(dialog).toContainText('uses packages, the network or data of its builder')
    await expect(dialog).toContainText('Select a secret for the header Authorization.')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await page.waitForURL(/\/apps\/[0-9a-f-]{36}/)
    const placeholder = page.locator('.react-flow__node', { hasText: 'Python' })
    await placeholder.click()
    await expect(page.getByLabel('Original settings')).toHaveValue(/def main\(q\)/)
  })

  await test.step('reports a damaged file', async () => {
    const dialog = await choose(page, 'broken.yml', 'kind: app\napp:\n  name: x\nworkflow: 1')
    await expect(dialog.getByRole('alert')).toContainText('This file of Dify is damaged or has an unknown format.')
  })
})
