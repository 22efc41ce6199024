import { createHmac } from 'node:crypto'
import { type Browser, expect, type FrameLocator, type Page, test } from '@playwright/test'
import { CLIENT, type OidcServer, startOidcServer } from '../../lib/services/integrations/testing/oidc-server'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { type PageServer, servePage } from '../support/serve-page'
import { setUp } from '../support/set-up'
import { freePort, type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let oidc: OidcServer
let shop: PageServer
/** Another site than the studio's, so that its frame has a storage of its own. */
let shopOrigin = ''
let secret = ''
let slugs: { page: string; widget: string } = { page: '', widget: '' }

test.beforeAll(async ({ browser }) => {
  const port = await freePort()
  oidc = await startOidcServer(`http://localhost:${port}/oauth/connect/callback`)
  studio = await startStudio({ port, env: { EGRESS_ALLOW: oidc.origin } })
  shop = await servePage(
    () => `<h1>Shop</h1><script src="${studio.url}/widget.js" data-app="${slugs.widget}" async></script>`,
  )
  shopOrigin = shop.origin.replace('localhost', '127.0.0.1')
  const page = await browser.newPage()
  await setUp(page, studio)
  const connection = await createConnection(page)
  const graph = graphWith(connection)
  const [ofPage, ofWidget] = await Promise.all(
    ['Page', 'Widget'].map((name) => post(page.request, studio, '/api/studio/apps', { name, graph })),
  )
  slugs = {
    page: await publishApp(page, studio, ofPage.id, [], {}, { access: 'members' }),
    widget: await publishApp(page, studio, ofWidget.id, [shopOrigin]),
  }
  secret = (await post(page.request, studio, `/api/studio/apps/${ofWidget.id}/identity-secret`, {})).secret
  await page.close()
})
test.afterAll(async () => {
  shop.close()
  oidc.close()
  await studio.stop()
})

/** Through the dialog: the account belongs to each end user. */
async function createConnection(page: Page): Promise<string> {
  await page.goto(`${studio.url}/integrations/connections`)
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Files')
  await dialog.getByRole('combobox', { name: 'How to connect' }).click()
  await page.getByRole('option', { name: 'OAuth, sign in in the browser' }).click()
  await dialog.getByRole('textbox', { name: 'Hosts' }).fill(oidc.origin)
  await dialog.getByRole('textbox', { name: 'Authorization URL' }).fill(`${oidc.origin}/auth`)
  await dialog.getByRole('textbox', { name: 'Token URL' }).fill(`${oidc.origin}/token`)
  await dialog.getByRole('textbox', { name: 'Scopes' }).fill('openid offline_access files')
  await dialog.getByRole('textbox', { name: 'Client ID' }).fill(CLIENT.clientId)
  await dialog.getByLabel('Client secret').fill(CLIENT.clientSecret)
  await dialog.getByText('More settings', { exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Test URL' }).fill(`${oidc.origin}/me`)
  await dialog.getByRole('combobox', { name: 'Account' }).click()
  await page.getByRole('option', { name: 'Each end user' }).click()
  await dialog.getByRole('button', { name: 'Save and test' }).click()
  await expect(page.getByText('no end user has connected')).toBeVisible()
  const { connections } = await (await page.request.get(`${studio.url}/api/studio/integration-connections`)).json()
  return connections[0].id
}

function graphWith(connection: string) {
  const node = (id: string, type: string, config: object = {}, version = 1) => ({
    id,
    type,
    version,
    label: id,
    config,
    position: { x: 0, y: 0 },
  })
  const edge = (from: [string, string], to: [string, string]) => ({
    id: [...from, ...to].join('-'),
    from: { node: from[0], port: from[1] },
    to: { node: to[0], port: to[1] },
  })
  const config = { url: `${oidc.origin}/me?q={{q}}`, connections: [{ connection, name: 'files', authorize: true }] }
  return {
    schemaVersion: 1,
    nodes: [node('in', 'input'), node('h', 'http', config, 2), node('out', 'answer')],
    edges: [edge(['in', 'message'], ['h', 'q']), edge(['h', 'text'], ['out', 'text'])],
  }
}

async function send(chat: Page | FrameLocator): Promise<void> {
  await chat.getByRole('textbox').fill('Who am I?')
  await chat.getByRole('textbox').press('Enter')
}

const group = (chat: Page | FrameLocator) => chat.getByRole('group', { name: 'Connect your account' })

test('a member connects an account on the page, and the run continues', async ({ page }) => {
  await setUp(page, studio)
  oidc.account = 'ann'
  await page.goto(`${studio.url}/chat/${slugs.page}`)
  await send(page)
  const popup = page.waitForEvent('popup')
  await group(page).getByRole('button', { name: 'Connect Files' }).click()
  const window = await popup
  await expect.poll(() => window.isClosed()).toBe(true)
  await expect(page.getByRole('log').getByText('ann@example.com')).toBeVisible({ timeout: 30_000 })
  await page.goto(`${studio.url}/integrations/connections`)
  await expect(page.getByText('1 end user has connected')).toBeVisible()
})

/** A customer's page whose server has signed in its user. */
async function openWidget(browser: Browser, sub: string): Promise<{ page: Page; chat: FrameLocator }> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(shopOrigin)
  await page.getByRole('button', { name: /^Open chat/ }).click()
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256' })}.${part({ sub, exp: Math.floor(Date.now() / 1_000) + 600 })}`
  const token = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  await page.evaluate((signed) => Reflect.get(globalThis, 'Patchbay').identify(signed), token)
  return { page, chat: page.frameLocator('iframe[title="Widget"]') }
}

test('an end user connects in the widget on another site; one without windows enters the code', async ({ browser }) => {
  oidc.account = 'bob'
  const bob = await openWidget(browser, 'bob')
  await send(bob.chat)
  const popup = bob.page.waitForEvent('popup')
  await group(bob.chat).getByRole('button', { name: 'Connect Files' }).click()
  const window = await popup
  await expect.poll(() => window.isClosed()).toBe(true)
  await expect(bob.chat.getByRole('log').getByText('bob@example.com')).toBeVisible({ timeout: 30_000 })

  oidc.account = 'cleo'
  const cleo = await openWidget(browser, 'cleo')
  await send(cleo.chat)
  const card = group(cleo.chat)
  await expect(card.getByRole('button', { name: 'Connect Files' })).toBeVisible()
  for (const frame of cleo.page.frames()) await frame.evaluate(() => Reflect.set(globalThis, 'open', () => null))
  await card.getByRole('button', { name: 'Connect Files' }).click()
  const link = card.getByRole('link', { name: 'Open the sign-in page' })
  const code = /\d{6}/.exec((await card.getByText('If the page asks for a code').textContent()) ?? '')?.[0] ?? ''
  // A browser that separates the window from the chat.
  const other = await (await browser.newContext()).newPage()
  await other.goto((await link.getAttribute('href')) ?? '')
  await expect(other.getByRole('heading', { name: 'Confirm that this is you' })).toBeVisible()
  await other.getByRole('textbox', { name: 'Code from the chat' }).fill(code === '000000' ? '000001' : '000000')
  await other.getByRole('button', { name: 'Confirm' }).click()
  await expect(other.getByText('This code is not correct.')).toBeVisible()
  await other.getByRole('textbox', { name: 'Code from the chat' }).fill(code)
  await other.getByRole('button', { name: 'Confirm' }).click()
  await expect(other.getByRole('heading', { name: 'Return to the chat' })).toBeVisible()
  await expect(cleo.chat.getByRole('log').getByText('cleo@example.com')).toBeVisible({ timeout: 30_000 })
  for (const { page } of [bob, cleo]) await page.context().close()
  await other.context().close()
})
