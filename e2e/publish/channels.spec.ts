import { expect, type Page, test } from '@playwright/test'
import { type FakeSlack, mention, startFakeSlack } from '../support/fake-slack'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const SECRET = '8f742231b10e8888abcd99baadc85ba5'
let studio: StudioServer
let slack: FakeSlack

test.beforeEach(async () => {
  slack = await startFakeSlack()
  studio = await startStudio(slack.options)
})
test.afterEach(async () => {
  await studio.stop()
  slack.close()
})

/** A published app that answers with the question, and a connection of the workspace. */
async function prepare(page: Page): Promise<{ appId: string; connectionId: string }> {
  await setUp(page, studio)
  const node = (id: string, type: string, x: number) => ({
    id,
    type,
    version: 1,
    label: id,
    config: {},
    position: { x, y: 0 },
  })
  const edge = { id: 'e1', from: { node: 'in', port: 'message' }, to: { node: 'out', port: 'text' } }
  const graph = { schemaVersion: 1, nodes: [node('in', 'input', 0), node('out', 'answer', 400)], edges: [edge] }
  const { id: appId } = await post(page.request, studio, '/api/studio/apps', { name: 'Echo', graph })
  await publishApp(page, studio, appId, [])
  const { id: connectionId } = await post(page.request, studio, '/api/studio/integration-connections', {
    plugin: 'slack',
    kind: 'bot-token',
    name: 'Team',
    values: { key: 'xoxb-1' },
  })
  return { appId, connectionId }
}

const texts = () => slack.messages.map(({ markdown_text: text }) => text)

test('connects a channel, sends a test message, and answers a signed message in its thread', async ({ page }) => {
  const { appId } = await prepare(page)
  await page.goto(`${studio.url}/apps/${appId}/share?tab=channels`)
  await page.getByRole('button', { name: 'Add Slack' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Connection' }).click()
  await page.getByRole('option', { name: /Team/ }).click()
  await dialog.getByLabel('Signing secret').fill(SECRET)
  await dialog.getByRole('button', { name: 'Save' }).click()

  const steps = page.getByRole('dialog', { name: 'Set up Slack' })
  await expect(steps.getByText('Event Subscriptions')).toBeVisible()
  const url = /https?:\/\/\S+\/hooks\/channels\/[\w-]{22}/.exec((await steps.textContent()) ?? '')?.[0] ?? ''
  await steps.getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'More actions: Slack' }).click()
  await page.getByRole('menuitem', { name: 'Send test message' }).click()
  await page.getByRole('dialog').getByLabel('Channel ID').fill('C0123456789')
  await page.getByRole('dialog').getByRole('button', { name: 'Send test message' }).click()
  await expect(page.getByText('The test message was sent')).toBeVisible()
  expect(texts()).toEqual(['Echo ✓'])

  expect(await mention(url, { secret: 'f'.repeat(32), text: 'Forged', ts: '1700000000.000100' })).toBe(401)
  expect(await mention(url, { secret: SECRET, text: 'When do you open?', ts: '1700000001.000100' })).toBe(200)
  await expect
    .poll(() => slack.messages.at(-1))
    .toEqual({
      channel: 'C0123456789',
      markdown_text: 'When do you open?',
      thread_ts: '1700000001.000100',
    })
  await page.goto(`${studio.url}/apps/${appId}/conversations`)
  await expect(page.getByText('When do you open?').first()).toBeVisible()
  await expect(page.getByText('Forged')).toHaveCount(0)
})

test('the form of a channel rejects a malformed signing secret, and an empty one keeps it', async ({ page }) => {
  const { appId } = await prepare(page)
  await page.goto(`${studio.url}/apps/${appId}/share?tab=channels`)
  await page.getByRole('button', { name: 'Add Slack' }).click()
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Connection' }).click()
  await page.getByRole('option', { name: /Team/ }).click()
  await expect(save).toBeDisabled()
  await dialog.getByLabel('Signing secret').fill('xoxb-not-a-signing-secret')
  await save.click()
  await expect(dialog.getByRole('alert')).toContainText('Signing secret')
  await dialog.getByLabel('Signing secret').fill(SECRET)
  await save.click()
  await page.getByRole('dialog', { name: 'Set up Slack' }).getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('button', { name: 'More actions: Slack' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(dialog.getByText('Leave it empty to keep the current one.')).toBeVisible()
  await expect(dialog.getByLabel('Signing secret')).toHaveValue('')
  await save.click()
  await expect(dialog).toHaveCount(0)
  const { channels } = await (await page.request.get(`${studio.url}/api/studio/apps/${appId}/channels`)).json()
  expect(await mention(channels[0].url, { secret: SECRET, text: 'Still there?', ts: '1700000001.000100' })).toBe(200)
  await expect.poll(texts).toEqual(['Still there?'])
})

test('after kill -9 while an answer is sent, nothing is sent twice and the conversation continues', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const { appId, connectionId } = await prepare(page)
  const { channel } = await post(page.request, studio, `/api/studio/apps/${appId}/channels`, {
    plugin: 'slack',
    connectionId,
    values: { signingSecret: SECRET },
  })
  const mentionApp = (text: string, ts: string) =>
    mention(channel.url, { secret: SECRET, text, ts, thread: '1700000000.000100' })
  slack.isResponding = false
  await mentionApp('One', '1700000001.000100')
  await expect.poll(texts).toEqual(['One'])
  // These wait for the answer before them; the second is a repeated delivery.
  await mentionApp('Two', '1700000002.000100')
  await mentionApp('Two', '1700000002.000100')
  await mentionApp('Three', '1700000003.000100')
  await studio.kill()
  slack.isResponding = true
  const { dataDir, port } = studio
  studio = await startStudio({ ...slack.options, dataDir, port })
  await expect.poll(texts, { timeout: 240_000 }).toEqual(['One', 'Two', 'Three'])
  await page.goto(`${studio.url}/apps/${appId}/share?tab=channels`)
  await expect(page.getByText(/Slack may have/)).toBeVisible()
})
