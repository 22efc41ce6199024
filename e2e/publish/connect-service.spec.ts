import { createServer } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import { CLIENT, type OidcServer, startOidcServer } from '../../lib/services/integrations/testing/oidc-server'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let oidc: OidcServer

test.beforeAll(async () => {
  const port = await freePort()
  oidc = await startOidcServer(`http://localhost:${port}/oauth/connect/callback`)
  studio = await startStudio({ port, env: { EGRESS_ALLOW: oidc.origin } })
})
test.afterAll(async () => {
  oidc.close()
  await studio.stop()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

async function signIn(page: Page, name: string): Promise<void> {
  const popup = page.waitForEvent('popup')
  await page.getByRole('button', { name, exact: true }).click()
  const window = await popup
  // It closes itself, possibly before an event could be awaited.
  await expect.poll(() => window.isClosed()).toBe(true)
}

test('connects a service with OAuth, reconnects it after its grant was revoked, and deletes it', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/integrations/connections`)
  await expect(page.getByText('No connections yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add connection' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Files')
  await dialog.getByRole('combobox', { name: 'How to connect' }).click()
  await page.getByRole('option', { name: 'OAuth, sign in in the browser' }).click()
  await dialog.getByRole('button', { name: 'Save and test' }).click()
  await expect(dialog.getByText('Enter at least one host.')).toBeVisible()
  await expect(dialog.getByText(`${studio.url}/oauth/connect/callback`)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Hosts' }).fill(oidc.origin)
  await dialog.getByRole('textbox', { name: 'Authorization URL' }).fill(`${oidc.origin}/auth`)
  await dialog.getByRole('textbox', { name: 'Token URL' }).fill(`${oidc.origin}/token`)
  await dialog.getByRole('textbox', { name: 'Scopes' }).fill('openid offline_access files')
  await dialog.getByRole('textbox', { name: 'Client ID' }).fill(CLIENT.clientId)
  await dialog.getByLabel('Client secret').fill(CLIENT.clientSecret)
  await dialog.getByText('More settings', { exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Test URL' }).fill(`${oidc.origin}/me`)
  await dialog.getByRole('button', { name: 'Save and test' }).click()
  await expect(page.getByRole('dialog', { name: 'Sign in for “Files”' })).toBeVisible()
  await signIn(page, 'Sign in')
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()
  await expect(page.getByText('ann@example.com')).toBeVisible()
  const response = await page.request.get(`${studio.url}/api/studio/integration-connections`)
  expect(await response.text()).not.toContain(CLIENT.clientSecret)

  await oidc.revokeAll()
  await page.getByRole('button', { name: 'More actions: Files' }).click()
  await page.getByRole('menuitem', { name: 'Test' }).click()
  await expect(page.getByText('Files rejected the credentials.').first()).toBeVisible()
  await signIn(page, 'Reconnect')
  await expect(page.getByText('Connected', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'More actions: Files' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('No app, channel or trigger uses it.')).toBeVisible()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No connections yet')).toBeVisible()
})

test('a sign-in link of another session is rejected with a way back', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/oauth/connect/callback?state=foreign&code=c`)
  await expect(page.getByText('This sign-in link has expired. Start again.')).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('link', { name: 'Back to connections' }).click()
  await expect(page.getByRole('heading', { name: 'Connections', exact: true })).toBeVisible()
})
