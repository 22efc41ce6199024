import { expect, type Locator, type Page } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('partial runs use known and pinned results; a past run is stepped through, changed and compared', async ({
  page,
}) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Greets', graph: GRAPH })
  await page.goto(`${studio.url}/apps/${id}`)
  await expect(nodeOf(page, 'Greet')).toBeVisible()

  // Run to here, the first time: it asks for the inputs and runs nothing after the node.
  const parts = page.getByRole('toolbar', { name: 'Partial run' })
  await choose(page, 'Greet')
  await parts.getByRole('button', { name: 'Run to here' }).click()
  const dialog = page.getByRole('dialog', { name: 'Before you run' })
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Ada')
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(nodeOf(page, 'Greet')).toContainText('Hello Ada')
  await expect(nodeOf(page, 'Answer').locator('[data-node-status="none"]')).toBeVisible()

  // From here: missing results are listed before the run. A manually edited pin replaces the node.
  await choose(page, 'Answer')
  await page.keyboard.press('Shift+F')
  await expect(dialog.getByText('Loud')).toBeVisible()
  await dialog.getByRole('button', { name: 'Run them as well' }).click()
  await expect(nodeOf(page, 'Answer')).toContainText('Hello Ada!')
  await choose(page, 'Greet')
  await parts.getByRole('button', { name: 'Pin an output' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).fill('By hand')
  await page.getByRole('dialog').getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(nodeOf(page, 'Greet').getByLabel('Outputs are pinned')).toBeVisible()
  await choose(page, 'Loud')
  await page.keyboard.press('Shift+T')
  await expect(nodeOf(page, 'Loud')).toContainText('By hand!')
  await choose(page, 'Greet')
  await parts.getByRole('button', { name: 'Edit pinned output' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unpin' }).click()

  // The whole run, the value on an edge, and the forecast of the next run.
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dock = page.getByRole('region', { name: 'Run and problems' })
  await dock.getByRole('textbox', { name: 'Message' }).fill('Bob')
  await page.keyboard.press('Enter')
  await expect(dock.getByText('Hello Bob!').first()).toBeVisible()
  await page.locator('.react-flow__edge[data-id=e2]').hover({ force: true })
  await expect(page.locator('[data-edge-value=e2]')).toContainText('Hello Bob')
  await page.getByRole('button', { name: 'Run forecast' }).click()
  const forecast = page.getByRole('region', { name: 'Run forecast' })
  await expect(forecast.locator('[data-forecast-row=Loud]')).toContainText(/from \d+ runs?/)
  await expect(forecast.locator('[data-forecast-row=Loud]')).toContainText('$0')
  await page.keyboard.press('Escape')

  // The canvas of the run: back in time by keyboard, at its own address.
  await dock.getByRole('link', { name: 'Open on the canvas' }).last().click()
  await expect(page).toHaveURL(/\/apps\/[^/]+\/runs\/[^/]+/)
  await expect(nodeOf(page, 'Answer')).toContainText('Hello Bob!')
  await page
    .getByRole('region', { name: 'The run on the canvas' })
    .locator('.react-flow__pane')
    .click({ position: { x: 8, y: 8 } })
  await page.keyboard.press('Home')
  await expect(nodeOf(page, 'Greet').locator('[data-node-status="none"]')).toBeVisible()
  await page.getByRole('button', { name: 'Greet completed' }).click()
  await expect(nodeOf(page, 'Greet')).toContainText('Hello Bob')
  await expect(nodeOf(page, 'Loud').locator('[data-node-status="none"]')).toBeVisible()
  await expect(page).toHaveURL(/[?&]at=\d+/)
  await page.reload()
  await expect(nodeOf(page, 'Greet')).toContainText('Hello Bob')
  await expect(nodeOf(page, 'Loud').locator('[data-node-status="none"]')).toBeVisible()

  // Changed settings: only dependent nodes run again, and both results are shown side by side.
  await choose(page, 'Loud')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('complementary', { name: 'Node' }).getByRole('textbox').first().press('End')
  await page.keyboard.type('?')
  await page.getByRole('button', { name: 'Rerun dependent nodes' }).click()
  const outputs = page.getByRole('region', { name: 'Outputs' })
  await expect(outputs.locator('[data-side=before]').first()).toContainText('Hello Bob!')
  await expect(outputs.locator('[data-side=after]').first()).toContainText(/Hello Bob(\?!|!\?)/)
  await expect(outputs.locator('ins').first()).toContainText('?')
  await expect(page.locator('[data-pair=greet]')).toContainText('reused')
  await expect(page.locator('[data-pair=loud]')).toContainText('different')
  await expect(page.locator('[data-metric=Cost]')).toContainText('±0')
})

const nodeOf = (page: Page, label: string): Locator => page.locator('.react-flow__node', { hasText: label }).first()

async function choose(page: Page, label: string): Promise<void> {
  // The settings of another node may cover it.
  await page.getByRole('button', { name: 'Zoom to fit' }).click()
  await nodeOf(page, label).click({ position: { x: 60, y: 12 } })
}

const nodeAt = (x: number) => ({ version: 1, position: { x, y: 0 } })
const GRAPH = {
  schemaVersion: 1,
  nodes: [
    { id: 'input', type: 'input', label: 'Question', config: {}, ...nodeAt(0) },
    { id: 'greet', type: 'template', label: 'Greet', config: { text: 'Hello {{value}}' }, ...nodeAt(320) },
    { id: 'loud', type: 'template', label: 'Loud', config: { text: '{{value}}!' }, ...nodeAt(640) },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeAt(960) },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'greet', port: 'value' } },
    { id: 'e2', from: { node: 'greet', port: 'text' }, to: { node: 'loud', port: 'value' } },
    { id: 'e3', from: { node: 'loud', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
}
