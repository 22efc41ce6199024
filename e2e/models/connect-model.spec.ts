import { expect, test } from '@playwright/test'
import { type MockOpenAi, startMockOpenAi } from '../support/mock-openai'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let model: MockOpenAi

test.beforeAll(async () => {
  model = await startMockOpenAi()
  // Private mode: these tests call no real service.
  studio = await startStudio({
    env: { EGRESS_ALLOW: new URL(model.baseUrl).origin, EGRESS_ONLY: 'nowhere.invalid' },
  })
})
test.afterAll(async () => {
  model.stop()
  await studio.stop()
})

test('select, paste, test, done: an address selects its service, and its models become the default', async ({
  page,
}) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/models?new=connection`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(model.baseUrl)
  await dialog.getByRole('button', { name: /OpenAI-compatible/ }).click()
  await expect(dialog.getByRole('textbox', { name: 'Base URL' })).toHaveValue(model.baseUrl)
  await dialog.getByRole('button', { name: 'Connect and test' }).click()
  await expect(dialog.getByRole('status')).toContainText('OpenAI-compatible works')
  await expect(dialog.getByText('is now the default model')).toBeVisible()
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByText('is now the default model')).toBeHidden()
  await dialog.getByRole('button', { name: 'Use as default' }).click()
  await expect(dialog.getByText('is now the default model')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'OpenAI-compatible' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Default chat model' })).toContainText('mock')
})

test('Enter after a pasted address opens the form of its service with the address', async ({ page }) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/models?new=connection`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(model.baseUrl)
  await dialog.getByRole('searchbox').press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Base URL' })).toHaveValue(model.baseUrl)
  await dialog.getByRole('textbox', { name: 'Base URL' }).press('Enter')
  await expect(dialog.getByRole('status')).toContainText('OpenAI-compatible works')
})

test('a pasted key selects its services and leaves the screen; a hostile region is rejected at its field', async ({
  page,
}) => {
  await setUp(page, studio)
  await page.goto(`${studio.url}/models?new=connection`)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(`sk-${'0a'.repeat(16)}`)
  await expect(dialog.getByRole('searchbox')).toHaveValue('')
  await dialog
    .getByRole('button', { name: /Alibaba/ })
    .first()
    .click()
  await dialog.getByRole('combobox', { name: 'Endpoint' }).click()
  await page.getByRole('option', { name: /own host/ }).click()
  await dialog.getByRole('textbox', { name: 'Workspace ID' }).fill('llm-1')
  await dialog.getByRole('textbox', { name: 'Region' }).fill('evil.tld/x')
  await dialog.getByRole('button', { name: 'Connect and test' }).click()
  await expect(dialog.getByText('Small letters, digits and hyphens only.')).toBeVisible()
})

test('an owner allows a blocked address on this computer after a failed connection test, and removes it', async ({
  page,
}) => {
  const local = await startMockOpenAi()
  try {
    const { host } = new URL(local.baseUrl)
    await setUp(page, studio)
    await page.goto(`${studio.url}/models?new=connection`)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('searchbox').fill(local.baseUrl)
    await dialog.getByRole('button', { name: /OpenAI-compatible/ }).click()
    await dialog.getByRole('button', { name: 'Connect and test' }).click()
    await expect(dialog.getByRole('alert')).toContainText('An owner can allow it')
    await dialog.getByRole('button', { name: `Allow ${host}` }).click()
    await expect(dialog.getByRole('status')).toContainText('OpenAI-compatible works')
    await page.goto(`${studio.url}/settings?tab=activity`)
    await expect(page.getByText(`allowed the address ${host} on this computer`)).toBeVisible()
    await page.goto(`${studio.url}/settings?tab=policy`)
    await page.getByRole('button', { name: `Remove ${host}` }).click()
    await expect(page.getByRole('button', { name: `Remove ${host}` })).toHaveCount(0)
  } finally {
    local.stop()
  }
})
