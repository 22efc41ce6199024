// Takes pictures of the screens that a design review compares, on an empty server, into a folder outside of the repository:
// node scripts/pages/take-review-pictures.mjs "THE PRINTED LINK" FOLDER
// For pictures of an earlier version, check it out in a worktree, build and start it there, and pass its link and another folder.
// PATCHBAY_CHROMIUM selects a browser other than /usr/bin/chromium.
import { mkdirSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { SHOP } from '../screenshot-material.mjs'

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const THEMES = ['light', 'dark']

const [link = '', folder = ''] = process.argv.slice(2)
if (!URL.canParse(link) || !new URL(link).searchParams.has('setup') || folder === '') {
  console.error('Usage: node scripts/pages/take-review-pictures.mjs "http://localhost:3000/?setup=…" FOLDER')
  process.exit(1)
}
const studio = new URL(link).origin
mkdirSync(folder, { recursive: true })

const browser = await chromium.launch({
  executablePath: process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const context = await browser.newContext({ viewport: SIZES.desktop, reducedMotion: 'reduce' })
context.setDefaultTimeout(30_000)
const page = await context.newPage()
const shop = await serveShop()

try {
  await signUp()
  const documents = await fromTemplate('chat-with-documents', 'Ask our handbook')
  const apps = {
    5: documents,
    8: await fromTemplate('support-triage', 'Sort support requests'),
    30: await withGraph('Nightly report', mesh(6, 5)),
    200: await withGraph('Price comparison', mesh(20, 10)),
  }
  const agent = await fromTemplate('mcp-agent', 'Research assistant')
  const slug = await publish(documents)
  await fillSettings()
  for (const [count, id] of Object.entries(apps))
    await takePicture(`canvas-${count}`, `/apps/${id}`, '.react-flow__pane')
  await takePicture('canvas-agent', `/apps/${agent}`, '.react-flow__pane')
  await takePicture('canvas-node', `/apps/${documents}`, '.react-flow__pane', selectNode)
  await takePicture('canvas-run', `/apps/${documents}#run`, '.react-flow__pane')
  // The template's documents have been indexed at this point.
  await askOnChatPage(slug)
  for (const tab of ['overview', 'conversations', 'evaluate', 'share', 'releases', 'settings'])
    await takePicture(`app-${tab}`, `/apps/${documents}/${tab}`, 'h1')
  await takePicture('apps', '/apps', 'h1')
  await takePicture('channel-email', `/apps/${documents}/share?tab=channels`, 'h1', openEmailChannel)
  await takePicture('connect-model', '/models', 'h1', openConnect)
  await takePicture('integrations', '/integrations', 'h1')
  await takePicture('inbox', '/inbox', 'h1')
  await takePicture('settings', '/settings', 'h1')
  await takePicture('environment', '/settings?tab=environment', 'table')
  await takePicture('secrets', '/settings?tab=secrets', 'table')
  await takePicture('missing', '/no-such-page', 'h2, h1')
  await takePicture('chat', `/chat/${slug}`, 'body')
  await takePicture('widget', `${shop.origin}/?app=${slug}`, 'body', openWidget)
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

async function fromTemplate(templateId, name) {
  return (await send('POST', '/api/studio/templates/apps', { templateId, name, locale: 'en' })).id
}

async function withGraph(name, graph) {
  return (await send('POST', '/api/studio/apps', { name, graph })).id
}

/** Columns of templates, each with values of the column before. */
function mesh(columns, rows) {
  const id = (column, row) => `t${column}-${row}`
  const nodes = []
  const edges = []
  for (let column = 0; column < columns; column += 1)
    for (let row = 0; row < rows; row += 1) {
      const before = [row, (row + 1) % rows].map((other) => id(column - 1, other))
      const text = column === 0 ? `Line ${row + 1}` : '{{a}} and {{b}}'
      nodes.push({
        id: id(column, row),
        type: 'template',
        version: 1,
        label: `Step ${column + 1}.${row + 1}`,
        config: { text },
        position: { x: column * 304, y: row * 240 },
      })
      if (column === 0) continue
      for (const [index, from] of before.entries()) {
        const to = { node: id(column, row), port: 'ab'[index] }
        edges.push({ id: `${from}-${to.node}-${to.port}`, from: { node: from, port: 'text' }, to })
      }
    }
  return { schemaVersion: 1, nodes, edges }
}

async function publish(id) {
  const { revision } = await send('GET', `/api/studio/apps/${id}`)
  const { publication } = await send('POST', `/api/studio/apps/${id}/versions`, { note: '', revision })
  const { publishedVersion, baseUrl, ...settings } = publication
  const open = { ...settings, access: 'link', allowedOrigins: [shop.origin] }
  await send('PUT', `/api/studio/apps/${id}/publication`, open)
  return settings.slug
}

async function fillSettings() {
  const text = { type: 'text', byEnvironment: { staging: 'https://staging.example.com' } }
  const variables = { API_BASE_URL: 'https://api.example.com/v2/orders', DEFAULT_LANGUAGE_OF_ANSWERS: 'en' }
  for (const [name, value] of Object.entries(variables))
    await send('PUT', '/api/studio/environment-variables', { ...text, name, default: value })
  const hosts = ['api.example.com', 'staging.example.com']
  await send('PUT', '/api/studio/secrets', { name: 'ORDERS_TOKEN', value: 'example-0123456789', hosts })
}

async function askOnChatPage(slug) {
  await page.goto(new URL(`/chat/${slug}`, studio).href)
  await page.getByRole('textbox').last().fill('How often should I clean the filter?')
  await page.keyboard.press('Enter')
  await page
    .getByRole('log')
    .getByText(/two weeks/)
    .first()
    .waitFor()
}

async function selectNode(from) {
  await from
    .locator('.react-flow__node')
    .nth(1)
    .click({ position: { x: 60, y: 12 } })
}

async function openConnect(from) {
  await from
    .getByRole('button', { name: /Connect a (model|service)/ })
    .first()
    .click()
  await from.getByRole('dialog').waitFor()
}

async function openEmailChannel(from) {
  await from.getByRole('button', { name: 'Add Email' }).click()
  await from.getByRole('dialog').waitFor()
}

async function openWidget(from) {
  await from.getByRole('button', { name: /Open chat/ }).click()
}

/** A picture for each size and theme. Steps that a size does not offer, such as a canvas on a phone, are left out. */
async function takePicture(name, address, content, prepare = async () => {}) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(new URL(address, studio).href)
    await page.goto('about:blank')
    await page.goto(new URL(address, studio).href, { waitUntil: 'networkidle' })
    await page
      .locator(content)
      .first()
      .waitFor()
      .catch(() => console.log(`${name} ${size}: no ${content}`))
    await prepare(page).catch(() => console.log(`${name} ${size}: not prepared`))
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme })
      await page.mouse.move(1, 500)
      await page.waitForTimeout(1_000)
      await page.screenshot({ path: path.join(folder, `${name}-${size}-${theme}.png`) })
    }
  }
  console.log(name)
}

async function send(method, url, data) {
  const response = await page.request.fetch(studio + url, { method, data, headers: { origin: studio } })
  if (!response.ok()) throw new Error(`${url}: ${await response.text()}`)
  return response.json()
}

/** A page of a shop on another origin, with the widget. */
async function serveShop() {
  const server = http.createServer((request, response) => {
    const app = new URL(request.url ?? '/', 'http://shop').searchParams.get('app') ?? ''
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(SHOP.replace('</body>', `<script src="${studio}/widget.js" data-app="${app}" defer></script></body>`))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { origin: `http://localhost:${server.address().port}`, close: () => server.close() }
}
