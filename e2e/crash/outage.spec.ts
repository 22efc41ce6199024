import { expect, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('an outage is reported on an open page, and the page and an upload resume when the server is back', async ({
  page,
}) => {
  // Two server starts and two documents: more steps than the default timeout allows.
  test.setTimeout(420_000)
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
  const note = page.getByText('The server is unreachable. This page may be out of date')
  await expect(note).toBeVisible({ timeout: 60_000 })
  // The content is still there, also after a failed poll.
  await page.getByPlaceholder('Search documents').fill('care')
  await expect(page.getByText('care.md')).toBeVisible()

  studio = await startStudio({ dataDir, port })
  await expect(note).toBeHidden({ timeout: 60_000 })
  // The search typed meanwhile has results, and the waiting upload continues.
  await expect(page.getByPlaceholder('Search documents')).toHaveValue('care')
  await expect(page.getByText('1 document', { exact: true })).toBeVisible({ timeout: 60_000 })
  // Its upload is listed until the server, which processes documents meanwhile, has it.
  await expect(page.getByText('warranty.md')).toHaveCount(0, { timeout: 60_000 })
  await page.getByPlaceholder('Search documents').fill('')
  await expect(page.getByText('2 documents', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('1 passage')).toHaveCount(2, { timeout: 60_000 })
})

test('a page requested during an outage opens when the server is back, and the current screen stays', async ({
  page,
}) => {
  await setUp(page, studio)
  for (const name of ['Cups', 'Spoons']) await post(page.request, studio, '/api/studio/knowledge', { name })
  await page.goto(`${studio.url}/knowledge`)
  const search = page.getByPlaceholder('Search knowledge')
  await search.fill('half a word')
  await page.evaluate(() => Reflect.set(window, 'same', true))
  // The code of the command menu is loaded in advance, so that it opens for the first time during an outage.
  const dialog = page.getByRole('dialog')
  await page.waitForFunction(() => performance.getEntriesByName('command-menu-loaded').length > 0)
  const { dataDir, port, url } = studio
  await studio.kill()
  const link = page.getByRole('navigation').getByRole('link', { name: 'Runs', exact: true })
  await link.click()
  const note = page.getByText('The requested page opens when the server is back.')
  await expect(note).toBeVisible()

  // Cancelled: nothing opens later.
  await page.getByRole('button', { name: 'Stay on this page' }).click()
  await expect(note).toBeHidden()
  await expect(page.getByText('This page may be out of date')).toBeVisible()
  await link.click()
  await expect(note).toBeVisible()
  // Nor if a dialog was opened meanwhile, by button or key; it stays open.
  await page.keyboard.press('Control+k')
  await page.getByRole('button', { name: 'Stay on this page' }).click()
  await expect(note).toBeHidden()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await link.click()
  await expect(note).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(note).toBeHidden()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await link.click()
  await expect(note).toBeVisible()
  // Simulates a user who continues typing.
  await search.press('End')
  await search.pressSequentially(' more')
  await expect(note).toBeHidden()

  await link.click()
  await expect(note).toBeVisible()
  await expect(search).toHaveValue('half a word more')
  studio = await startStudio({ dataDir, port })
  await expect(page).toHaveURL(`${url}/runs`, { timeout: 30_000 })
  await expect(page.getByRole('heading', { name: 'Runs', exact: true })).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'same'))).toBe(true)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Knowledge', exact: true })).toBeVisible()
  await expect(page.getByText('is unreachable')).toBeHidden()
})

test('a page of another build is reloaded, and one that only a proxy rejects is left to the browser', async ({
  page,
}) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps`)
  const isSame = () => page.evaluate(() => Reflect.get(window, 'same') === true)
  // Waits across the navigation, during which nothing can be evaluated.
  const isReloaded = () => page.waitForFunction(() => Reflect.get(window, 'same') !== true)
  await page.evaluate(() => Reflect.set(window, 'same', true))
  const open = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
  await open('Data')
  await expect(page).toHaveURL(`${studio.url}/data`)
  expect(await isSame()).toBe(true)

  await page.route('**/runs?_rsc=*', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'x-nextjs-deployment-id': 'another' } })
  })
  await open('Runs')
  await expect(page).toHaveURL(`${studio.url}/runs`)
  await isReloaded()

  await page.evaluate(() => Reflect.set(window, 'same', true))
  await page.route('**/usage?_rsc=*', (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }))
  await open('Usage')
  await expect(page).toHaveURL(`${studio.url}/usage`)
  await isReloaded()
})
