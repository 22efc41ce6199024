// Takes the pictures of docs/images on an empty server: node scripts/take-screenshots.mjs "THE PRINTED LINK"
// PATCHBAY_CHROMIUM selects a browser other than /usr/bin/chromium.
import { mkdirSync, statSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { makePdf } from '../e2e/support/make-pdf.ts'
import {
  changedDraft,
  DOCUMENTS,
  FORM,
  HANDBOOK,
  LAB_QUESTIONS,
  PEOPLE,
  QUESTIONS,
  SHOP,
} from './screenshot-material.mjs'

const IMAGES = path.join(import.meta.dirname, '..', 'docs', 'images')
const SCREEN = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }
const THEMES = ['light', 'dark']

const link = process.argv[2] ?? ''
if (!URL.canParse(link) || !new URL(link).searchParams.has('setup')) {
  console.error('Usage: node scripts/take-screenshots.mjs "http://localhost:3000/?setup=…" (the link of a first start)')
  process.exit(1)
}
const studio = new URL(link).origin
mkdirSync(IMAGES, { recursive: true })

const browser = await chromium.launch({
  executablePath: process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const context = await browser.newContext(SCREEN)
context.setDefaultTimeout(30_000)
const page = await context.newPage()
const shop = await serveShop()

try {
  await signUp()
  await createApp()
  const appId = new URL(page.url()).pathname.split('/')[2]
  const knowledgeBaseId = await upload()
  await sendQuestions(page)
  await page
    .locator('.react-flow__node')
    .filter({ hasText: 'Answer from pass' })
    .click({ position: { x: 60, y: 12 } })
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await page.waitForTimeout(800)
  await save(page, 'canvas')
  await timeTravel()
  await outline()
  const slug = await publish()
  await versions()
  await page.goto(`${studio}/knowledge/${knowledgeBaseId}`)
  await search()
  await save(page, 'knowledge')
  await lab(knowledgeBaseId)
  await catalog()
  await chat(slug)
  await widget(slug)
  await rows()
  await screens(appId, knowledgeBaseId)
} catch (error) {
  await page.screenshot({ path: path.join(tmpdir(), 'take-screenshots-failed.png') })
  throw error
} finally {
  await browser.close()
  shop.close()
}

async function signUp() {
  await page.goto(link)
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('Email').fill('ada@example.com')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL(/\/apps$/)
}

async function createApp() {
  await page
    .getByRole('button', { name: /Chat with your documents/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Set up with my own data' }).click()
  await page.getByRole('button', { name: 'Create app' }).click()
  await page.waitForURL(/\/apps\/[0-9a-f-]{36}/)
  await page.locator('.react-flow__node').nth(4).waitFor()
}

async function upload() {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const handbook = { name: 'aurora-7-handbook.pdf', mimeType: 'application/pdf', buffer: makePdf(HANDBOOK) }
  await page.locator('input[type=file]').setInputFiles([handbook, ...DOCUMENTS])
  for (let attempt = 0; attempt < 120; attempt++) {
    const response = await page.request.get(`${studio}/api/studio/knowledge`)
    const [base] = (await response.json()).knowledgeBases
    const ready = await page.request.get(`${studio}/api/studio/knowledge/${base.id}/documents`)
    const { documents = [] } = ready.ok() ? await ready.json() : {}
    if (documents.length === DOCUMENTS.length + 1 && documents.every(({ status }) => status === 'ready')) return base.id
    await page.waitForTimeout(500)
  }
  throw new Error('The documents were not ready in a minute.')
}

async function sendQuestions(where, scope = where, questions = QUESTIONS.slice(0, 1)) {
  for (const { question, quote } of questions) {
    const message = scope.getByRole('textbox').last()
    await message.fill(question)
    await message.press('Enter')
    await scope.getByText(quote).first().waitFor()
    await where.waitForTimeout(1_500)
  }
}

async function outline() {
  await page.keyboard.press('o')
  await page.getByRole('treeitem').first().waitFor()
  await save(page, 'outline')
  await page.keyboard.press('o')
}

async function publish() {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.getByRole('link', { name: 'Share and embed' }).click()
  await page.getByRole('link', { name: 'Change access' }).click()
  const slug = await page.getByRole('textbox', { name: 'Address' }).inputValue()
  await page.getByRole('textbox', { name: 'Allowed websites' }).fill(shop.origin)
  await page.getByRole('button', { name: 'Save settings' }).click()
  const saved = page.getByText('The settings were saved')
  await saved.waitFor()
  await page.getByRole('link', { name: 'Share', exact: true }).click()
  await page.getByRole('tab', { name: 'API' }).click()
  await saved.waitFor({ state: 'hidden' })
  await save(page, 'publish')
  await page.getByRole('tab', { name: 'Widget' }).click()
  await page.waitForTimeout(2_000)
  await save(page, 'designer')
  return slug
}

/** Changes since the first version, opened at the model's instructions. */
async function versions() {
  const appId = new URL(page.url()).pathname.split('/')[2]
  const app = `/api/studio/apps/${appId}`
  const { graph, revision } = await send('GET', app)
  await send('PUT', `${app}/draft`, { revision, graph: changedDraft(graph) })
  await page.goto(`${studio}/apps/${appId}?versions=1..draft&change=model`)
  await page.locator('ins').first().waitFor()
  await save(page, 'versions')
}

async function search() {
  await page.getByRole('tab', { name: 'Test search' }).click()
  const box = page.getByPlaceholder('Ask a question that the documents answer')
  await box.fill(QUESTIONS[1].question)
  await box.press('Enter')
  await page.getByText(QUESTIONS[1].quote).first().waitFor()
  await page.waitForTimeout(500)
}

/** Questions with known answers, in three configurations. */
async function lab(knowledgeBaseId) {
  await page.goto(`${studio}/knowledge/${knowledgeBaseId}?tab=lab`)
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const file = { name: 'questions.csv', mimeType: 'text/csv', buffer: Buffer.from(LAB_QUESTIONS) }
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByRole('button', { name: /^Import \d+ questions/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('radio', { name: 'Compare' }).click()
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await page.getByRole('row', { name: /Current settings/ }).waitFor()
  await page.getByRole('radio', { name: 'Chart' }).click()
  await page.getByText(/questions imported/).waitFor({ state: 'hidden' })
  await save(page, 'retrieval-lab')
}

/** Facts and prices of the built-in catalog; no service is connected. */
async function catalog() {
  await page.goto(`${studio}/models/catalog`)
  await page.getByRole('link', { name: /Extractive/ }).waitFor()
  await save(page, 'catalog')
}

async function chat(slug) {
  const visitor = await openVisitor(`${studio}/chat/${slug}`)
  await sendQuestions(visitor, visitor, QUESTIONS)
  await save(visitor, 'chat')
}

async function widget(slug) {
  const visitor = await openVisitor(`${shop.origin}/?app=${slug}`)
  await visitor.getByRole('button', { name: /Open chat/ }).click()
  await sendQuestions(visitor, visitor.frameLocator('iframe'), QUESTIONS.slice(0, 2))
  await save(visitor, 'widget')
}

/** The canvas of the run in the middle of the timeline, and its comparison with another question. */
async function timeTravel() {
  const app = page.url()
  // The settings of the selected node took the place of the run panel.
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const link = page.getByRole('link', { name: 'Open on the canvas' }).last()
  const run = new URL((await link.getAttribute('href')) ?? '', studio)
  await page.goto(`${run}?at=7`)
  await page
    .locator('.react-flow__node')
    .filter({ hasText: 'Find passages' })
    .click({ position: { x: 60, y: 12 } })
  await save(page, 'time-travel')
  const rerun = await page.request.post(`${studio}/api/studio/runs/${run.pathname.split('/').pop()}/rerun`, {
    data: { inputs: { message: QUESTIONS[1].question } },
    headers: { origin: studio },
  })
  await rerun.text()
  await page.goto(`${run}?with=${rerun.headers()['x-run-id']}`)
  await page.getByRole('region', { name: 'Outputs' }).waitFor()
  await save(page, 'time-travel-compare')
  await page.goto(app)
  await page.locator('.react-flow__node').nth(4).waitFor()
}

/** A form app's batch page with a completed file. */
async function rows() {
  const app = { name: 'Payment reminders', kind: 'form', graph: FORM }
  const { id, revision } = await send('POST', '/api/studio/apps', app)
  const { publication } = await send('POST', `/api/studio/apps/${id}/versions`, { note: '', revision })
  const { publishedVersion, baseUrl, ...settings } = publication
  await send('PUT', `/api/studio/apps/${id}/publication`, { ...settings, access: 'link', page: 'both' })
  const visitor = await openVisitor(`${baseUrl}/chat/${settings.slug}#rows`)
  const file = { name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) }
  await visitor.locator('input[type=file]').setInputFiles(file)
  const card = visitor.getByRole('region', { name: file.name })
  await card.getByText(/rows can run/).waitFor()
  await card.getByRole('button', { name: 'Start' }).click()
  await card.getByRole('button', { name: 'Show errors' }).waitFor()
  await card.getByText('Done').waitFor()
  await card.getByRole('button', { name: 'Show errors' }).click()
  await save(visitor, 'rows')
}

/** Ten screens with their content, in both languages of the studio. */
async function screens(appId, knowledgeBaseId) {
  const paths = {
    apps: '/apps',
    canvas: `/apps/${appId}`,
    overview: `/apps/${appId}/overview`,
    share: `/apps/${appId}/share`,
    changes: `/apps/${appId}?versions=1..draft&change=model`,
    knowledge: `/knowledge/${knowledgeBaseId}`,
    'retrieval-lab': `/knowledge/${knowledgeBaseId}?tab=lab`,
    catalog: '/models/catalog',
    integrations: '/integrations',
    usage: '/usage',
  }
  for (const locale of ['en', 'zh-CN']) {
    await context.addCookies([{ name: 'patchbay-locale', value: locale, url: studio }])
    mkdirSync(path.join(IMAGES, 'screens', locale), { recursive: true })
    for (const [name, place] of Object.entries(paths)) {
      await page.goto(studio + place, { waitUntil: 'networkidle' })
      await page.mouse.move(1, 500)
      await page.waitForTimeout(1_500)
      await page.screenshot({ path: path.join(IMAGES, 'screens', locale, `${name}.png`) })
    }
  }
}

async function send(method, url, data) {
  const response = await page.request.fetch(studio + url, { method, data, headers: { origin: studio } })
  if (!response.ok()) throw new Error(`${url}: ${await response.text()}`)
  return response.json()
}

/** A separate browser context, because conversations are stored there. */
async function openVisitor(url) {
  const own = await browser.newContext(SCREEN)
  own.setDefaultTimeout(30_000)
  const visitor = await own.newPage()
  await visitor.goto(url)
  return visitor
}

async function save(from, name) {
  // Moves the pointer away, so that no tooltip covers the picture.
  await from.mouse.move(1, 500)
  for (const theme of THEMES) {
    await from.emulateMedia({ colorScheme: theme })
    await from.waitForTimeout(1_000)
    const file = path.join(IMAGES, `${name}-${theme}.png`)
    await from.screenshot({ path: file })
    console.log(`${path.basename(file)} ${Math.round(statSync(file).size / 1000)} kB`)
  }
  await from.emulateMedia({ colorScheme: 'light' })
}

/** A shop's page on another origin with the widget. */
async function serveShop() {
  const server = http.createServer((request, response) => {
    const app = new URL(request.url ?? '/', 'http://shop').searchParams.get('app') ?? ''
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(SHOP.replace('</body>', `<script src="${studio}/widget.js" data-app="${app}" defer></script></body>`))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { origin: `http://localhost:${server.address().port}`, close: () => server.close() }
}
