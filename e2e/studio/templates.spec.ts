import { expect, type Page, test } from '@playwright/test'
import { setUp } from '../support/set-up'
import { emptyFolder, type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio({ dataDir: emptyFolder() })
})
test.afterAll(() => studio.stop())

/** Opens the app of a template with one click. */
async function openTemplate(page: Page, name: string): Promise<void> {
  await page.goto(`${studio.url}/apps?new=app`)
  const use = page.getByRole('button', { name: `Use template ${name}`, exact: true })
  await use.waitFor({ timeout: 60_000 })
  await use.click()
  await expect(page).toHaveURL(/\/apps\/[0-9a-f-]{36}/)
}

const panelOf = (page: Page) => page.getByRole('region', { name: 'Run and problems' })

test('three templates give a result in one click each', async ({ page }) => {
  await setUp(page, studio)

  await test.step('answers the sample question from the sample documents', async () => {
    await openTemplate(page, 'Chat with your documents')
    const panel = panelOf(page)
    await expect(panel.getByRole('region', { name: 'Example answer' })).toContainText('every two weeks')
    await expect(panel.getByRole('textbox', { name: 'Message' })).toHaveValue('How often should I clean the filter?')
    const isReady = async () => {
      const { knowledgeBases } = await (await page.request.get(`${studio.url}/api/studio/knowledge`)).json()
      return knowledgeBases[0].chunkCount > 0 && knowledgeBases[0].pendingCount === 0
    }
    await expect.poll(isReady, { timeout: 60_000 }).toBe(true)
    await panel.getByRole('button', { name: 'Send' }).click()
    await expect(panel.getByRole('region', { name: 'Example answer' })).toBeHidden()
    await expect(panel.getByText(/Rinse the filter under warm water/).first()).toBeVisible({ timeout: 60_000 })
    await expect(panel.getByRole('heading', { name: 'Add your own documents' })).toBeVisible()
    await panel.getByRole('button', { name: 'Dismiss' }).click()
    await expect(panel.getByRole('heading', { name: 'Add your own documents' })).toBeHidden()
  })

  await test.step('cleans up the sample table', async () => {
    await openTemplate(page, 'Spreadsheet clean-up')
    const panel = panelOf(page)
    await expect(panel.getByLabel('CSV with a header row')).toHaveValue(/MEYER, ANNA/)
    await panel.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(panel.getByText('4 rows, total 1260.4').first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('shows the example answer of one that needs a model, beside the way to connect one', async () => {
    await openTemplate(page, 'Invoice to JSON')
    const panel = panelOf(page)
    await expect(panel.getByRole('region', { name: 'Example answer' })).toContainText('"invoiceNumber": "2026-0417"')
    await expect(panel.getByRole('button', { name: 'Connect a model' })).toBeVisible()
  })
})

test('the gallery is searched by title and node type, filtered, and used by keyboard', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps?new=app`)
  const dialog = page.getByRole('dialog')
  const cards = dialog.getByRole('article')
  await expect.poll(() => cards.count()).toBeGreaterThan(20)
  const search = dialog.getByRole('searchbox', { name: 'Search templates' })
  await search.fill('transcribe')
  await expect(cards.getByRole('heading')).toHaveText(['Meeting notes from audio', 'Voice assistant'])
  await search.fill('no such template')
  await expect(dialog.getByText('No template found')).toBeVisible()
  await dialog.getByRole('button', { name: 'Show all templates' }).click()
  await dialog.getByRole('button', { name: 'Works without a key' }).click()
  await expect(cards).toHaveCount(4)
  await cards.first().getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'Example answer' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
