import { type Browser, expect, type Locator, type Page } from '@playwright/test'
import { chatProblems } from '../support/chat-problems'
import { makeReaderApp } from '../support/make-apps'
import { ANSWER, makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

let studio: SharedStudio
let owner: Page
let knowledgeBaseId: string
let appId = ''
let readerId = ''
const slugs = { kettle: '', reader: '' }

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  owner = await browser.newPage()
  await setUp(owner, studio)
  ;({ appId, knowledgeBaseId } = await makeDocumentsApp(owner, studio, 'Kettle help'))
  const suggestions = [QUESTION, 'How much water does it hold?']
  slugs.kettle = await publishApp(owner, studio, appId, [], {}, { suggestions })
  readerId = await makeReaderApp(owner, studio, 'Lease reader')
  slugs.reader = await publishApp(owner, studio, readerId, [])
})

const side = (page: Page) => page.getByRole('complementary', { name: 'Conversations' })
const log = (page: Page) => page.getByRole('log')

async function askQuestion(page: Page, text: string, answer: RegExp): Promise<void> {
  await page.getByRole('textbox', { name: 'Type a message…' }).fill(text)
  await page.keyboard.press('Enter')
  await expect(log(page).getByText(answer).first()).toBeVisible()
}

test('a visitor starts with a suggestion, and finds, renames and deletes conversations beside the chat', async ({
  page,
}) => {
  await page.setViewportSize(WIDE)
  await page.goto(`${studio.url}/chat/${slugs.kettle}`)
  await expect(side(page).getByText('Your earlier conversations appear here.')).toBeVisible()
  await page.getByRole('list', { name: 'Suggestions' }).getByRole('button', { name: QUESTION }).click()
  await expect(log(page).getByText(ANSWER).first()).toBeVisible()
  const row = (name: string | RegExp) => side(page).getByRole('button', { name, exact: true })
  await expect(row(QUESTION)).toHaveAttribute('aria-current', 'true')
  for (const text of ['Limescale warranty', 'Warranty purchase', 'Litres of the kettle']) {
    await side(page).getByRole('button', { name: 'New chat' }).click()
    await askQuestion(page, text, /./)
    await expect(row(text)).toBeVisible()
  }
  await side(page).getByRole('searchbox').fill('eleven years aurora')
  await expect(row(QUESTION)).toBeVisible()
  await expect(row('Litres of the kettle')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await row(QUESTION).click()
  await expect(log(page).getByText(ANSWER).first()).toBeVisible()
  await side(page)
    .getByRole('button', { name: `Rename “${QUESTION}”` })
    .press('Enter')
  await page.keyboard.type('Birthday present')
  await page.keyboard.press('Enter')
  await expect(row('Birthday present')).toBeFocused()

  // The server's list of conversations, as the owner of the app sees it.
  const stored = async () => {
    const response = await owner.request.get(`${studio.url}/api/studio/apps/${appId}/conversations`)
    return (await response.json()).conversations.length
  }
  await expect.poll(stored).toBe(4)
  await side(page).getByRole('button', { name: 'Delete “Birthday present”' }).press('Enter')
  await expect(side(page).getByRole('button', { name: 'Undo' })).toBeFocused()
  await expect(log(page).getByText(ANSWER)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(row('Birthday present')).toBeFocused()
  await side(page).getByRole('button', { name: 'Delete “Birthday present”' }).press('Enter')
  await expect(side(page).getByText('“Birthday present” was removed.')).toBeVisible()
  // Opening another conversation ends the time to undo.
  await row('Limescale warranty').click()
  await expect.poll(stored).toBe(3)
  await page.reload()
  await expect(row('Limescale warranty')).toHaveAttribute('aria-current', 'true')
  await expect(row('Birthday present')).toHaveCount(0)
})

test("the proposed greeting is in the visitor's language, and the owner's is as written", async ({ browser }) => {
  const greetingFor = async (locale: string) => {
    const context = await browser.newContext({ locale })
    const page = await context.newPage()
    await page.goto(`${studio.url}/chat/${slugs.reader}`)
    const greeting = await page.locator('.greeting').textContent()
    await context.close()
    return greeting
  }
  expect(await greetingFor('en-US')).toBe('Hello! What would you like to know?')
  expect(await greetingFor('de-AT')).toBe('Hallo! Was möchten Sie wissen?')
  expect(await greetingFor('zh-CN')).toBe('您好！您想了解什么？')
  expect(await greetingFor('nl')).toBe('Hello! What would you like to know?')
  await publishApp(owner, studio, readerId, [], {}, { greeting: 'Ask about your lease.' })
  expect(await greetingFor('de-AT')).toBe('Ask about your lease.')
})

test('the sidebar closes on a wide screen and stays closed, and is a drawer on a phone', async ({ page }) => {
  await page.setViewportSize(WIDE)
  await page.goto(`${studio.url}/chat/${slugs.kettle}`)
  await side(page).getByRole('button', { name: 'Hide conversations' }).click()
  await expect(side(page)).toHaveCount(0)
  await page.reload()
  const opener = page.getByRole('button', { name: 'Conversations' })
  await expect(opener).toBeVisible()
  await opener.press('Enter')
  await expect(side(page)).toBeVisible()
  await page.setViewportSize(PHONE)
  await expect(side(page)).toHaveCount(0)
  await askQuestion(page, QUESTION, ANSWER)
  await opener.click()
  await expect(side(page)).toBeVisible()
  // The chat behind the drawer is not reachable.
  await expect(page.locator('.chat')).toHaveAttribute('inert', '')
  await page.keyboard.press('Escape')
  await expect(side(page)).toHaveCount(0)
  await expect(opener).toBeFocused()
  await opener.click()
  await side(page).getByRole('button', { name: 'New chat' }).click()
  await expect(side(page)).toHaveCount(0)
  await expect(log(page).getByText(ANSWER)).toHaveCount(0)
})

test('sent images are shown in the thread, enlarged on request, and still there after a reload', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slugs.reader}`)
  await expect(page.getByRole('button', { name: 'Attach files' })).toHaveAttribute('title', /PNG, JPEG.* 10 MB/)
  const notes = Buffer.from('The rent is nine hundred euros.')
  await page.locator('input[type=file]').setInputFiles([
    { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: notes },
  ])
  await expect(page.getByRole('list', { name: 'Files' }).getByRole('progressbar')).toHaveCount(0)
  await askQuestion(page, 'What is the rent?', /nine hundred/)
  const image = log(page).getByRole('button', { name: 'View “dot.png”' })
  await expect(image.locator('img')).toBeVisible()
  await expect(log(page).getByText('notes.txt').first()).toBeVisible()
  await image.press('Enter')
  await expect(page.getByRole('dialog', { name: 'dot.png' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(image).toBeFocused()
  await page.reload()
  await expect(image.locator('img')).toBeVisible()
})

test('a failed upload can be repeated', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slugs.reader}`)
  await page.route('**/embed/*/files', (route) => route.abort(), { times: 1 })
  const buffer = Buffer.from('The cellar is damp.')
  await page.locator('input[type=file]').setInputFiles([{ name: 'notes.txt', mimeType: 'text/plain', buffer }])
  const files = page.getByRole('list', { name: 'Files' })
  await expect(files.getByText(/could not be uploaded/)).toBeVisible()
  await files.getByRole('button', { name: 'Try again' }).click()
  await expect(files.getByRole('alert')).toHaveCount(0)
  await expect(files.getByRole('progressbar')).toHaveCount(0)
})

test('dragging a file over the chat names the accepted types', async ({ page }) => {
  await page.goto(`${studio.url}/chat/${slugs.reader}`)
  await expect(page.getByRole('button', { name: 'Attach files' })).toBeVisible()
  const drag = (type: string) =>
    page.locator('.app').evaluate((app, name) => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'notes.txt', { type: 'text/plain' }))
      app.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }))
    }, type)
  await drag('dragover')
  await expect(page.getByText('Drop files to attach them')).toBeVisible()
  await drag('dragleave')
  await expect(page.getByText('Drop files to attach them')).toHaveCount(0)
})

test('the page uses its own font and has no accessibility problems in both themes and sizes', async ({ browser }) => {
  for (const [viewport, colorScheme, locale] of [
    [WIDE, 'light', 'en'],
    [WIDE, 'dark', 'zh-CN'],
    [PHONE, 'light', 'zh-CN'],
    [PHONE, 'dark', 'en'],
  ] as const) {
    const page = await openChatPage(browser, { viewport, colorScheme, locale })
    await page.goto(`${studio.url}/chat/${slugs.kettle}`)
    const box = page.locator('textarea')
    await expect(box).toBeFocused()
    expect(
      await page.evaluate(() => document.fonts.ready.then(() => document.fonts.check('16px "Inter Variable"'))),
    ).toBe(true)
    expect(await chatProblems(page)).toEqual([])
    await box.fill(QUESTION)
    await page.keyboard.press('Enter')
    await expect(log(page).getByText(ANSWER).first()).toBeVisible()
    if (viewport === PHONE) await page.locator('.list').click()
    await expect(page.locator('.side').getByText(QUESTION)).toBeVisible()
    expect(await chatProblems(page)).toEqual([])
    await page.context().close()
  }
})

test('the owner uploads a logo and an avatar, and visitors see them with questions about the documents', async ({
  page,
}) => {
  await owner.goto(`${studio.url}/apps/${appId}/share?tab=widget`)
  const logo = owner.getByRole('group', { name: 'Logo' })
  const choose = (field: Locator, name: string, mimeType: string, content: Buffer) =>
    field.locator('input[type=file]').setInputFiles([{ name, mimeType, buffer: content }])
  await choose(logo, 'logo.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await expect(logo.getByRole('alert')).toContainText('The image was not accepted')
  await choose(logo, 'logo.png', 'image/png', Buffer.alloc(65 * 1024))
  await expect(logo.getByRole('alert')).toContainText('The image is larger than 64 kB.')
  await choose(logo, 'logo.png', 'image/png', Buffer.from(PNG, 'base64'))
  await expect(logo.getByRole('button', { name: 'Replace' })).toBeVisible()
  await expect(logo.getByRole('alert')).toHaveCount(0)
  const avatar = owner.getByRole('group', { name: 'Avatar' })
  await choose(avatar, 'avatar.png', 'image/png', Buffer.from(PNG, 'base64'))
  await expect(avatar.getByRole('button', { name: 'Remove' })).toBeVisible()
  const preview = owner.frameLocator('iframe[title="Preview"]')
  await expect(preview.locator('.top img.badge')).toHaveAttribute('src', /^data:image\/png/)
  await owner.getByLabel('Suggested questions').fill('')
  await owner.getByRole('button', { name: 'Save settings' }).click()
  await expect(owner.getByText('The settings were saved')).toBeVisible()

  // Without a language model, only questions that the documents contain can be answered with quotes.
  const name = 'care.md'
  const care =
    '# Care\n\n## How often should I descale the kettle?\n\nDescale the kettle every six weeks with citric acid.\n'
  const documents = `${studio.url}/api/studio/knowledge/${knowledgeBaseId}/documents`
  const multipart = { file: { name, mimeType: 'text/markdown', buffer: Buffer.from(care) } }
  expect((await owner.request.post(documents, { multipart, headers: { origin: studio.url } })).status()).toBe(200)
  const statuses = async () => {
    const list: { status: string }[] = (await (await owner.request.get(documents)).json()).documents
    return list.map(({ status }) => status)
  }
  await expect.poll(statuses, { timeout: 60_000 }).toEqual(['ready', 'ready'])

  await page.goto(`${studio.url}/chat/${slugs.kettle}`)
  await expect(page.locator('.welcome img.badge')).toHaveJSProperty('naturalWidth', 1)
  await page.getByRole('button', { name: 'How often should I descale the kettle?' }).click()
  await expect(
    log(page)
      .getByText(/every six weeks/)
      .first(),
  ).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-avatar', '')
})

async function openChatPage(browser: Browser, options: object): Promise<Page> {
  return (await browser.newContext({ ...options, reducedMotion: 'reduce' })).newPage()
}
