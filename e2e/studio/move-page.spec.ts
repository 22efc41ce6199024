import { expect } from '@playwright/test'
import { branches } from '../../lib/import/testing/dify-files'
import { questions } from '../../lib/import/testing/flowise-files'
import { ANSWER, makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('flows of two builders are moved in together, filled in, run and published', async ({ page }) => {
  await setUp(page, studio)
  await makeDocumentsApp(page, studio, 'Sample')

  await test.step('files are read one by one; one that cannot be read does not stop the others', async () => {
    await page.goto(`${studio.url}/import`)
    const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page
      .getByLabel('Drop or choose files')
      .setInputFiles([file('chat.yml', branches), file('Handbook help.json', questions), file('other.json', '{}')])
    await expect(page.getByText('This is not a Patchbay app')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Example' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Handbook help' })).toBeVisible()
    await page.getByRole('button', { name: 'What changed, and what to do' }).last().click()
    await expect(page.getByText('Select a knowledge base. Documents are not part of the file.')).toBeVisible()
  })

  await test.step('the knowledge base is selected once, and both apps are created', async () => {
    await page.getByRole('combobox', { name: /store/ }).click()
    await page.getByRole('option', { name: 'Kettles' }).click()
    await page.getByRole('button', { name: 'Create 2 apps' }).click()
    await expect(page.getByRole('status').filter({ hasText: '2 apps were created as drafts.' })).toBeVisible()
  })

  await test.step('the Flowise app runs and can be published', async () => {
    await page.getByRole('link', { name: 'Open' }).last().click()
    await page.waitForURL(/\/apps\/[0-9a-f-]{36}/)
    // The reports are still there after an app was opened.
    await page.goBack()
    await expect(page.getByRole('heading', { name: 'Handbook help' })).toBeVisible()
    await page.getByRole('link', { name: 'Open' }).last().click()
    await page.waitForURL(/\/apps\/[0-9a-f-]{36}/)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION)
    await page.getByRole('textbox', { name: 'Message' }).press('Enter')
    await expect(page.getByText(ANSWER).first()).toBeVisible()
    const appId = /apps\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
    expect(await publishApp(page, studio, appId, [])).not.toBe('')
  })
})
