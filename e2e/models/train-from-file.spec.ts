import { expect } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

const TEXTS = {
  billing: 'My card was charged twice for order',
  shipping: 'The parcel has not arrived for order',
  returns: 'I would like to send back the kettle of order',
}
const EXAMPLES = Object.entries(TEXTS).flatMap(([label, text]) =>
  Array.from({ length: 12 }, (_, index) => ({ text: `${text} ${index + 1}`, label })),
)

test('a file becomes a data set, a version and a classifier in one form', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/models/trained`)
  await page.getByRole('link', { name: 'Train a model' }).first().click()

  await test.step('the file is mapped and imported', async () => {
    const csv = ['text,label', ...EXAMPLES.map(({ text, label }) => `${text},${label}`)].join('\n')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'mail.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    const dialog = page.getByRole('dialog', { name: 'mail.csv' })
    await dialog.getByRole('button', { name: 'Import' }).click()
    await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveText('mail, version 1', { timeout: 30_000 })
  })

  await test.step('the data is checked, and the classifier is trained', async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill('mail-triage')
    await page.getByRole('button', { name: 'Check the data' }).click()
    await page.getByRole('button', { name: 'Start training' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('mail-triage')
    await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/% correct|test examples correct/).first()).toBeVisible()
    await page.getByRole('link', { name: 'Use in an app' }).click()
    await expect(page.getByRole('tab', { name: 'Integrate' })).toHaveAttribute('aria-selected', 'true')
  })
})

test('a data set without a version gets its first one in the form', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/datasets', { name: 'Triage', kind: 'classification' })
  for (const data of EXAMPLES) await post(page.request, studio, `/api/studio/datasets/${id}/examples`, { data })
  await page.goto(`${studio.url}/models/trained/new`)
  const row = page.getByRole('listitem').filter({ hasText: 'Triage' })
  await expect(row).toContainText('36 examples')
  await row.getByRole('button', { name: 'Create version 1 and continue' }).click()
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveText('Triage, version 1')
  await page.getByRole('textbox', { name: 'Name' }).fill('triage')
  await page.getByRole('button', { name: 'Check the data' }).click()
  await expect(page.getByRole('button', { name: 'Start training' })).toBeVisible()
})

test('cancelling the import leaves no empty data set behind', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/models/trained/new`)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'unused.csv', mimeType: 'text/csv', buffer: Buffer.from('text,label\nHello,greeting\n') })
  await page.getByRole('dialog', { name: 'unused.csv' }).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: /Upload a file of examples CSV/ })).toBeVisible()
  await expect
    .poll(async () => JSON.stringify(await (await page.request.get(`${studio.url}/api/studio/datasets`)).json()))
    .not.toContain('unused')
})
