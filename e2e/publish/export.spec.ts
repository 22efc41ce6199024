import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { post } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type SharedStudio, test } from '../support/shared-studio'

let studio: SharedStudio

test.beforeAll(({ shareStudio }) => {
  studio = shareStudio()
})

test('a published version is viewed as code and downloaded', async ({ page }) => {
  await setUp(page, studio)
  const { id } = await post(page.request, studio, '/api/studio/apps', {
    name: 'Support triage',
    templateId: 'compare-two-models',
  })
  await post(page.request, studio, `/api/studio/apps/${id}/versions`, { revision: 0 })
  await page.goto(`${studio.url}/apps/${id}/releases`)
  await page.getByRole('tab', { name: /^Versions/ }).click()
  await page.getByRole('button', { name: 'Export version 1 as code' }).click()

  const dialog = page.getByRole('dialog', { name: 'Version 1 as code' })
  await expect(dialog.getByText('Differences from Patchbay')).toBeVisible()
  await dialog.getByRole('button', { name: 'graph.ts' }).click()
  await expect(dialog.getByText('new StateGraph(StateSchema)')).toBeVisible()
  if (process.env.PATCHBAY_SHOTS) await page.screenshot({ path: `${process.env.PATCHBAY_SHOTS}/export.png` })

  const download = page.waitForEvent('download')
  await dialog.getByRole('link', { name: 'Download ZIP' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('support-triage-v1.zip')
  expect(
    readFileSync(await file.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

test('nodes that cannot be exported are listed', async ({ page }) => {
  await setUp(page, studio)
  const node = (id: string, type: string, x: number, overrides: object = {}) => ({
    id,
    type,
    version: 1,
    label: id,
    config: {},
    position: { x, y: 0 },
    ...overrides,
  })
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', 0),
      node('sum', 'code', 300, { label: 'Broken sum', config: { code: 'return }' } }),
      node('out', 'answer', 600),
    ],
    edges: [
      { id: 'e1', from: { node: 'in', port: 'message' }, to: { node: 'sum', port: 'text' } },
      { id: 'e2', from: { node: 'sum', port: 'result' }, to: { node: 'out', port: 'text' } },
    ],
  }
  const { id } = await post(page.request, studio, '/api/studio/apps', { name: 'Broken', graph })
  await post(page.request, studio, `/api/studio/apps/${id}/versions`, { revision: 0 })
  await page.goto(`${studio.url}/apps/${id}/share?tab=api`)
  await page.getByRole('button', { name: 'Export as code' }).click()
  const dialog = page.getByRole('dialog', { name: 'Version 1 as code' })
  await expect(dialog.getByText('Broken sum')).toBeVisible()
  await expect(dialog.getByText(/not valid JavaScript/)).toBeVisible()
  await expect(dialog.getByRole('link', { name: 'Download ZIP' })).toHaveCount(0)
  if (process.env.PATCHBAY_SHOTS) await page.screenshot({ path: `${process.env.PATCHBAY_SHOTS}/export-problems.png` })
})
