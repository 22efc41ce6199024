// Time from the click on the bubble until the visitor can type: npm run bench:widget. Needs the build and a Chromium.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'

const RUNS = Number(process.env.RUNS ?? 20)
const SLOWER = Number(process.env.SLOWER ?? 4)
const PORT = 4870
const SHOP_PORT = 4871
const studio = `http://localhost:${PORT}`
const shopOrigin = `http://localhost:${SHOP_PORT}`
const headers = { origin: studio, 'content-type': 'application/json' }

const dataDir = mkdtempSync(path.join(tmpdir(), 'patchbay-bench-'))
const server = spawn('node_modules/.bin/node', ['dist/server.mjs'], {
  env: {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    PORT: String(PORT),
    PATCHBAY_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const shop = http.createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><html lang="en"><title>Shop</title><h1>Kettles</h1><p>${'A kettle. '.repeat(2_000)}</p><script src="${studio}/widget.js" data-app="bench" defer></script></html>`,
  )
})
shop.listen(SHOP_PORT, '127.0.0.1')
const browser = await chromium.launch({
  executablePath: process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  await publish(await firstLink())
  for (const [name, restMs] of [
    ['page at rest', 3_000],
    ['clicked at once', 0],
  ]) {
    const times = []
    for (let run = 0; run < RUNS; run += 1) times.push(await measure(restMs))
    times.sort((one, other) => one - other)
    const quantile = (share) => times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)].toFixed(0)
    console.log(
      `${name}: p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, worst ${quantile(1)} ms (${RUNS} runs, CPU ${SLOWER}x slower, ${cpus().length} cores)`,
    )
  }
} finally {
  await browser.close()
  shop.close()
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  rmSync(dataDir, { recursive: true, force: true })
}

function firstLink() {
  return new Promise((resolve) => {
    let text = ''
    server.stdout.on('data', (part) => {
      text += part
      const token = /setup=(\S+)/.exec(text)?.[1]
      if (token) resolve(token)
    })
  })
}

async function publish(token) {
  const context = await browser.newContext()
  const send = async (method, url, data) => {
    const response = await context.request.fetch(studio + url, { method, headers, data })
    if (!response.ok()) throw new Error(`${url}: ${await response.text()}`)
    return response.json()
  }
  await send('POST', '/api/studio/session/setup', {
    token,
    name: 'Ada',
    email: 'ada@example.com',
    password: 'correct horse battery',
  })
  const node = (id, type, config = {}) => ({ id, type, version: 1, label: id, config, position: { x: 0, y: 0 } })
  const edge = { id: 'e', from: { node: 'in', port: 'message' }, to: { node: 'out', port: 'text' } }
  const graph = { schemaVersion: 1, nodes: [node('in', 'input'), node('out', 'answer')], edges: [edge] }
  const { id, revision } = await send('POST', '/api/studio/apps', { name: 'Bench', graph })
  await send('POST', `/api/studio/apps/${id}/versions`, { note: '', revision })
  const settings = {
    access: 'link',
    allowedOrigins: [shopOrigin],
    title: 'Bench',
    greeting: 'Hello!',
    suggestions: [],
    accent: '#2255cc',
  }
  await send('PUT', `/api/studio/apps/${id}/publication`, { slug: 'bench', ...settings })
  await context.close()
}

/** A first visit with an empty cache. @returns milliseconds from the click to the focus in the composer */
async function measure(restMs) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.addInitScript(() => {
    const now = () => performance.timeOrigin + performance.now()
    addEventListener('click', () => (window.clickedAt ??= now()), true)
    addEventListener(
      'focusin',
      (event) => event.target instanceof HTMLTextAreaElement && console.debug(`focused ${now()}`),
      true,
    )
  })
  await page.goto(shopOrigin)
  const bubble = page.getByRole('button', { name: /^Open chat/ })
  await bubble.waitFor()
  await page.waitForTimeout(restMs)
  const box = await bubble.boundingBox()
  // The frame reports it. Evaluating in the frame would first run Playwright's script, which takes longer than the
  // frame's own.
  const focused = page.waitForEvent('console', { predicate: (message) => message.text().startsWith('focused ') })
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  const focusedAt = Number((await focused).text().split(' ')[1])
  const clickedAt = await page.evaluate(() => window.clickedAt)
  await context.close()
  return focusedAt - clickedAt
}
