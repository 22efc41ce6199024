import { expect, test } from '@playwright/test'
import { post } from './support/make-documents-app'
import { setUp } from './support/set-up'
import { type StudioServer, startStudio } from './support/studio-server'

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('a server that stops under an open page is told, and its page, and a file, go on once it is back', async ({
  page,
}) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/knowledge', { name: 'Kettles' })
  const file = (name: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(`# ${name}\n\nA kettle.`) })
  await page.goto(`${studio.url}/knowledge/${id}`)
  const choose = page.locator('input[type=file]').first()
  await choose.setInputFiles(file('care.md'))
  await expect(page.getByText('1 passage')).toBeVisible({ timeout: 60_000 })

  const { dataDir, port } = studio
  await studio.end()
  await choose.setInputFiles(file('warranty.md'))
  const note = page.getByText('The server does not answer. What you see may be out of date')
  await expect(note).toBeVisible()
  // What was read is still there, also after a look at the server that failed.
  await page.getByPlaceholder('Search documents').fill('care')
  await expect(page.getByText('care.md')).toBeVisible()
  await page.getByPlaceholder('Search documents').fill('')

  studio = await startStudio({ dataDir, port })
  await expect(note).toBeHidden({ timeout: 30_000 })
  // The file that waited goes on too.
  await expect(page.getByText('2 documents', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('1 passage')).toHaveCount(2, { timeout: 60_000 })
})
