import { expect } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

const DOCUMENTS = {
  'warranty.md':
    '# Warranty\n\nThe warranty of the Aurora kettle lasts eleven years from the day of purchase. Damage by limescale is not covered.',
  'care.md':
    '# Care\n\nRemove limescale every six weeks with citric acid: two spoons in a litre of water, half an hour, then rinse twice.',
  'shipping.md':
    '# Shipping\n\nParcels to Switzerland take three days and cost nine francs. Returns are free for thirty days.',
  'parts.md': '# Parts\n\nThe lid is part AK-7731, the filter is part AK-2209, and the base plate is part AK-0054.',
}
const QUESTIONS = [
  'question,answer,document,passage',
  'How long is the kettle guaranteed?,eleven years,warranty.md,The warranty of the Aurora kettle lasts eleven years from the day of purchase.',
  'How do I get rid of scale?,citric acid,care.md,',
  'What does delivery cost?,nine francs,shipping.md,',
  'AK-2209,filter,parts.md,',
  'Who founded the company?,,history.md,',
].join('\n')

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('questions are imported, two configurations compared, a miss explained, and the better one applied', async ({
  page,
}) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/knowledge', { name: 'Kettles' })
  const documents = `${studio.url}/api/studio/knowledge/${id}/documents`
  for (const [name, text] of Object.entries(DOCUMENTS)) {
    const file = { name, mimeType: 'text/markdown', buffer: Buffer.from(text) }
    expect((await page.request.post(documents, { multipart: { file }, headers: { origin: studio.url } })).ok()).toBe(
      true,
    )
  }
  const statuses = async () => {
    const { documents: all } = await (await page.request.get(documents)).json()
    return all.map(({ status }: { status: string }) => status)
  }
  await expect.poll(statuses, { timeout: 60_000 }).toEqual(['ready', 'ready', 'ready', 'ready'])
  await page.goto(`${studio.url}/knowledge/${id}?tab=lab`)

  await test.step('the import reports passages without a match', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'questions.csv', mimeType: 'text/csv', buffer: Buffer.from(QUESTIONS) })
    await expect(dialog.getByText('The passage that answers it is not in these documents.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Import 4 questions' }).click()
    await expect(page.getByText('4 questions imported')).toBeVisible()
    await expect(page.getByText('How long is the kettle guaranteed?')).toBeVisible()
  })

  await test.step('compares two configurations side by side', async () => {
    await page.getByRole('radio', { name: 'Compare' }).click()
    await page.getByRole('button', { name: 'Remove “Semantic search only”' }).click()
    await page.getByRole('button', { name: 'Change “Keyword search only”' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Words, one passage')
    await dialog.getByRole('slider', { name: 'Passages', exact: true }).focus()
    await page.keyboard.press('Home')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    const row = page.getByRole('row', { name: /Current settings/ })
    await expect(row).toContainText('In use', { timeout: 60_000 })
    await expect(page.getByRole('row', { name: /Words, one passage/ })).toBeVisible()
  })

  await test.step('explains why a passage was missed', async () => {
    await page.getByRole('button', { name: /How long is the kettle guaranteed/ }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(/Returned at rank 1/)).toBeVisible()
    await dialog.getByRole('combobox', { name: 'Configurations' }).click()
    await page.getByRole('option', { name: 'Words, one passage' }).click()
    await expect(
      dialog.getByText(/Ranked \d+ in keyword search|[Ss]hares no word|Returned at rank/).first(),
    ).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('one click applies another configuration, and undo reverts it', async () => {
    const row = page.getByRole('row', { name: /Words, one passage/ })
    await row.getByRole('button', { name: 'Use this configuration' }).click()
    await expect(row).toContainText('In use')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('row', { name: /Current settings/ })).toContainText('In use')
  })
})
