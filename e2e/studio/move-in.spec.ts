import { expect, type Page } from '@playwright/test'
import { branches, gaps } from '../../lib/import/testing/dify-files'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

/** Reads the file on the page *Move to Patchbay* and opens its report. */
async function choose(page: Page, name: string, text: string) {
  await page.goto(`${studio.url}/apps`)
  await page.getByRole('link', { name: 'Import' }).click()
  const startOver = page.getByRole('button', { name: 'Start over' })
  await expect(page.getByRole('heading', { name: 'Move to Patchbay' })).toBeVisible()
  if (await startOver.isVisible()) await startOver.click()
  await page
    .getByLabel('Drop or choose files')
    .setInputFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) })
}

async function createAndOpen(page: Page) {
  await page.getByRole('button', { name: 'Create 1 app' }).click()
  await page.getByRole('link', { name: 'Open' }).click()
  await page.waitForURL(/\/apps\/[0-9a-f-]{36}/)
}

test('an app of Dify is imported with a report that stays with it; missing nodes are placeholders', async ({
  page,
}) => {
  await setUp(page, studio)

  await test.step('the page shows how to export a file from each builder', async () => {
    await page.goto(`${studio.url}/import`)
    await expect(page.getByRole('heading', { name: 'Typebot' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Supported nodes: n8n' })).toHaveAttribute(
      'href',
      '/help/guides/move-from-n8n',
    )
  })

  await test.step('a chatflow names its model and the settings that have no effect', async () => {
    await choose(page, 'chat.yml', branches)
    await expect(page.getByRole('heading', { name: 'Example' })).toBeVisible()
    await expect(page.getByText('2 nodes were changed')).toBeVisible()
    await page.getByRole('button', { name: 'What changed, and what to do' }).click()
    await expect(page.getByText('Imported from Dify. Check 2 nodes before you run the app.')).toBeVisible()
    await expect(page.getByText('Uses the default model of the workspace instead of gpt-4o.').first()).toBeVisible()
    await createAndOpen(page)
    await expect(page.locator('.react-flow__node', { hasText: 'Short?' })).toBeVisible()
    await expect(page.locator('.react-flow__edge')).toHaveCount(10)
  })

  await test.step('the report opens from the menu of the app, on the canvas and in the list', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Import report' }).click()
    const report = page.getByRole('dialog', { name: 'Import report' })
    await expect(report).toContainText('Imported from Dify. Check 2 nodes')
    await page.keyboard.press('Escape')
    await page.goto(`${studio.url}/apps`)
    await page.getByRole('button', { name: 'More actions: Example' }).click()
    await page.getByRole('menuitem', { name: 'Import report' }).click()
    await expect(report).toContainText('Imported from Dify. Check 2 nodes')
  })

  await test.step('a placeholder keeps the code of a step that uses Python packages', async () => {
    await choose(page, 'flow.yml', gaps)
    await expect(page.getByText('2 nodes are missing')).toBeVisible()
    await page.getByRole('button', { name: 'What changed, and what to do' }).click()
    await expect(page.getByText('uses packages, the network or data of its builder').first()).toBeVisible()
    await expect(page.getByText('Select a secret for the header Authorization.')).toBeVisible()
    await createAndOpen(page)
    const placeholder = page.locator('.react-flow__node', { hasText: 'Python' })
    await placeholder.click()
    await expect(page.getByLabel('Original settings')).toHaveValue(/def main\(q\)/)
  })

  await test.step('reports a damaged file', async () => {
    await choose(page, 'broken.yml', 'kind: app\napp:\n  name: x\nworkflow: 1')
    await expect(page.getByText('This file of Dify is damaged or has an unknown format.')).toBeVisible()
  })
})
