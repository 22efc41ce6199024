import { expect, test } from '@playwright/test'
import { makeDocumentsApp, post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const FIELDS = ['output', 'expected'].map((name) => ({ name, kind: 'text', required: false }))
/** Fails answers that lack the expected text, and says why. */
const CODE = `const isFound = input.output.includes(input.expected)
return { score: isFound, reason: isFound ? 'States ' + input.expected : 'Lacks ' + input.expected }`

const node = (id: string, type: string, x: number, config: object) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y: 0 },
})
const edge = (id: string, from: [string, string], to: [string, string]) => ({
  id,
  from: { node: from[0], port: from[1] },
  to: { node: to[0], port: to[1] },
})
const inputs = FIELDS.map(({ name }) => ({ name, kind: 'text', required: false, description: '' }))
const SCORER = {
  schemaVersion: 1,
  nodes: [
    node('in', 'input', 0, { mode: 'form', fields: FIELDS }),
    node('judge', 'code', 300, { inputs, code: CODE }),
    node('text', 'template', 300, { text: 'Read {{value}}' }),
    node('out', 'answer', 600, {}),
  ],
  edges: [
    edge('e1', ['in', 'output'], ['judge', 'output']),
    edge('e2', ['in', 'expected'], ['judge', 'expected']),
    edge('e3', ['judge', 'result'], ['out', 'data']),
    edge('e4', ['in', 'output'], ['text', 'value']),
    edge('e5', ['text', 'text'], ['out', 'text']),
  ],
}

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('another app of the workspace scores the answers of an app', async ({ page }) => {
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettles')
  const scorer = await post(page.request, studio, '/api/studio/apps', { name: 'Fact checker', graph: SCORER })
  const { id, revision } = scorer
  await post(page.request, studio, `/api/studio/apps/${id}/versions`, { revision })

  await test.step('the scoring app is selected', async () => {
    await page.goto(`${studio.url}/apps/${appId}/evaluate`)
    await page.getByRole('button', { name: 'New evaluation' }).click()
    const create = page.getByRole('dialog')
    await create.getByLabel('Name').fill('Warranty')
    await create
      .getByRole('textbox', { name: 'Questions' })
      .fill('How long is the warranty of the Aurora 7? | eleven years\nHow long is its warranty? | ninety years')
    await create.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('button', { name: 'Settings' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Add scorer' }).click()
    await page.getByRole('option', { name: 'Scored by an app' }).click()
    await dialog.getByRole('combobox', { name: 'App that scores' }).click()
    await expect(page.getByRole('option', { name: 'Kettles' })).toHaveCount(0)
    await page.getByRole('option', { name: 'Fact checker' }).click()
    await dialog.getByRole('button', { name: 'Make Scored by an app the primary metric' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await page.getByRole('button', { name: 'Settings' }).click()
    await expect(page.getByRole('dialog').getByText('Version 1', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('its scores decide the result, with its reasons', async () => {
    await page.getByRole('button', { name: 'Run evaluation' }).click()
    await expect(page.getByText('2 of 2 answers', { exact: true })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/^1 of 2 answers pass “Scored by an app”/)).toBeVisible()
    await page.getByRole('button', { name: /How long is its warranty/ }).click()
    await expect(page.getByText('Lacks ninety years')).toBeVisible()
  })
})
