import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { type Canary, serveCanary } from '../support/serve-canary'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'
import { tabTo } from '../support/tab-to'

let studio: StudioServer
let crm: Canary

test.beforeAll(async () => {
  crm = await serveCanary()
  studio = await startStudio({ env: { EGRESS_ALLOW: `127.0.0.1:${crm.port}` } })
})
test.afterAll(async () => {
  await studio.stop()
  crm.close()
})

const node = (id: string, type: string, config = {}, x = 0, y = 0) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y },
})

/** Answers with a given text and calls another system: a write. */
const graph = (greeting: string) => ({
  schemaVersion: 1,
  nodes: [
    node('input', 'input'),
    node('text', 'template', { text: `${greeting}: you asked “{{input.message}}”. We answer within a day.` }, 300),
    node(
      'crm',
      'http',
      { method: 'POST', url: `${crm.url}/asked`, bodyKind: 'text', textBody: '{{input.message}}' },
      300,
      200,
    ),
    node('answer', 'answer', {}, 600),
  ],
  edges: [{ id: 'e1', from: { node: 'text', port: 'text' }, to: { node: 'answer', port: 'text' } }],
})

async function startRun(api: APIRequestContext, slug: string, secret: string, endUser: string) {
  const response = await api.post(`${studio.url}/api/v1/apps/${slug}/runs`, {
    data: { inputs: { message: `Hello from ${endUser}` } },
    headers: { authorization: `Bearer ${secret}`, 'patchbay-end-user': endUser },
  })
  return { status: response.status(), body: await response.json() }
}

/** Publishes a second draft to staging. */
async function publishSecond(page: Page, appId: string): Promise<void> {
  const app = `${studio.url}/api/studio/apps/${appId}`
  const headers = { origin: studio.url }
  const { revision } = await (await page.request.get(app)).json()
  const saved = await page.request.put(`${app}/draft`, { data: { revision, graph: graph('Welcome') }, headers })
  const data = { revision: (await saved.json()).revision, environment: 'staging', note: 'Warmer words' }
  expect((await page.request.post(`${app}/versions`, { data, headers })).status()).toBe(200)
}

test('a version goes from staging to a shadow, a canary, all traffic, and back', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Greeter', graph: graph('Hello') })
  const slug = await publishApp(page, studio, id, [])
  const { secret } = await post(page.request, studio, '/api/studio/keys', { name: 'Shop', appIds: [id] })
  await publishSecond(page, id)
  const chatAs = (endUser: string, at = slug) => startRun(page.request, at, secret, endUser)
  const column = (name: string) =>
    page.locator('.rounded-lg').filter({ has: page.getByRole('heading', { name, exact: true }) })

  await test.step('staging has its own address and answer', async () => {
    await page.goto(`${studio.url}/apps/${id}/releases`)
    await expect(page.getByText(`${slug}@staging`)).toBeVisible()
    expect((await chatAs('ada', `${slug}@staging`)).body).toMatchObject({
      version: 2,
      answer: expect.stringMatching(/^Welcome/),
    })
    expect((await chatAs('ada')).body).toMatchObject({ version: 1, answer: expect.stringMatching(/^Hello/) })
  })

  await test.step('without an earlier live version, rollback explains why it is unavailable', async () => {
    const rollBackButton = column('production').getByRole('button', { name: 'Roll back…' })
    await expect(rollBackButton).toBeDisabled()
    await rollBackButton.hover()
    await expect(page.getByRole('tooltip')).toHaveText(/^No other version was live in production/)
  })

  await test.step('a shadow answers next to the live version and never writes', async () => {
    await column('production').getByRole('button', { name: 'Canary or shadow…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Shadow' }).click()
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(dialog).toHaveCount(0)
    const before = crm.hits()
    for (const endUser of ['bob', 'eve', 'joe']) expect((await chatAs(endUser)).body.answer).toMatch(/^Hello/)
    await page.getByRole('tab', { name: /Comparison/ }).click()
    await expect(page.getByText('Welcome: you asked “Hello from joe”')).toBeVisible()
    await expect(page.getByText('1 node skipped')).toHaveCount(3)
    // Three live runs called the other system (a connection and a request each, or one kept-alive connection), three
    // shadows did not.
    await expect.poll(() => crm.hits() - before).toBeGreaterThanOrEqual(3)
    expect(crm.hits() - before).toBeLessThanOrEqual(6)
    await page.getByRole('tab', { name: 'Environments' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByText('The shadow has ended.')).toBeVisible()
  })

  await test.step('a canary gives a share of end users the other version, consistently', async () => {
    await column('production').getByRole('button', { name: 'Canary or shadow…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('slider').focus()
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('PageUp')
    await expect(dialog.getByText('50 % of the conversations')).toBeVisible()
    await dialog.getByRole('switch', { name: 'Automatic rules' }).click()
    await dialog.getByRole('checkbox', { name: 'Wait until the difference in failures is clear' }).click()
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(dialog).toHaveCount(0)
    const versions = new Map<string, number>()
    // Each version gets none of 20 people once in 500,000 times.
    for (let index = 0; index < 40; index += 1) {
      const endUser = `person-${index % 20}`
      const { version } = (await chatAs(endUser)).body
      expect(versions.get(endUser) ?? version).toBe(version)
      versions.set(endUser, version)
    }
    expect(new Set(versions.values())).toEqual(new Set([1, 2]))
    await page.getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('row', { name: /Runs/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /Runs over time/ })).toBeVisible()
    await page.getByRole('link', { name: 'Runs of version 2' }).click()
    await expect(page.getByRole('row', { name: /· v2 · production/ }).first()).toContainText('Canary')
    await expect(page.getByRole('row', { name: /· v1 ·/ })).toHaveCount(0)
    await page.goBack()
  })

  await test.step('promoted after reviewing the changes, then rolled back', async () => {
    await page.getByRole('tab', { name: 'Environments' }).click()
    await column('staging').getByRole('button', { name: 'To production' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.locator('del', { hasText: 'Hello:' })).toBeVisible()
    await expect(dialog.locator('ins', { hasText: 'Welcome:' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Make live' }).click()
    await expect(page.getByText('Version 2 is live in production.')).toBeVisible()
    await expect(page.getByText('Live v2', { exact: true })).toBeVisible()
    expect((await chatAs('bob')).body.version).toBe(2)
    await column('production').getByRole('button', { name: 'Roll back…' }).click()
    await page.getByRole('button', { name: 'Roll back to version 1' }).click()
    await expect(page.getByText('Version 1 is live again.')).toBeVisible()
    await expect(page.getByText('Live v1', { exact: true })).toBeVisible()
    expect((await chatAs('bob')).body.version).toBe(1)
    await page.getByRole('tab', { name: 'History' }).click()
    await expect(page.getByText('Rolled back')).toBeVisible()
    const canaryRow = page.getByRole('row', { name: /Canary · Version 2/ })
    await expect(canaryRow).toContainText('It was made live.')
    await expect(page.getByRole('row', { name: /Shadow · Version 2/ })).toContainText('stopped it.')
  })

  await test.step('during maintenance API clients and visitors see the message', async () => {
    await page.getByRole('button', { name: 'Maintenance' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Message' }).fill('Back at ten.')
    await dialog.getByRole('button', { name: 'Start' }).click()
    await expect(dialog).toHaveCount(0)
    expect(await chatAs('bob')).toMatchObject({ status: 503, body: { code: 'MAINTENANCE', detail: 'Back at ten.' } })
    await page.goto(`${studio.url}/chat/${slug}`)
    await expect(page.getByText('Back at ten.')).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
  })
})

test('an app is published, promoted and rolled back with the keyboard only', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'By keyboard', graph: graph('Hello') })
  const dialog = page.getByRole('dialog')
  const press = async (target: Locator, stops?: number) => {
    await tabTo(page, target, stops)
    await page.keyboard.press('Enter')
  }
  await page.goto(`${studio.url}/apps/${id}`)
  const publish = page.getByRole('button', { name: 'Publish', exact: true })
  await publish.waitFor()
  await press(publish, 60)
  await tabTo(page, dialog.getByRole('textbox', { name: 'What changed' }))
  await page.keyboard.type('First words')
  await press(dialog.getByRole('button', { name: 'Publish', exact: true }))
  await expect(dialog.getByText('Version 1 is live', { exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(publish).toBeFocused()
  // Nothing has changed since.
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('status')).toHaveText('This version is already live in production.')
  await expect(dialog.getByRole('button', { name: 'Publish changes' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(publish).toBeFocused()

  await publishSecond(page, id)
  await page.goto(`${studio.url}/apps/${id}/releases`)
  const promote = page.getByRole('button', { name: 'To production' })
  await promote.waitFor()
  await press(promote, 60)
  await expect(dialog.locator('ins', { hasText: 'Welcome:' })).toBeVisible()
  await press(dialog.getByRole('button', { name: 'Make live' }))
  await expect(page.getByText('Version 2 is live in production.')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  // The focus is not at the start of the page.
  await expect(page.locator('body')).not.toBeFocused()

  const productionCard = page.locator('.rounded-lg', {
    has: page.getByRole('heading', { name: 'production', exact: true }),
  })
  await press(productionCard.getByRole('button', { name: 'Roll back…' }), 60)
  await press(dialog.getByRole('button', { name: 'Roll back to version 1' }))
  await expect(page.getByText('Version 1 is live again.')).toBeVisible()
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('body')).not.toBeFocused()
})

test('publishing compares with the live version of the target, and a failed preview shows an error', async ({
  page,
}) => {
  await setUp(page, studio)
  const created = await post(page.request, studio, '/api/studio/apps', { name: 'Compared', graph: graph('Hello') })
  const { id, revision } = created
  await post(page.request, studio, `/api/studio/apps/${id}/versions`, { note: '', revision })
  await publishSecond(page, id)
  await page.goto(`${studio.url}/apps/${id}`)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const choose = async (environment: string) => {
    await dialog.getByRole('combobox', { name: 'Publish to' }).click()
    await page.getByRole('option', { name: environment }).click()
  }
  await expect(dialog.getByText('Changes since version 1, which is live in production')).toBeVisible()
  await expect(dialog.getByText('Changed', { exact: true })).toBeVisible()
  await expect(dialog.locator('ins', { hasText: 'Welcome:' })).toBeVisible()
  await expect(dialog.getByRole('status')).toHaveText('Compared with version 1: 1 change.')
  await choose('staging')
  await expect(dialog.getByText('Changes since version 2, which is live in staging')).toBeVisible()
  await expect(dialog.getByRole('status')).toHaveText('This version is already live in staging.')
  await choose('development')
  await expect(dialog.getByText('Nothing is live in development yet. This publishes 4 nodes.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Publish', exact: true })).toBeVisible()

  await page.route('**/chat-parts/preview', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
  // The address of the designer when it was a tab of the dialog.
  await page.goto(`${studio.url}/apps/${id}?publish=design`)
  await expect(page).toHaveURL(`${studio.url}/apps/${id}/share?tab=widget`)
  await expect(page.getByText('The preview could not be loaded')).toBeVisible()
  await expect(page.locator('iframe')).not.toBeVisible()
  await page.unroute('**/chat-parts/preview')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.frameLocator('iframe').getByRole('textbox')).toBeVisible()
})
