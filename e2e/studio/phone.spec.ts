import { expect } from '@playwright/test'
import { ANSWER, makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('on a phone the user opens an app, runs it, and reads the answer, its source and its trace', async ({ page }) => {
  await setUp(page, studio)
  await makeDocumentsApp(page, studio, 'Kettle help')
  await page.goto(`${studio.url}/apps`)
  await page.getByRole('link', { name: 'Kettle help' }).tap()
  await page.getByRole('button', { name: 'Run', exact: true }).tap()
  await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION)
  await page.getByRole('button', { name: 'Send' }).tap()
  await expect(page.getByText(ANSWER).first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeInViewport({ ratio: 1 })

  await page
    .getByRole('button', { name: /Source 1: aurora\.pdf/ })
    .first()
    .tap()
  await expect(page.getByRole('dialog').locator('mark')).toBeInViewport()
  await page.getByRole('button', { name: 'Close', exact: true }).tap()

  await page.getByRole('tab', { name: 'Nodes' }).tap()
  await page
    .getByRole('button', { name: /Find passages/ })
    .first()
    .tap()
  await expect(page.getByRole('tab', { name: 'Last run' })).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Back', exact: true }).tap()
  await page.getByRole('button', { name: 'Close the panel' }).tap()
  // Phones start with the outline.
  await page.getByRole('treeitem', { name: /“Find passages”/ }).tap()
  await expect(page.getByRole('textbox', { name: 'Node name' })).toBeVisible()

  await page.goto(`${studio.url}/runs`)
  await page.getByRole('link', { name: QUESTION }).tap()
  await page
    .getByRole('button', { name: /Find passages/ })
    .first()
    .tap()
  await expect(page.getByText('aurora.pdf').first()).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})
