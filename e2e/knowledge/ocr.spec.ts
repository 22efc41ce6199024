import { expect, type Page } from '@playwright/test'
import { writeScannedPdf } from '../../lib/rag/ocr/testing/write-scanned-pdf'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio
test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('a scanned PDF is uploaded, read with OCR, and found by its text, with the reason', async ({ page }) => {
  await setUp(page, studio)
  const scan = await scanOf(page, 'Our nearest repair shop is in Winterthur, beside the railway station.')
  const { id } = await post(page.request, studio, '/api/studio/knowledge', { name: 'Letters' })
  await page.goto(`${studio.url}/knowledge/${id}`)
  await expect(page.getByText('Drop documents here or choose files')).toBeVisible({ timeout: 60_000 })
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from(scan) })
  await expect(
    page.getByText(/^Read by text recognition \(OCR\), with this confidence: page 1 \(\d\d %\)\.$/),
  ).toBeVisible({
    timeout: 90_000,
  })
  await page.getByRole('tab', { name: 'Test search' }).click()
  await page.getByPlaceholder('Ask a question that the documents answer').fill('Where is the repair shop?')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const hit = page.getByRole('listitem').filter({ hasText: 'Winterthur' })
  await expect(hit).toContainText('page 1', { timeout: 30_000 })
  // Why it was found: its ranks, its confidence, and the words of the question.
  for (const fact of [/Semantic\s*#1/, /Keyword\s*#1/, /Fused\s*#1/, /Rank\s*#1/, /Confidence\s*\d+ %/])
    await expect(hit).toContainText(fact)
  await expect(hit.locator('mark')).toContainText(['Repairs', 'repair', 'shop'])
})

/** A page rendered by Chromium and photographed: the PDF contains an image and no text. */
async function scanOf(page: Page, sentence: string): Promise<Uint8Array> {
  await page.setContent(
    `<body style="margin:60px;background:#f4f0e4;font:26px/1.6 serif"><h1>Repairs</h1><p>${sentence}</p></body>`,
  )
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 80, clip: { x: 0, y: 0, width: 1_200, height: 500 } })
  return writeScannedPdf([{ png: null, jpeg: { bytes: jpeg, width: 1_200, height: 500 } }])
}
