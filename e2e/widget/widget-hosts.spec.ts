import { expect, type Page } from '@playwright/test'
import { makeLettersApp } from '../support/make-apps'
import { publishApp } from '../support/publish-app'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio
let host: PageServer
const slugs = { letters: '', other: '' }

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  host = await servePage(({ pathname }) => {
    const src = `src="${studio.url}/widget.js"`
    if (pathname === '/module') return `<script type="module" ${src} data-app="${slugs.letters}"></script>`
    if (pathname === '/initial')
      return `<html lang="en"><title>Shop</title><style>* { all: initial !important }</style><p>Shop</p>
        <patchbay-chat app="${slugs.letters}" mode="inline"></patchbay-chat><script ${src}></script></html>`
    if (pathname === '/framework') return `<main></main><script ${src}></script>`
    return `<h1>Shop</h1><script ${src} data-app="${slugs.letters}" async></script>`
  })
  const page = await browser.newPage()
  await setUp(page, studio)
  slugs.letters = await publishApp(page, studio, await makeLettersApp(page, studio, 'Letters'), [host.origin])
  slugs.other = await publishApp(page, studio, await makeLettersApp(page, studio, 'Other letters'), [host.origin])
  await page.close()
})
test.afterAll(() => host.close())

const bubble = (page: Page, title = 'Letters') => page.getByRole('button', { name: `Open chat: ${title}` })

test('the console of a website that is not allowed names the cause', async ({ page }) => {
  const other = await servePage(
    () => `<h1>Blog</h1><script src="${studio.url}/widget.js" data-app="${slugs.letters}"></script>`,
  )
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  await page.goto(other.origin)
  await expect.poll(() => messages.join('\n')).toContain(`${other.origin} is not among its allowed websites`)
  expect(messages.join('\n')).not.toContain('Content-Security-Policy')
  await other.close()
})

test('a module script finds its attributes and its server', async ({ page }) => {
  let frames = 0
  page.on('request', (request) => {
    if (/\/embed\/[\w-]+\?/.test(request.url())) frames += 1
  })
  await page.goto(`${host.origin}/module`)
  await bubble(page).click()
  await expect(page.frameLocator('patchbay-chat iframe').getByRole('textbox')).toBeFocused()
  expect(frames).toBe(1)
})

test('a chat in a page without heights has its own height', async ({ page }) => {
  await page.goto(`${host.origin}/initial`)
  await expect(page.frameLocator('patchbay-chat iframe').getByRole('textbox')).toBeVisible()
  const box = () => page.locator('patchbay-chat iframe').boundingBox()
  await expect.poll(async () => (await box())?.height).toBe(600)
  expect((await box())?.width).toBeGreaterThan(600)
})

test('a framework can move the chat, set its app late, change it, and call it before it is ready', async ({ page }) => {
  await page.goto(`${host.origin}/framework`)
  await page.evaluate((app) => {
    Reflect.get(window, 'Patchbay').send('A letter', app)
    const chat = document.createElement('patchbay-chat')
    chat.setAttribute('mode', 'inline')
    document.body.append(chat)
    chat.setAttribute('app', app)
  }, slugs.letters)
  const chat = page.frameLocator('patchbay-chat iframe')
  await expect(chat.getByText('Send this?')).toBeVisible()
  await page.evaluate(() => document.querySelector('main')?.append(document.querySelector('patchbay-chat') ?? ''))
  await expect(chat.getByText('Send this?')).toBeVisible()
  await page.evaluate((app) => document.querySelector('patchbay-chat')?.setAttribute('app', app), slugs.other)
  await expect(page.locator('iframe[title="Other letters"]')).toHaveCount(1)
  await expect(chat.getByText('Send this?')).toHaveCount(0)
  // A theme change keeps the visitor's draft.
  await chat.getByRole('textbox').fill('Half a word')
  await page.evaluate(() => document.querySelector('patchbay-chat')?.setAttribute('theme', 'dark'))
  await expect(chat.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(chat.getByRole('textbox')).toHaveValue('Half a word')
})

/** Page events that a chat listens to; the test browser listens to more. */
const OURS = ['message', 'load', 'patchbay-chat:open']

test('fifty chats that are added and removed leave no listeners', async ({ page }) => {
  await page.goto(`${host.origin}/framework`)
  const devtools = await page.context().newCDPSession(page)
  const listeners = async () => {
    const counts = ['window', 'document'].map(async (expression) => {
      const { objectId = '' } = (await devtools.send('Runtime.evaluate', { expression })).result
      const { listeners } = await devtools.send('DOMDebugger.getEventListeners', { objectId })
      return listeners.filter(({ type }) => OURS.includes(type)).length
    })
    return Promise.all(counts)
  }
  const comeAndGo = (times: number) =>
    page.evaluate(
      async ({ app, times }) => {
        for (let index = 0; index < times; index += 1) {
          const chat = document.createElement('patchbay-chat')
          chat.setAttribute('app', app)
          document.body.append(chat)
          // Removed at three moments: before the chat knows its settings, while it renders, and when its
          // frame is shown.
          for (let frame = 0; frame < (index % 3) * 4; frame += 1)
            await new Promise((resolve) => requestAnimationFrame(resolve))
          chat.remove()
        }
      },
      { app: slugs.letters, times },
    )
  await comeAndGo(3)
  const before = await listeners()
  await comeAndGo(50)
  await expect.poll(listeners).toEqual(before)
  await expect(page.locator('patchbay-chat')).toHaveCount(0)
})

test('during a short outage the bubble appears later, and the panel can be closed and loads automatically', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 700 }, forcedColors: 'active' })
  const page = await context.newPage()
  await page.route('**/config?*', (route) => route.abort(), { times: 1 })
  await page.route(/\/embed\/[\w-]+\?/, (route) => route.abort(), { times: 1 })
  await page.goto(host.origin)
  await bubble(page).click()
  // The panel covers the page, and its frame with a close button is missing.
  await page.getByRole('button', { name: 'Close chat' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  const line = await bubble(page).evaluate((button) => getComputedStyle(button).borderTopWidth)
  expect(line).toBe('1px')
  await bubble(page).click()
  await expect(page.frameLocator('patchbay-chat iframe').getByRole('textbox')).toBeVisible({ timeout: 15_000 })
  await context.close()
})

test('a message in one tab is shown in the other', async ({ page, context }) => {
  const openIn = async (tab: Page) => {
    await tab.goto(host.origin)
    await bubble(tab).click()
    return tab.frameLocator('patchbay-chat iframe')
  }
  const one = await openIn(page)
  await one.getByRole('textbox').fill('First letter')
  await one.getByRole('textbox').press('Enter')
  await one.getByRole('button', { name: 'No', exact: true }).click()
  await expect(one.getByText('The answer is empty.')).toBeVisible()
  const tab = await context.newPage()
  const two = await openIn(tab)
  await expect(two.getByRole('log').getByText('First letter')).toBeVisible()
  await two.getByRole('textbox').fill('Second letter')
  await two.getByRole('textbox').press('Enter')
  await page.bringToFront()
  await expect(one.getByRole('log').getByText('Second letter')).toBeVisible()
})
