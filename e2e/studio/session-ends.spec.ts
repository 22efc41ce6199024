import { expect, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { OWNER, setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('signs in again in place when a session expires, and notices a sign-out in another tab', async ({
  page,
  context,
}) => {
  await setUp(page, studio)
  // A new session starts in the user's first workspace, and the page belongs to the second.
  await post(page.request, studio, '/api/studio/workspaces', { name: 'Second' })
  const { id } = await post(page.request, studio, '/api/studio/apps', {
    name: 'Help',
    templateId: 'chat-with-documents',
  })
  await page.goto(`${studio.url}/apps/${id}`)
  const node = page.locator('.react-flow__node').first()
  await node.click({ position: { x: 60, y: 12 } })
  await context.clearCookies()
  await page.keyboard.press('Alt+ArrowDown')
  const dialog = page.getByRole('dialog', { name: 'Sign in to continue' })
  const password = dialog.getByLabel('Password')
  await expect(password).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await password.fill('wrong')
  await password.press('Enter')
  await expect(dialog.getByText('password is incorrect')).toBeVisible()
  await password.fill(OWNER.password)
  await password.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.locator('[data-save-status]')).toHaveAttribute('data-save-status', 'saved')
  await expect(page).toHaveURL(`${studio.url}/apps/${id}`)
  const revision = async () => (await (await page.request.get(`${studio.url}/api/studio/apps/${id}`)).json()).revision
  await expect.poll(revision).toBe(1)

  // A search typed while signed out keeps the previous results instead of showing an error.
  await page.goto(`${studio.url}/apps`)
  const base = await post(page.request, studio, '/api/studio/knowledge', { name: 'Kettles' })
  const file = { name: 'care.md', mimeType: 'text/markdown', buffer: Buffer.from('# Care\n\nA kettle.') }
  const documents = `${studio.url}/api/studio/knowledge/${base.id}/documents`
  await page.request.post(documents, { multipart: { file }, headers: { origin: studio.url } })
  await page.goto(`${studio.url}/knowledge/${base.id}`)
  await expect(page.getByText('care.md')).toBeVisible()
  await context.clearCookies()
  await page.getByPlaceholder('Search documents').fill('nothing like it')
  await expect(dialog).toBeVisible()
  await expect(page.getByText('Something went wrong')).toHaveCount(0)
  await expect(page.getByText('care.md')).toBeVisible()
  await password.fill(OWNER.password)
  await password.press('Enter')
  await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible()

  // Deliberate sign-out in another tab: this tab does not keep showing its data.
  const other = await context.newPage()
  await other.goto(`${studio.url}/apps`)
  await other.getByRole('button', { name: 'Ada, Account and theme' }).click()
  await other.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  await expect(page).toHaveURL(/\/sign-in/)
})
