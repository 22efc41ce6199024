import { expect, type Page, test } from '@playwright/test'
import { makePdf } from '../support/make-pdf'
import { type MockOpenAi, startMockOpenAi } from '../support/mock-openai'
import { type JsonServer, serveJson } from '../support/serve-json'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

const HANDBOOK = makePdf([
  'The Aurora 7 kettle: handbook.\n\nThe kettle holds one point seven litres of water.',
  'Warranty.\n\nThe warranty of the Aurora 7 kettle lasts eleven years from the day of purchase.',
])
const QUESTION =
  'How long is the warranty, and what is a kettle? ' +
  'use tool Search_documents with {"query":"How long is the warranty of the Aurora 7?"} ' +
  'use tool Look_up_Wikipedia with {"title":"Kettle"} then say [1]'

let studio: StudioServer
let model: MockOpenAi
let wikipedia: JsonServer

test.beforeAll(async () => {
  model = await startMockOpenAi()
  wikipedia = await serveJson({ title: 'Kettle', extract: 'A kettle is a pot made for boiling water.' })
  studio = await startStudio({ env: { EGRESS_ALLOW: `${new URL(model.baseUrl).origin},${wikipedia.url}` } })
})
test.afterAll(async () => {
  model.stop()
  wikipedia.close()
  await studio.stop()
})

test('the research agent searches documents and the web in one answer, and the trace shows both calls', async ({
  page,
}) => {
  await setUp(page, studio)
  await test.step('opens the template with a document', async () => {
    await page.goto(`${studio.url}/apps`)
    await page
      .getByRole('button', { name: /Research agent/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Set up with my own data', exact: true }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'aurora.pdf', mimeType: 'application/pdf', buffer: HANDBOOK })
    await page.getByRole('button', { name: 'Create app' }).click()
    await expect(page).toHaveURL(/\/apps\/[0-9a-f-]{36}/)
    await expect(page.locator('.react-flow__node')).toHaveCount(6)
  })
  await test.step('connects a language model from the app’s prompt', () => connectModel(page))
  await test.step('waits for the document to be indexed', async () => {
    const isIndexed = async () => {
      const { knowledgeBases } = await (await page.request.get(`${studio.url}/api/studio/knowledge`)).json()
      return knowledgeBases[0].chunkCount > 0 && knowledgeBases[0].pendingCount === 0
    }
    await expect.poll(isIndexed, { timeout: 60_000 }).toBe(true)
  })
  await test.step('points the HTTP tool at a test server', async () => {
    await page.locator('.react-flow__node', { hasText: 'Look up Wikipedia' }).click({ position: { x: 60, y: 12 } })
    const address = page.getByRole('textbox', { name: 'Address' })
    await address.click()
    await address.press('ControlOrMeta+a')
    await page.keyboard.insertText(`${wikipedia.url}/page/summary/{{title}}`)
    await expect(page.locator('[data-save-status=saved]')).toBeVisible()
  })

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await askQuestion(page, QUESTION)
  expect(wikipedia.hits).toEqual(['/page/summary/Kettle'])
  expect(await model.stats()).toMatchObject({ toolCalls: 2 })

  await test.step('the run panel lists both tools, and the node shows its calls', async () => {
    const steps = page.getByRole('region', { name: 'Nodes' })
    await expect(steps.getByRole('button', { name: /^Done Search documents/ })).toBeVisible()
    await expect(steps.getByRole('button', { name: /^Done Look up Wikipedia/ })).toBeVisible()
    await steps.getByRole('button', { name: /^Done Researcher/ }).click()
    await expectCalls(page)
  })
  await test.step('the answer cites the document', async () => {
    await page
      .getByRole('button', { name: /Source 1: aurora\.pdf/ })
      .first()
      .click()
    await expect(page.getByRole('dialog').locator('mark')).toContainText('eleven years')
    await page.keyboard.press('Escape')
  })
  await test.step('the run page shows both calls with their results', async () => {
    await page.goto(`${studio.url}/runs`)
    await page.getByRole('link', { name: /How long is the warranty/ }).click()
    await page.getByRole('button', { name: /^Done Researcher/ }).click()
    await expectCalls(page)
    await page.getByText('Tool call Look_up_Wikipedia').click()
    await expect(page.getByText(/pot made for boiling water/).first()).toBeVisible()
  })
})

/** The run panel's card opens the dialog; after connecting, the card disappears. */
async function connectModel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const card = page.getByText('This app needs a language model')
  await expect(card).toBeVisible()
  await page.getByRole('button', { name: 'Connect a model' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^OpenAI-compatible/ }).click()
  await dialog.getByRole('textbox', { name: 'Base URL' }).fill(model.baseUrl)
  await dialog.getByRole('button', { name: 'Connect and test' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(card).toHaveCount(0)
}

async function askQuestion(page: Page, question: string): Promise<void> {
  const message = page.getByRole('textbox', { name: 'Message' })
  await message.fill(question)
  await message.press('Enter')
  await expect(page.getByText(/TOOLRESULT/).last()).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0)
}

async function expectCalls(page: Page): Promise<void> {
  await expect(page.getByText('Tool call Search_documents')).toBeVisible()
  await expect(page.getByText('Tool call Look_up_Wikipedia')).toBeVisible()
}
