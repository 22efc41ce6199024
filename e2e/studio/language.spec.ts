import { expect, test } from '@playwright/test'
import { chooseCommand } from '../support/command-menu'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer

test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('a user changes the language, keeps a draft, and gets the language in another browser', async ({
  page,
  browser,
}) => {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await setUp(page, studio)
  await page.goto(`${studio.url}/settings?tab=workspace`)
  await page.getByRole('textbox', { name: 'Workspace name' }).fill('Half typed')
  await page.keyboard.press('ControlOrMeta+k')
  await chooseCommand(page, '简体')
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: '工作区名称' })).toHaveValue('Half typed')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page).toHaveTitle('设置 · Patchbay')

  // A browser set to English shows English until the user signs in.
  const other = await browser.newPage({ locale: 'en-GB' })
  await other.goto(`${studio.url}/sign-in`)
  await expect(other.getByRole('heading', { name: 'Sign in to Patchbay' })).toBeVisible()
  await setUp(other, studio)
  await other.goto(`${studio.url}/apps`)
  await expect(other.getByRole('heading', { level: 1, name: '应用' })).toBeVisible()
  await other.close()

  // New visitors get the language of their browser, starting with the server's response.
  const visitor = await browser.newContext({ locale: 'zh-CN', javaScriptEnabled: false })
  const signInPage = await visitor.newPage()
  await signInPage.goto(`${studio.url}/sign-in`)
  await expect(signInPage.getByRole('heading', { name: '登录 Patchbay' })).toBeVisible()
  await visitor.close()
  expect(problems).toEqual([])
})
