import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, expect, type Page, type Request } from '@playwright/test'
import { en } from '../../lib/client/messages/en/en'
import { browserTexts } from '../../lib/messages/problems/en/browser'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

/**
 * Accepted weight of each page: compressed JavaScript in bytes, and requests, until the network is idle. Requests vary
 * with the time that the page takes, since it polls.
 */
const LIMITS: Record<string, { scriptBytes: number; requests: number }> = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../scripts/pages/page-weight.json'), 'utf8'),
)

const AREAS = Object.keys({ ...en, ...browserTexts }).join('|')
const KEY = new RegExp(`\\b(${AREAS})\\.[a-z][\\w-]+\\b`)

let studio: SharedStudio
let state: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>
let appId = ''

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  const page = await browser.newPage()
  await setUp(page, studio)
  appId = (
    await post(page.request, studio, '/api/studio/apps', {
      name: 'Kettle help',
      templateId: 'chat-with-documents',
    })
  ).id
  state = await page.context().storageState()
  await page.close()
})

for (const [name, limit] of Object.entries(LIMITS)) {
  test(`/${name} stays within its accepted JavaScript and requests with a cold cache`, async ({ browser }) => {
    const { scripts, requests, readyMs } = await weigh(browser, name === 'editor' ? `apps/${appId}` : name)
    const scriptBytes = scripts.reduce((sum, { bytes }) => sum + bytes, 0)
    console.log(
      `PAGE ${JSON.stringify({ name, scriptBytes, scripts: scripts.length, requests: requests.length, readyMs })}`,
    )
    const heaviest = scripts.toSorted((a, b) => b.bytes - a.bytes).map(({ file, bytes }) => `${file} ${bytes}`)
    expect(
      scriptBytes,
      `Load code on demand, as components/ui/part.ts does:\n${heaviest.join('\n')}`,
    ).toBeLessThanOrEqual(limit.scriptBytes)
    expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(limit.requests)
  })
}

async function weigh(browser: Browser, address: string) {
  const context = await browser.newContext({ storageState: state })
  const page = await context.newPage()
  // Without code that is loaded in advance: on a slow machine that happens before the network is idle.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  const finished: Request[] = []
  page.on('requestfinished', (request) => finished.push(request))
  await page.goto(`${studio.url}/${address}`)
  const content = address.startsWith('apps/')
    ? page.locator('.react-flow__pane')
    : page.getByRole('heading', { level: 1 })
  await content.first().waitFor()
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0)
  // A message that was not parsed for the page would show its arguments.
  await expect(page.locator('body')).not.toContainText(/\{\w+[,}]/)
  // A message that the page does not load first would show its key.
  await expect(page.locator('body')).not.toContainText(KEY)
  const labels = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[title], [aria-label]')].flatMap((element) => [
        element.getAttribute('title') ?? '',
        element.getAttribute('aria-label') ?? '',
      ]),
    )
  await expect.poll(async () => (await labels()).filter((label) => KEY.test(label))).toEqual([])
  const readyMs = await page.evaluate(() => Math.round(performance.now()))
  await page.waitForLoadState('networkidle')
  const scripts = await Promise.all(
    finished
      .filter((request) => request.resourceType() === 'script')
      .map(async (request) => ({
        file: path.basename(new URL(request.url()).pathname),
        bytes: (await request.sizes()).responseBodySize,
      })),
  )
  await context.close()
  return { scripts, requests: finished.map((request) => `${request.method()} ${request.url()}`), readyMs }
}
