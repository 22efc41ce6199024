import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { type MockOpenAi, startMockOpenAi } from '../support/mock-openai'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let model: MockOpenAi

test.beforeAll(async () => {
  model = await startMockOpenAi()
  studio = await startStudio({ env: { EGRESS_ALLOW: new URL(model.baseUrl).origin } })
})
test.afterAll(async () => {
  model.stop()
  await studio.stop()
})

test('someone joins by link, works with the assigned role, and is notified when removed', async ({ page, browser }) => {
  await setUp(page, studio)
  const app = await makeTalker(page.request)
  const guest = await (await browser.newContext()).newPage()

  const link = await test.step('the owner creates a link', async () => {
    await page.goto(`${studio.url}/settings?tab=members`)
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await choose(page, page.getByRole('combobox', { name: 'Role' }), 'Viewer')
    await choose(page, page.getByRole('combobox', { name: 'Invite' }), 'Anyone with the link')
    await page.getByRole('button', { name: 'Create link' }).click()
    const text = await page.getByRole('dialog').locator('pre').textContent()
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await expect(page.getByText('Anyone with the link')).toBeVisible()
    return text ?? ''
  })

  await test.step('a new user joins', async () => {
    await guest.goto(link)
    await guest.getByLabel('Your name').fill('Bea')
    await guest.getByLabel('Email').fill('bea@example.com')
    await guest.getByLabel('Password').fill('correct horse battery')
    await guest.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(guest).toHaveURL(/\/apps$/)
    await expect(guest.getByText('Talker').first()).toBeVisible()
  })

  await test.step('the link is used up, and its token is not in any list', async () => {
    await page.reload()
    await expect(page.getByText('bea@example.com')).toBeVisible()
    await page.getByRole('button', { name: 'Confirm email' }).click()
    await expect(page.getByText('The email address of Bea was confirmed')).toBeVisible()
    await expect(page.getByText('Email not confirmed')).toHaveCount(0)
    await expect(page.getByText('Anyone with the link')).toHaveCount(0)
    const invitee = await (await browser.newContext()).newPage()
    await invitee.goto(link)
    await expect(invitee.getByText('This invitation is no longer valid')).toBeVisible()
  })

  await test.step('a new role applies to the next request', async () => {
    await choose(page, page.getByRole('combobox', { name: 'Role of Bea' }), 'Editor')
    await expect(page.getByText('Bea is now Editor')).toBeVisible()
    await guest.goto(`${studio.url}/apps/${app}`)
    await guest.getByRole('button', { name: 'Run', exact: true }).click()
    await guest.getByRole('textbox', { name: 'Message' }).fill('talk')
    await guest.getByRole('textbox', { name: 'Message' }).press('Enter')
    await expect(guest.getByText(/tok5/).first()).toBeVisible()
  })

  await test.step('removed while an answer streams, the user is notified within seconds', async () => {
    await page.getByRole('button', { name: 'Actions for Bea' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(guest.getByText(/You are no longer in/)).toBeVisible({ timeout: 10_000 })
    const apps = await guest.request.get(`${studio.url}/api/studio/apps`)
    expect(apps.status()).toBe(403)
  })
})

test('one browser, two workspaces: all tabs follow', async ({ page, context }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/apps`)
  const other = await context.newPage()
  await other.goto(`${studio.url}/runs`)
  // A background tab renders no frames, and a click waits for them.
  await page.bringToFront()
  await page
    .getByRole('button', { name: /switch or manage/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'New workspace…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Second')
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  for (const tab of [page, other]) {
    await expect(tab.getByRole('button', { name: /Workspace Second/ }).first()).toBeVisible()
    await expect(tab).toHaveURL(/\/apps$/)
  }
  const workspaceButton = page.getByRole('button', { name: /Workspace Ada's workspace/ }).first()
  // The page behind it has a combobox too.
  const search = page.getByRole('dialog').getByRole('combobox')
  // The page was just reloaded, and may be once more for the other tab: a key pressed before hydration is lost.
  await expect(async () => {
    if (await workspaceButton.isVisible()) return
    if (!(await search.isVisible())) await page.keyboard.press('ControlOrMeta+k')
    await search.fill("Ada's work", { timeout: 1_000 })
    await expect(page.getByRole('option', { name: /Ada's workspace/ })).toBeVisible({ timeout: 1_000 })
    await page.keyboard.press('Enter')
    await expect(workspaceButton).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 60_000 })
  await expect(other.getByRole('button', { name: /Workspace Ada's workspace/ }).first()).toBeVisible()
})

async function choose(page: Page, select: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await select.click()
  await page.getByRole('option', { name: option }).click()
}

/** An app whose answer takes a minute. */
async function makeTalker(api: APIRequestContext): Promise<string> {
  const connection = await post(api, '/api/studio/connections', {
    name: 'Mock',
    provider: 'openai-compatible',
    baseUrl: model.baseUrl,
  })
  const node = (id: string, type: string, config: object, x: number) => ({
    id,
    type,
    version: 1,
    label: id,
    config,
    position: { x, y: 0 },
  })
  const talker = { model: { connection: connection.id, model: 'mock-1200tok-50ms' } }
  const graph = {
    schemaVersion: 1,
    nodes: [node('input', 'input', {}, 0), node('agent', 'agent', talker, 350), node('answer', 'answer', {}, 700)],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'agent', port: 'prompt' } },
      { id: 'e2', from: { node: 'agent', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
  return (await post(api, '/api/studio/apps', { name: 'Talker', graph })).id
}

async function post(api: APIRequestContext, path: string, data: object) {
  const response = await api.post(studio.url + path, { data, headers: { origin: studio.url } })
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
