import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { findProblems, SCREENS, type Screen } from '../support/find-problems'
import { ANSWER, type DocumentsApp, makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

test.describe.configure({ timeout: 600_000 })

let studio: SharedStudio
let shop: PageServer
let app: DocumentsApp
let slug = ''
let runId = ''
let datasetId = ''

test.beforeAll(async ({ browser, shareStudio }) => {
  studio = shareStudio()
  shop = await servePage(
    () => `<h1>Kettles</h1><script src="${studio.url}/widget.js" data-app="${slug}" async></script>`,
  )
  const page = await browser.newPage()
  await setUp(page, studio)
  app = await makeDocumentsApp(page, studio, 'Kettle help')
  slug = await publishApp(page, studio, app.appId, [shop.origin])
  await page.goto(`${studio.url}/apps/${app.appId}`)
  await sendQuestion(page)
  const { runs } = await (await page.request.get(`${studio.url}/api/studio/runs`)).json()
  runId = runs[0].id
  datasetId = (await post(page.request, studio, '/api/studio/datasets', { name: 'Triage', kind: 'classification' })).id
  await post(page.request, studio, `/api/studio/datasets/${datasetId}/examples`, {
    data: { text: 'My card was charged twice', label: 'billing' },
  })
  await beginShadow(page)
  await measureSearch(page)
  await page.close()
})
test.afterAll(() => shop.close())

test('no page has a serious accessibility problem on a desktop and a phone, light and dark', async ({ browser }) => {
  const page = await openPage(browser)
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps`)
  // Loaded by code of the page, whose router is ready then.
  await text('Kettle help')(page)
  const found: string[] = []
  for (const [path, ready] of studioPages()) {
    await page.setViewportSize(SCREENS.desktop)
    await navigate(page, path)
    await ready(page)
    found.push(...(await findProblems(page, path, 'desktop')), ...(await findProblems(page, path, 'phone')))
  }
  expect(found).toEqual([])
})

for (const screen of ['desktop', 'phone'] as const) {
  test(`no page that differs on a phone has a serious accessibility problem on a ${screen}`, async ({ browser }) => {
    const page = await openPage(browser)
    await setUp(page, studio)
    const found: string[] = []
    for (const [path, ready] of pagesByScreen()) {
      await page.setViewportSize(SCREENS[screen])
      await page.goto(studio.url + path)
      await ready(page)
      found.push(...(await findProblems(page, path, screen)))
    }
    found.push(...(await visitorsProblems(page.context(), screen)))
    expect(found).toEqual([])
  })
}

async function openPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: SCREENS.desktop, reducedMotion: 'reduce', bypassCSP: true })
  // One slow page of about sixty is not a failure.
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

/** Navigates like a link, because full page loads would take most of the time. */
async function navigate(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => Reflect.get(window, 'next').router.push(to), path)
  await page.waitForURL(studio.url + path)
}

type Ready = (page: Page) => Promise<unknown>

const heading: Ready = (page) => page.getByRole('heading', { level: 1 }).first().waitFor()
const text =
  (words: string): Ready =>
  (page) =>
    page.getByText(words).first().waitFor()

/** Pages whose code depends on the size of the screen (`useIsPhone`, `matchMedia`): they are loaded on each. */
function pagesByScreen(): [path: string, ready: Ready][] {
  return [
    [`/apps/${app.appId}`, sendQuestion],
    [`/apps/${app.appId}`, showOtherView],
    [`/apps/${app.appId}/conversations`, heading],
    [`/runs/${runId}`, openNode],
  ]
}

/** All others, which only style sheets adapt: they are resized. */
function studioPages(): [path: string, ready: Ready][] {
  return [
    ['/apps', text('Kettle help')],
    [`/apps/${app.appId}/releases`, heading],
    [`/apps/${app.appId}/releases?tab=comparison`, text('Shadow')],
    [`/apps/${app.appId}/releases?tab=history`, heading],
    [`/apps/${app.appId}/releases?tab=versions`, heading],
    [`/apps/${app.appId}/share`, text('Address of the chat page')],
    [`/apps/${app.appId}/share?tab=widget`, text('Preview')],
    [`/apps/${app.appId}/share?tab=api`, heading],
    [`/apps/${app.appId}/settings`, heading],
    [`/apps/${app.appId}/settings?tab=access`, text('Allowed websites')],
    [`/apps/${app.appId}/settings?tab=data`, heading],
    [`/apps/${app.appId}/settings?tab=danger`, heading],
    [`/apps/${app.appId}/overview`, heading],
    ['/knowledge', text('Kettles')],
    [`/knowledge/${app.knowledgeBaseId}`, text('aurora.pdf')],
    [`/knowledge/${app.knowledgeBaseId}?tab=sources`, heading],
    [`/knowledge/${app.knowledgeBaseId}?tab=search`, heading],
    [`/knowledge/${app.knowledgeBaseId}?tab=lab`, text(QUESTION)],
    [`/knowledge/${app.knowledgeBaseId}?tab=lab`, showLabResults],
    [`/knowledge/${app.knowledgeBaseId}?tab=index`, text('New settings')],
    [`/knowledge/${app.knowledgeBaseId}?tab=metadata`, text('No fields yet')],
    [`/knowledge/${app.knowledgeBaseId}?tab=duplicates`, text('No near duplicates')],
    ['/help', heading],
    ['/help/concepts/app', text('An app')],
    ['/help/reference/errors', text('Texts by key')],
    ['/docs/api', heading],
    ['/docs/api?api=studio', heading],
    ['/models', heading],
    ['/models/catalog', heading],
    ['/models/catalog/compare', heading],
    ['/models/catalog/builtin/extractive', text('Your measurements')],
    ['/models/routes', heading],
    ['/models/trained', heading],
    ['/models/trained/new', heading],
    ['/integrations/connections', text('No connections yet')],
    ['/integrations/connections?new=custom', text('Connect a service')],
    ['/integrations/mcp-servers', text('No MCP servers yet')],
    ['/integrations/mcp-servers?new=url', text('Add an MCP server')],
    ['/data', heading],
    [`/data/${datasetId}`, text('My card was charged twice')],
    [`/data/${datasetId}?tab=statistics`, text('Lengths in tokens')],
    ['/automations', heading],
    ['/automations?tab=webhooks', heading],
    ['/automations?tab=batches', heading],
    ['/inbox', heading],
    ['/inbox?tab=failures', heading],
    ['/inbox?tab=alerts', heading],
    ['/runs', text(QUESTION)],
    ['/usage', heading],
    ['/usage?tab=budgets', heading],
    ['/usage?tab=replay', heading],
    ['/settings', heading],
    ...['workspace', 'members', 'keys', 'secrets', 'protection', 'queue', 'activity'].map((tab): [string, Ready] => [
      `/settings?tab=${tab}`,
      heading,
    ]),
    ['/settings?tab=policy', text('Private mode')],
    ['/settings?tab=ledger', text('Shows which data was sent to which service')],
  ]
}

/** A second version next to the live one. */
async function beginShadow(page: Page): Promise<void> {
  const path = `/api/studio/apps/${app.appId}`
  const { revision } = await (await page.request.get(studio.url + path)).json()
  // With a unique note, because an identical graph with the same note is the live version.
  const body = { revision, environment: 'staging', note: 'Shadow' }
  const { version } = await post(page.request, studio, `${path}/versions`, body)
  const { environments } = await (await page.request.get(`${studio.url}${path}/environments`)).json()
  const { live } = environments.find(({ name }: { name: string }) => name === 'production')
  await post(page.request, studio, `${path}/rollouts`, {
    environment: 'production',
    versionId: version.id,
    expectedVersionId: live.versionId,
    kind: 'shadow',
    percent: 100,
    rules: null,
  })
}

async function measureSearch(page: Page): Promise<void> {
  const path = `/api/studio/knowledge/${app.knowledgeBaseId}/lab`
  await post(page.request, studio, `${path}/questions`, { question: QUESTION, answer: 'eleven years' })
  const configurations = [{ name: 'Current settings', options: {} }]
  await post(page.request, studio, `${path}/runs`, { configurations })
}

/** The outline on a wide screen, which starts with the canvas; on a phone the opposite. */
async function showOtherView(page: Page): Promise<void> {
  const isPhone = page.viewportSize()?.width === SCREENS.phone.width
  const [first, other] = isPhone ? ['Outline', 'Canvas'] : ['Canvas', 'Outline']
  await page.getByRole('region', { name: first, exact: true }).waitFor()
  if (isPhone) await page.getByRole('button', { name: other, exact: true }).click()
  else await page.keyboard.press('o')
  await page.getByRole('region', { name: other, exact: true }).waitFor()
}

async function showLabResults(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Compare' }).click()
  await page.getByRole('row', { name: /Current settings/ }).waitFor()
}

async function openNode(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Find passages/ }).click()
  await page.getByRole('button', { name: 'Open the source' }).first().waitFor()
}

async function sendQuestion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('textbox', { name: 'Message' }).fill(QUESTION)
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  await page.getByText(ANSWER).first().waitFor()
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
}

/** Pages for signed-out users: sign-in, the hosted page, and an open widget. */
async function visitorsProblems(studioContext: BrowserContext, screen: Screen): Promise<string[]> {
  await studioContext.clearCookies()
  const page = await studioContext.newPage()
  await page.setViewportSize(SCREENS[screen])
  await page.goto(`${studio.url}/sign-in`)
  await page.getByLabel('Password').waitFor()
  const found = await findProblems(page, '/sign-in', screen)
  await page.goto(`${studio.url}/chat/${slug}`)
  await page.getByRole('textbox').fill(QUESTION)
  await page.getByRole('textbox').press('Enter')
  await page.getByRole('log').getByText(ANSWER).waitFor()
  found.push(...(await findProblems(page, '/chat', screen)))
  await page.goto(shop.origin)
  await page.getByRole('button', { name: /Open chat/ }).click()
  await page.frameLocator('iframe').getByRole('textbox').waitFor()
  found.push(...(await findProblems(page, 'widget', screen)))
  return found
}
