import { expect, type FrameLocator, type Page } from '@playwright/test'
import { ANSWER, makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

const QUOTED = 'Quoted from documents without a language model'

let studio: SharedStudio
let shop: PageServer
let slugs: string[] = []

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  // The second app is included twice, as when two editors of a site paste it.
  shop = await servePage(() => {
    const script = (slug: string | undefined) =>
      `<script src="${studio.url}/widget.js" data-app="${slug}" async></script>`
    return `<h1>Kettles</h1>${[slugs[0], slugs[1], slugs[1]].map(script).join('')}`
  })
  const page = await browser.newPage()
  await setUp(page, studio)
  for (const name of ['Kettle help', 'Kettle sales']) {
    const { appId } = await makeDocumentsApp(page, studio, name)
    slugs = [...slugs, await publishApp(page, studio, appId, [shop.origin])]
  }
  await page.close()
})
test.afterAll(() => shop.close())

test('two apps on one page have a bubble and a conversation each; a second tab continues the first', async ({
  page,
  context,
}) => {
  await page.goto(shop.origin)
  await expect(page.getByRole('button', { name: /^Open chat/ })).toHaveCount(2)
  const help = await openChat(page, 'Kettle help')
  await askQuestion(help)
  await expect(help.getByText(QUOTED)).toBeVisible()

  const sales = await openChat(page, 'Kettle sales')
  await expect(sales.getByRole('textbox')).toBeVisible()
  await expect(sales.getByRole('log').getByText(ANSWER)).toHaveCount(0)
  await expect(page.getByRole('dialog', { name: 'Kettle help' })).toBeHidden()

  const tab = await context.newPage()
  await tab.goto(shop.origin)
  await expect((await openChat(tab, 'Kettle help')).getByRole('log').getByText(ANSWER)).toBeVisible()
  await expect((await openChat(tab, 'Kettle sales')).getByRole('log').getByText(ANSWER)).toHaveCount(0)
})

test('the hosted page shows that an answer consists of quotes, even after a reload', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slugs[0]}`)
  await page.getByRole('textbox').fill('   ')
  await page.getByRole('textbox').press('Enter')
  await expect(page.getByRole('log').locator('.turn')).toHaveCount(0)
  await page.getByRole('textbox').fill(QUESTION)
  await page.getByRole('textbox').press('Enter')
  await expect(page.getByText(QUOTED)).toBeVisible()
  await page.reload()
  await expect(page.getByText(QUOTED)).toBeVisible()
})

async function openChat(page: Page, title: string): Promise<FrameLocator> {
  await page.getByRole('button', { name: `Open chat: ${title}` }).click()
  return page.frameLocator(`iframe[title="${title}"]`)
}

async function askQuestion(chat: FrameLocator): Promise<void> {
  await chat.getByRole('textbox').fill(QUESTION)
  await chat.getByRole('textbox').press('Enter')
  await expect(chat.getByRole('log').getByText(ANSWER)).toBeVisible()
}
