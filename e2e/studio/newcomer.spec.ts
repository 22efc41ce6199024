import { execFile } from 'node:child_process'
import http from 'node:http'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import OpenAI from 'openai'
import { makeDocumentsApp } from '../support/make-documents-app'
import { makePdf } from '../support/make-pdf'
import { setUp } from '../support/set-up'
import { emptyFolder, freePort, type StudioServer, startStudio } from '../support/studio-server'

const PAGES = [
  'The Aurora 7 kettle: handbook.\n\nThank you for choosing the Aurora 7. Please read this handbook before the first use. The kettle holds one point seven litres of water and heats it in under four minutes.',
  'Warranty.\n\nThe warranty of the Aurora 7 kettle lasts eleven years from the day of purchase. It covers the heating element, the lid and the switch. Damage by limescale is not covered.',
  'Care.\n\nDescale the kettle every six weeks with two spoons of citric acid. Never put the base under running water.',
]
const QUESTION = 'How long does the warranty of the Aurora 7 kettle last?'

let studio: StudioServer
let shop: { origin: string; close(): void }

test.beforeAll(async () => {
  studio = await startStudio({ dataDir: emptyFolder() })
  shop = await serveShop(() => studio.url)
})
test.afterAll(async () => {
  shop.close()
  await studio.stop()
})

test('a new user gets from the printed link to answers from curl, an SDK, a page and a widget', async ({
  page,
  context,
}) => {
  const link = /(http:\S+\?setup=\S+)/.exec(studio.firstLine)?.[1] ?? ''
  await signUp(page, link)

  await test.step('opens a template', async () => {
    await page
      .getByRole('button', { name: /Chat with your documents/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Set up with my own data', exact: true }).click()
    await page.getByRole('button', { name: 'Create app' }).click()
    await expect(page).toHaveURL(/\/apps\/[0-9a-f-]{36}/)
    await expect(page.locator('.react-flow__node')).toHaveCount(5)
  })

  await test.step('uploads a real PDF and asks', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'aurora.pdf', mimeType: 'application/pdf', buffer: makePdf(PAGES) })
    await expect
      .poll(
        async () =>
          (await (await page.request.get(`${studio.url}/api/studio/knowledge`)).json()).knowledgeBases[0].chunkCount,
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0)
    const message = page.getByRole('textbox', { name: 'Message' })
    await message.fill(QUESTION)
    await message.press('Enter')
    await expect(page.getByText(/lasts eleven years/).first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Quoted from your documents, without a language model').first()).toBeVisible()
  })

  await test.step('the citation opens the right page', async () => {
    await page
      .getByRole('button', { name: /Source 1: aurora\.pdf/ })
      .first()
      .click()
    const passage = page.getByRole('dialog')
    await expect(passage.getByText(/page 2/i).first()).toBeVisible()
    await expect(passage.locator('mark')).toContainText('eleven years')
    await page.keyboard.press('Escape')
  })

  const { slug, key } = await test.step('publishes and creates a key', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await expect(dialog.getByText('Version 1 is live', { exact: true })).toBeVisible()
    await dialog.getByRole('link', { name: 'Share and embed' }).click()
    await page.getByRole('link', { name: 'Change access' }).click()
    const slug = await page.getByRole('textbox', { name: 'Address' }).inputValue()
    await page.getByRole('textbox', { name: 'Allowed websites' }).fill(shop.origin)
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect(page.getByText('The settings were saved')).toBeVisible()
    await page.getByRole('link', { name: 'Share', exact: true }).click()
    await page.getByRole('tab', { name: 'API' }).click()
    await page.getByRole('button', { name: 'Create API key' }).click()
    await expect(page.getByText(/pb_live_[A-Za-z]{64}/).first()).toBeVisible()
    const text = await page.getByRole('main').textContent()
    return { slug, key: /pb_live_[A-Za-z]{64}/.exec(text ?? '')?.[0] ?? '' }
  })

  await test.step('calls the endpoint with curl', async () => {
    const body = JSON.stringify({ inputs: { message: QUESTION } })
    const { stdout } = await promisify(execFile)('curl', [
      '-sS',
      `${studio.url}/api/v1/apps/${slug}/runs`,
      '-H',
      `Authorization: Bearer ${key}`,
      '-H',
      'Content-Type: application/json',
      '-d',
      body,
    ])
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'succeeded',
      answer: expect.stringContaining('eleven years'),
      quoted: true,
    })
  })

  await test.step('calls it with the openai package, with and without streaming', async () => {
    const client = new OpenAI({ baseURL: `${studio.url}/api/openai/v1`, apiKey: key })
    const messages = [{ role: 'user' as const, content: QUESTION }]
    const completion = await client.chat.completions.create({ model: slug, messages })
    expect(completion.choices[0]?.message.content).toContain('eleven years')
    let streamed = ''
    for await (const chunk of await client.chat.completions.create({ model: slug, messages, stream: true })) {
      streamed += chunk.choices[0]?.delta.content ?? ''
    }
    expect(streamed).toBe(completion.choices[0]?.message.content)
    expect((await client.models.list()).data.map((model) => model.id)).toEqual([slug])
  })

  await test.step('chats in the widget on another origin', async () => {
    const visitor = await context.newPage()
    await visitor.goto(`${shop.origin}/?app=${slug}`)
    await visitor.getByRole('button', { name: /Open chat/ }).click()
    const frame = visitor.frameLocator('iframe')
    await frame.getByRole('textbox').fill(QUESTION)
    await frame.getByRole('textbox').press('Enter')
    await expect(frame.getByRole('log').getByText(/lasts eleven years/)).toBeVisible({ timeout: 60_000 })
    await frame
      .getByRole('button', { name: /Source 1: aurora\.pdf/ })
      .first()
      .click()
    await expect(frame.locator('mark')).toContainText('eleven years')
  })

  await test.step('chats on the hosted page', async () => {
    const visitor = await context.newPage()
    await visitor.goto(`${studio.url}/chat/${slug}`)
    await visitor.getByRole('textbox').fill(QUESTION)
    await visitor.getByRole('textbox').press('Enter')
    await expect(visitor.getByRole('log').getByText(/lasts eleven years/)).toBeVisible({ timeout: 60_000 })
  })
})

test('documents are rechunked without downtime, and a deleted one is restored', async ({ page }) => {
  await setUp(page, studio)
  const { knowledgeBaseId } = await makeDocumentsApp(page, studio, 'Kettle help')
  await page.goto(`${studio.url}/knowledge/${knowledgeBaseId}?tab=index`)

  await test.step('previews smaller passages next to the current ones', async () => {
    const now = page.getByRole('region', { name: 'Preview' }).locator('section').first()
    await expect(now.locator('mark')).toHaveCount(2)
    await page.getByRole('spinbutton', { name: 'Maximum passage size in tokens' }).fill('16')
    const planned = page.getByRole('region', { name: 'Preview' }).locator('section').last()
    await expect.poll(() => planned.locator('mark').count()).toBeGreaterThan(2)
  })

  await test.step('builds the new index, switches to it and back', async () => {
    await page.getByRole('button', { name: 'Build new index' }).click()
    await expect(page.getByText('Previous index')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/Automatic, up to 16 tokens/)).toBeVisible()
    await page.getByRole('button', { name: 'Switch back to this index' }).click()
    await expect(page.getByText(/Automatic, up to 200 tokens/).first()).toBeVisible({ timeout: 60_000 })
  })

  await test.step('deletes a document and restores it', async () => {
    await page.getByRole('tab', { name: 'Documents' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    // Match by passage count: the Undo toast also contains the document's name.
    await expect(page.getByRole('listitem').filter({ hasText: '2 passages' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: '2 passages' })).toBeVisible({ timeout: 60_000 })
  })
})

/** Signs up, typing the name before the scripts load, as happens on a slow machine. */
async function signUp(page: Page, link: string): Promise<void> {
  const scriptsAllowed = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async (route) => {
    await scriptsAllowed.promise
    await route.continue()
  })
  await page.goto(link, { waitUntil: 'commit' })
  const create = page.getByRole('button', { name: 'Create account' })
  await page.getByLabel('Your name').fill('Ada')
  await expect(create).toBeDisabled()
  scriptsAllowed.resolve()
  await expect(create).toBeEnabled()
  await page.getByLabel('Email').fill('ada@example.com')
  await page.getByLabel('Password').fill('correct horse battery')
  await expect(page.getByLabel('Your name')).toHaveValue('Ada')
  await create.click()
  await expect(page).toHaveURL(/\/apps$/)
}

/** A shop's page on another origin with the widget. */
async function serveShop(studioUrl: () => string): Promise<{ origin: string; close(): void }> {
  const port = await freePort()
  const server = http.createServer((request, response) => {
    const app = new URL(request.url ?? '/', 'http://shop').searchParams.get('app') ?? ''
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      `<!doctype html><title>Shop</title><h1>Kettles</h1><script src="${studioUrl()}/widget.js" data-app="${app}" async></script>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { origin: `http://localhost:${port}`, close: () => server.close() }
}
