import { expect, type Page } from '@playwright/test'
import { makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

const WARRANTY = 'lasts eleven years'
const QUESTIONS = [
  QUESTION,
  'How many years of warranty does the Aurora 7 have?',
  'How long is the Aurora 7 kettle under warranty?',
  'When does the warranty of the Aurora 7 kettle begin?',
  'Aurora 7 kettle warranty period?',
  'For how many years is the warranty of the Aurora 7 kettle?',
  'Does the warranty of the Aurora 7 start on the day of purchase?',
  'Tell me about the warranty of the Aurora 7 kettle.',
  'Is damage by limescale covered by the warranty of the Aurora 7?',
  'What is the duration of the Aurora 7 warranty?',
]

let studio: SharedStudio
test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

/** The retriever of the draft, with these settings. */
async function changeRetriever(page: Page, appId: string, config: object): Promise<void> {
  const path = `${studio.url}/api/studio/apps/${appId}`
  const { graph, revision } = await (await page.request.get(path)).json()
  const retriever = graph.nodes.find(({ type }: { type: string }) => type === 'retriever')
  retriever.config = { ...retriever.config, ...config }
  const headers = { origin: studio.url }
  const saved = await page.request.put(`${path}/draft`, { data: { graph, revision }, headers })
  expect(saved.status(), await saved.text()).toBe(200)
}

async function openPublish(page: Page, appId: string) {
  await page.goto(`${studio.url}/apps/${appId}/evaluate`)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  return page.getByRole('dialog')
}

test('a gate rejects a worse version and says why, and passes the fixed one', async ({ page }) => {
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettles')
  await publishApp(page, studio, appId, [])
  const questions = QUESTIONS.map((question) => ({ question, expected: WARRANTY, passage: WARRANTY }))
  const quick = { from: 'questions', name: 'Warranty', questions }
  await post(page.request, studio, `/api/studio/apps/${appId}/evaluations/quick`, quick)

  await test.step('an owner sets up the gate of production', async () => {
    await page.goto(`${studio.url}/apps/${appId}/evaluate`)
    await page.getByRole('button', { name: 'Set up gate: production' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Contains at least').fill('40')
    await dialog.getByRole('button', { name: 'Save gate' }).click()
    await expect(page.getByText('The gate applies to the next release.')).toBeVisible()
    await expect(page.getByText('Not evaluated')).toBeVisible()
  })

  await test.step('a retriever that finds nothing is worse, so the gate rejects it', async () => {
    await changeRetriever(page, appId, { settings: 'own', result: { threshold: 1 } })
    const dialog = await openPublish(page, appId)
    const gate = dialog.getByRole('region', { name: 'production gate' })
    await expect(gate.getByText('This version was not evaluated. Run the evaluation.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Publish changes' })).toBeDisabled()
    await gate.getByRole('button', { name: 'Run evaluation' }).click()
    await expect(gate.getByText('Fails', { exact: true })).toBeVisible({ timeout: 60_000 })
    await expect(
      gate.getByText(/“Contains” is 0\.0 % \[.+\], but its lower bound must be at least 40\.0 %\./),
    ).toBeVisible()
    await expect(gate.getByText(/^\d+ examples got worse$/)).toBeVisible()
    await expect(dialog.getByText('The gate of production blocks this version.')).toBeInViewport()
    await expect(dialog.getByRole('button', { name: 'Publish changes' })).toBeDisabled()
  })

  await test.step('the server rejects it, too', async () => {
    const { revision } = await (await page.request.get(`${studio.url}/api/studio/apps/${appId}`)).json()
    const headers = { origin: studio.url }
    const path = `${studio.url}/api/studio/apps/${appId}/versions`
    const response = await page.request.post(path, { data: { revision }, headers })
    expect([response.status(), (await response.json()).error.message]).toEqual([
      409,
      expect.stringContaining('The gate of production rejects this version.'),
    ])
  })

  await test.step('the fixed version passes and goes live', async () => {
    await changeRetriever(page, appId, { settings: 'own', result: { threshold: 0 }, limit: 3 })
    const dialog = await openPublish(page, appId)
    const gate = dialog.getByRole('region', { name: 'production gate' })
    await gate.getByRole('button', { name: 'Run evaluation' }).click()
    await expect(gate.getByText('Passes', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
    await dialog.getByRole('button', { name: 'Publish changes' }).click()
    await expect(page.getByText('Version 2 is live')).toBeVisible()
    await page.goto(`${studio.url}/apps/${appId}/evaluate`)
    await expect(page.getByRole('heading', { name: 'Decisions' })).toBeVisible()
    await expect(page.getByText('production · version 2')).toBeVisible()
  })
})
