import { expect, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { emptyFolder, type StudioServer, startStudio } from '../support/studio-server'

const ECHO = {
  schemaVersion: 1,
  nodes: [{ id: 'input', type: 'input', version: 1, label: 'Input', position: { x: 0, y: 0 }, config: {} }],
  edges: [],
}

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio({ dataDir: emptyFolder() })
})
test.afterAll(() => studio.stop())

test('the user searches the help, follows links, and comes back to a heading', async ({ page }) => {
  await setUp(page, studio)
  // Nothing may leave this server.
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(studio.url) && !request.url().startsWith('data:')) foreign.push(request.url())
  })
  await page.goto(`${studio.url}/help`)
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible()
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search the help' })
  await expect(search).toBeFocused()
  await search.fill('webhook signature')
  await page
    .getByRole('link', { name: /^Receive webhooks/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/help\/guides\/receive-webhooks/)
  await expect(page.getByRole('heading', { level: 1, name: 'Receive webhooks' })).toBeVisible()

  await page.goto(`${studio.url}/help/concepts/app`)
  const article = page.getByRole('article')
  const picture = article.getByRole('img')
  await expect(picture).toBeVisible()
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100)
  const next = page.getByRole('navigation', { name: 'Previous and next page' }).getByRole('link', { name: /Next/ })
  await next.click()
  await expect(page).not.toHaveURL(/concepts\/app$/)

  await page.goto(`${studio.url}/help/reference/errors#texts-by-key`)
  await expect(page.getByRole('heading', { name: 'Texts by key' })).toBeInViewport()
  await page.goto(`${studio.url}/help/no/such/page`)
  await expect(page.getByText('This page does not exist')).toBeVisible()
  expect(foreign).toEqual([])
})

test('help opens from the screens that it explains', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/automations?tab=webhooks`)
  await expect(page.getByText('Learn more')).toBeVisible()
  await page.keyboard.press('?')
  await expect(page).toHaveURL(/\/help\/guides\/receive-webhooks$/)
  await page.goto(`${studio.url}/knowledge`)
  await page.getByRole('link', { name: 'Help for this page' }).click()
  await expect(page).toHaveURL(/\/help\/guides\/add-documents$/)

  await page.keyboard.press('Control+k')
  const menu = page.getByRole('dialog')
  await menu.getByRole('combobox').fill('canary')
  await menu.getByRole('option', { name: /Run a canary/ }).click()
  await expect(page).toHaveURL(/\/help\/guides\/run-a-canary$/)

  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Echo', graph: ECHO })
  await page.goto(`${studio.url}/apps/${id}`)
  await page.locator('.react-flow__node').first().click()
  const nodeHelp = page.getByRole('link', { name: 'Help for this node' })
  await expect(nodeHelp).toHaveAttribute('href', /^\/help\/nodes\/[\w-]+$/)
  await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('the API reference is searched, and its request works as copied', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/docs/api`)
  await expect(page.getByRole('article', { name: 'Run the app' })).toBeVisible()
  await page.getByRole('radio', { name: 'Studio API' }).click()
  // Each document has its own search field.
  await expect(page.getByRole('article', { name: 'Get the session' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search operations' }).fill('create an app')
  await page
    .getByRole('navigation', { name: 'Operations' })
    .getByRole('button', { name: /Create an app$/ })
    .click()
  const operation = page.getByRole('article', { name: 'Create an app', exact: true })
  await expect(operation).toBeInViewport()
  await expect(page).toHaveURL(/#apps\.create$/)
  await operation.getByRole('radio', { name: 'JavaScript' }).click()
  await expect(operation.locator('pre').first()).toContainText('await fetch(')
  const code = await operation.locator('pre').first().textContent()
  expect(code).toContain(`${studio.url}/api/studio/apps`)
  // A browser sends its own cookie and origin.
  const parsed = await page.evaluate(async (source) => {
    const send = source.replace(/ {4}'?(?:Cookie|Origin)'?: .*\n/g, '').replace('console.log(', 'return (')
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
    return await new AsyncFunction(send)()
  }, code ?? '')
  expect(parsed).toMatchObject({ name: 'New app', revision: 0 })
  await operation.getByRole('radio', { name: 'Python' }).click()
  await expect(operation.locator('pre').first()).toContainText('requests.request(')
  await page.reload()
  await expect(page.getByRole('article', { name: 'Create an app', exact: true })).toBeInViewport()
})

test('first steps follow the real state, and stay away once dismissed', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps`)
  const steps = page.getByRole('region', { name: 'First steps' })
  await expect(steps.getByRole('link', { name: /Build an app/ })).toBeVisible()
  await expect(steps.getByRole('link', { name: /Add documents/ })).not.toContainText('Done')
  await post(page.request, studio, '/api/studio/connections', {
    name: 'Local',
    provider: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:9',
  })
  await page.reload()
  await expect(steps.getByRole('link', { name: /Connect a model/ }).getByRole('img', { name: 'Done' })).toBeVisible()
  await steps.getByRole('link', { name: /Add documents/ }).click()
  await expect(page).toHaveURL(/\/knowledge/)
  await page.goto(`${studio.url}/apps`)
  await steps.getByRole('button', { name: 'Dismiss first steps' }).click()
  await expect(steps).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Apps' })).toBeVisible()
  await expect(steps).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the help fits, and is reached from the account menu', async ({ page }) => {
    await setUp(page, studio)
    await page.goto(`${studio.url}/apps`)
    await page.getByRole('button', { name: /Account and theme/ }).tap()
    await page.getByRole('menuitem', { name: 'Help' }).tap()
    await expect(page).toHaveURL(/\/help$/)
    await page.getByRole('button', { name: 'Help contents' }).tap()
    await page.getByRole('button', { name: 'Reference', exact: true }).tap()
    await page.getByRole('link', { name: 'Limits', exact: true }).tap()
    await expect(page.getByRole('heading', { level: 1, name: 'Limits' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.goto(`${studio.url}/docs/api?api=studio`)
    await expect(page.getByRole('article', { name: 'Get the session' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
