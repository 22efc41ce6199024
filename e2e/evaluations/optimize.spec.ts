import { expect, test } from '@playwright/test'
import { findProblems } from '../support/find-problems'
import { makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const WARRANTY = 'lasts eleven years'
const ANSWERED = ['How long is the warranty', 'How many years of warranty are there', 'When does the warranty end']
const ABOUT = ['the kettle', 'the Aurora 7', 'the Aurora 7 kettle', 'this kettle']

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio()
})
test.afterAll(() => studio.stop())

test('an app is optimized without a key, and the best candidate becomes the draft', async ({ page }) => {
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettles')
  const app = `${studio.url}/api/studio/apps/${appId}`
  const { graph, revision } = await (await page.request.get(app)).json()
  const retriever = graph.nodes.find(({ type }: { type: string }) => type === 'retriever')
  // Finds nothing, because no passage is this certain.
  retriever.config = { ...retriever.config, settings: 'own', result: { ...retriever.config.result, threshold: 1 } }
  const headers = { origin: studio.url }
  const saved = await page.request.put(`${app}/draft`, { data: { graph, revision }, headers })
  expect(saved.status(), await saved.text()).toBe(200)
  const questions = ANSWERED.flatMap((start) => ABOUT.map((end) => ({ question: `${start} of ${end}?` })))
  const cases = [...questions, { question: QUESTION }].map((one) => ({ ...one, expected: WARRANTY, passage: WARRANTY }))
  const quick = { from: 'questions', name: 'Warranty', questions: cases }
  const { id } = await post(page.request, studio, `/api/studio/apps/${appId}/evaluations/quick`, quick)

  await test.step('the search is started with the proposed settings', async () => {
    await page.goto(`${studio.url}/evaluations/${id}`)
    await page.getByRole('radio', { name: 'Optimizer' }).click()
    await page.getByRole('button', { name: 'Optimize' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('checkbox', { name: /Minimum confidence/ })).toBeChecked()
    await expect(dialog.getByRole('button', { name: '1 (current)' })).toBeDisabled()
    await dialog.getByLabel('Maximum answers').fill('120')
    await dialog.getByRole('button', { name: 'Optimize' }).click()
    await expect(dialog).toHaveCount(0)
  })

  await test.step('the front and the verdict on held-out cases are shown', async () => {
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 90_000 })
    await expect(page.getByText(/points while searching, \+\d+\.\d on the held-out cases/).first()).toBeVisible()
    await expect(page.getByRole('group', { name: 'Quality of the candidates by cost' })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Draft: 0\.0 % at/ })).toBeVisible()
  })

  await test.step('dots are reached by arrow keys', async () => {
    const dots = page.getByRole('group', { name: 'Quality of the candidates by cost' }).getByRole('button')
    await dots.first().focus()
    await page.keyboard.press('ArrowRight')
    await expect(dots.nth(1)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dots.nth(1)).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('the page has no accessibility problems', async () => {
    const desktop = await findProblems(page, 'optimizer', 'desktop')
    expect([...desktop, ...(await findProblems(page, 'optimizer', 'phone'))]).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('the best candidate becomes the draft', async () => {
    await page.reload()
    await page.getByRole('button', { name: 'Use as draft' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Use as draft' }).click()
    await expect(page.getByText(/The draft now has the settings of Candidate/)).toBeVisible()
    const changed = await (await page.request.get(app)).json()
    const found = changed.graph.nodes.find(({ type }: { type: string }) => type === 'retriever')
    expect(found.config.result.threshold).toBeLessThan(1)
  })
})
