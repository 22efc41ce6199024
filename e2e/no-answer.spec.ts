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
  // Two starts of a server and two documents: the limits of the steps add up to more than one story has otherwise.
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
  // What was read is still there, also after a look at the server that failed.
  await page.getByPlaceholder('Search documents').fill('care')
  await expect(page.getByText('care.md')).toBeVisible()

  studio = await startStudio({ dataDir, port })
  await expect(note).toBeHidden({ timeout: 60_000 })
  // What was searched for meanwhile is found, and the file that waited goes on too.
  await expect(page.getByPlaceholder('Search documents')).toHaveValue('care')
  await expect(page.getByText('1 document', { exact: true })).toBeVisible({ timeout: 60_000 })
  // Its upload is listed until the server, which reads documents meanwhile, has it.
  await expect(page.getByText('warranty.md')).toHaveCount(0, { timeout: 60_000 })
  await page.getByPlaceholder('Search documents').fill('')
  await expect(page.getByText('2 documents', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('1 passage')).toHaveCount(2, { timeout: 60_000 })
})

test('a page that is asked for while the server is away opens once it is back, and what is on the screen stays', async ({
  page,
}) => {
  await setUp(page, studio)
  for (const name of ['Cups', 'Spoons']) await post(page.request, studio, '/api/studio/knowledge', { name })
  await page.goto(`${studio.url}/knowledge`)
  const search = page.getByPlaceholder('Search knowledge')
  await search.fill('half a word')
  await page.evaluate(() => Reflect.set(window, 'same', true))
  const { dataDir, port, url } = studio
  await studio.kill()
  const link = page.getByRole('navigation').getByRole('link', { name: 'Runs', exact: true })
  await link.click()
  const note = page.getByText('The requested page opens when the server is back.')
  await expect(note).toBeVisible()

  // Stayed at: nothing opens by itself later.
  await page.getByRole('button', { name: 'Stay on this page' }).click()
  await expect(note).toBeHidden()
  await expect(page.getByText('This page may be out of date')).toBeVisible()
  await link.click()
  await expect(note).toBeVisible()
  // Nor for one who has opened a dialog meanwhile, by button or by key; it stays.
  const dialog = page.getByRole('dialog')
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
  // As for one who types on.
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

test('a page of another build is loaded anew, and one that a proxy alone refuses is left to the browser', async ({
  page,
}) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps`)
  const isSame = () => page.evaluate(() => Reflect.get(window, 'same') === true)
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
  await expect.poll(isSame).toBe(false)

  await page.evaluate(() => Reflect.set(window, 'same', true))
  await page.route('**/usage?_rsc=*', (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }))
  await open('Usage')
  await expect(page).toHaveURL(`${studio.url}/usage`)
  await expect.poll(isSame).toBe(false)
})
