import { expect, test } from '@playwright/test'
import { makeDocumentsApp, QUESTION } from '../support/make-documents-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const WARRANTY = 'lasts eleven years'
/** Ten questions: nine ask the same in other words. */
const QUESTIONS = [
  QUESTION,
  'How many years of warranty does the Aurora 7 have?',
  'Is damage by limescale covered by the warranty?',
  'How long is the kettle under warranty?',
  'What does the warranty exclude?',
  'When does the warranty of the kettle begin?',
  'Aurora 7 warranty period?',
  'For how many years is the kettle guaranteed?',
  'Does the warranty start on the day of purchase?',
  'Tell me about the warranty of the Aurora 7 kettle.',
]

let studio: StudioServer
test.beforeAll(async () => {
  studio = await startStudio({})
})
test.afterAll(() => studio.stop())

test('an app is evaluated without a key, and a changed retriever is compared with it', async ({ page }) => {
  await setUp(page, studio)
  const { appId } = await makeDocumentsApp(page, studio, 'Kettles')

  await test.step('ten questions are entered and run', async () => {
    await page.goto(`${studio.url}/apps/${appId}/evaluate`)
    await page.getByRole('button', { name: 'New evaluation' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Warranty')
    await dialog
      .getByRole('textbox', { name: 'Questions' })
      .fill(QUESTIONS.map((question) => `${question} | ${WARRANTY} | ${WARRANTY}`).join('\n'))
    await expect(dialog.getByText('10 cases')).toBeVisible()
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('button', { name: 'Run evaluation' }).click()
    await expect(page.getByText('10 of 10 answers')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/of 10 examples \[/)).toBeVisible()
  })

  await test.step('the retriever is changed, and the draft compared with the previous result', async () => {
    const path = `${studio.url}/api/studio/apps/${appId}`
    const { graph, revision } = await (await page.request.get(path)).json()
    const retriever = graph.nodes.find(({ type }: { type: string }) => type === 'retriever')
    retriever.config = { ...retriever.config, limit: 1 }
    const saved = await page.request.put(`${path}/draft`, {
      data: { graph, revision },
      headers: { origin: studio.url },
    })
    expect(saved.status(), await saved.text()).toBe(200)
    await page.reload()
    await page.getByRole('button', { name: 'Compare the draft' }).click()
    await expect(page.getByText('20 of 20 answers')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('10 reused')).toBeVisible()
    await expect(page.getByText(/Too few examples for a verdict: .+ on 10 examples/)).toBeVisible()
    await expect(page.getByText('Inconclusive', { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Open “/ })).toHaveCount(10)
  })

  await test.step('an example shows both answers side by side', async () => {
    await page
      .getByRole('button', { name: /^Open “/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('region', { name: 'Answer of Earlier draft' })).toBeVisible()
    const answer = dialog.getByRole('region', { name: 'Answer of Draft' })
    await expect(answer.getByText('Contains', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
  })
})
