import { expect, test } from '@playwright/test'
import { type FakeModelService, startFakeModelService } from '../support/fake-model-service'
import { makeDocumentsApp, post, QUESTION } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
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

const PROMPTFOO = `
description: Kettle questions
tests:
  - vars: { message: How long is the warranty? }
    assert: [{ type: icontains, value: eleven years }, { type: javascript, value: process.exit(1) }]
`

/** Meets every criterion. */
const VERDICT = JSON.stringify({ answers: [{ criterion: 1, evidence: 'eleven', met: true }] })

let studio: StudioServer
let judge: FakeModelService
test.beforeAll(async () => {
  judge = await startFakeModelService(['judge-1'], VERDICT)
  studio = await startStudio({ env: { EGRESS_ALLOW: judge.baseUrl.replace('/v1', '') } })
})
test.afterAll(async () => {
  await studio.stop()
  await judge.stop()
})

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
    await expect(page.getByText('10 of 10 answers', { exact: true })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/^\d+ of 10 answers pass “/)).toBeVisible()
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
    await expect(page.getByRole('combobox', { name: 'Compare with' })).toContainText('Experiment 1')
    await expect(page.getByText(/Too few examples for a verdict: .+ on 10 examples/)).toBeVisible()
    await expect(page.getByText('Inconclusive', { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Open example:/ })).toHaveCount(10)
  })

  await test.step('an example shows both answers side by side', async () => {
    await page
      .getByRole('button', { name: /^Open example:/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('region', { name: 'Answer from Earlier draft' })).toBeVisible()
    const answer = dialog.getByRole('region', { name: 'Answer from Draft' })
    await expect(answer.getByText('Contains', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('a promptfoo file is imported, and a report lists the skipped parts', async () => {
    await page.goto(`${studio.url}/apps/${appId}/evaluate?new=evaluation`)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'File' }).click()
    const buffer = Buffer.from(PROMPTFOO)
    await dialog.getByLabel('Choose a file').setInputFiles({ name: 'kettles.yaml', mimeType: 'text/yaml', buffer })
    await expect(dialog.getByText('promptfoo · 1 case')).toBeVisible()
    await expect(dialog.getByRole('row', { name: /assert\.javascript/ })).toContainText('never executes')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Kettle questions' })).toBeVisible()
  })
})

test('runs of a published version are scored after they are answered', async ({ page }) => {
  await setUp(page, studio)
  const { id: appId } = await post(page.request, studio, '/api/studio/apps', { name: 'Echo', graph: echo() })
  const slug = await publishApp(page, studio, appId, [])
  const { secret } = await post(page.request, studio, '/api/studio/keys', { name: 'Live', appIds: [appId] })
  await page.goto(`${studio.url}/apps/${appId}/evaluate`)
  await page.getByRole('button', { name: 'Score live runs' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Score live runs' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('No runs yet.', { exact: false })).toBeVisible()
  const asked = await page.request.post(`${studio.url}/api/v1/apps/${slug}/runs`, {
    data: { inputs: { message: 'good morning' } },
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(asked.status(), await asked.text()).toBe(200)
  await expect(page.getByText('1 run from the last 30 days scored.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Reference: 1 of 200 runs').first()).toBeVisible()
  await expect(page.getByText('100.0 % [20.7 %, 100.0 %] of 1 run').first()).toBeVisible()
})

test('an app is attacked, and the report states how certain its resistance is', async ({ page }) => {
  await setUp(page, studio)
  const { id: appId } = await post(page.request, studio, '/api/studio/apps', { name: 'Echo', graph: echo() })
  await page.goto(`${studio.url}/apps/${appId}/evaluate`)
  await page.getByRole('button', { name: 'Attack the app' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('User message')).toBeVisible()
  await dialog.getByRole('button', { name: 'Attack the app' }).click()
  await expect(page.getByText('0 of 130 succeeded; the true rate is at most 3 %').first()).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByText('0 of 30 harmless questions', { exact: false })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('row', { name: /New instruction/ })).toContainText('0/1')
  await expect(page.getByText('No language model answered', { exact: false })).toBeVisible()
})

test('two people label the answers of a judge without seeing its verdicts', async ({ page, browser }) => {
  await setUp(page, studio)
  const api = (path: string, data: object) => post(page.request, studio, path, data)
  const service = { name: 'Judges', provider: 'openai', baseUrl: judge.baseUrl, apiKey: 'sk-test-key-1234' }
  const { id: connection } = await api('/api/studio/connections', service)
  const { id: appId } = await api('/api/studio/apps', { name: 'Support', graph: echo() })
  const questions = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((question) => ({ question }))
  const quick = { from: 'questions', name: 'Tone', questions }
  const { id } = await api(`/api/studio/apps/${appId}/evaluations/quick`, quick)
  const scorer = {
    id: 'polite',
    kind: 'criteria',
    model: { connection, model: 'judge-1' },
    criteria: ['Is it polite?'],
  }
  const headers = { origin: studio.url }
  const saved = await page.request.patch(`${studio.url}/api/studio/evaluations/${id}`, {
    data: { scorers: [scorer] },
    headers,
  })
  expect(saved.status(), await saved.text()).toBe(200)

  await test.step('the judge scores all answers, but is untested', async () => {
    await page.goto(`${studio.url}/evaluations/${id}`)
    await page.getByRole('button', { name: 'Run evaluation' }).click()
    await expect(page.getByText('6 of 6 answers', { exact: true })).toBeVisible({ timeout: 30_000 })
    await page.reload()
    await expect(page.getByText('0 of 6 answers labeled')).toBeVisible()
    await expect(page.getByText('The judge is untested.', { exact: false }).first()).toBeVisible()
  })

  const guest = await (await browser.newContext()).newPage()
  await test.step('another editor joins', async () => {
    const { url } = await api('/api/studio/invitations', { role: 'editor' })
    const token = new URL(url).searchParams.get('invite')
    const bea = { token, name: 'Bea', email: 'bea@example.com', password: 'correct horse battery' }
    await post(guest.request, studio, '/api/studio/invitations/join', bea)
  })

  await test.step('both label different answers by keyboard', async () => {
    await page.getByRole('button', { name: 'Label answers' }).click()
    await guest.goto(`${studio.url}/evaluations/${id}?label=polite`)
    for (const person of [page, guest]) {
      await expect(person.getByRole('heading', { name: 'Answer' })).toBeVisible()
      await expect(person.getByText('criterion is met')).toHaveCount(0)
      // Keys do nothing while a label is saved and the next answer loads.
      const isReady = () => expect(person.getByRole('button', { name: /^Pass/ })).toBeEnabled()
      await isReady()
      await person.keyboard.press('1')
      await expect(person.getByText('1 label from you')).toBeVisible()
      await isReady()
      await person.keyboard.press('2')
      await expect(person.getByText('2 labels from you')).toBeVisible()
      await isReady()
    }
    await guest.keyboard.press('u')
    await expect(guest.getByText('1 label from you')).toBeVisible()
  })

  await test.step('the labels count for the judge', async () => {
    await page.getByRole('button', { name: 'Back to results' }).click()
    await expect(page.getByText('3 of 6 answers labeled')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Answers by label and verdict' })).toBeVisible()
  })
  await guest.context().close()
})

function echo() {
  const node = (id: string, type: string, config: object, x: number) => ({
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
  return {
    schemaVersion: 1,
    nodes: [
      node('in', 'input', {}, 0),
      node('say', 'template', { text: 'You said {{value}}.' }, 300),
      node('out', 'answer', {}, 600),
    ],
    edges: [edge('a', ['in', 'message'], ['say', 'value']), edge('b', ['say', 'text'], ['out', 'text'])],
  }
}
