import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { type FakeModelService, silence, startFakeModelService } from '../support/fake-model-service'
import { post } from '../support/make-documents-app'
import { publishApp } from '../support/publish-app'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let first: FakeModelService
let second: FakeModelService
let studio: StudioServer
let page: Page

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  first = await startFakeModelService(['gpt-4o-mini'], 'The first service says that the warranty lasts two years.')
  second = await startFakeModelService(['gpt-4o-mini'], 'The second service says that the warranty lasts two years.')
  const allowed = [first, second].map(({ baseUrl }) => baseUrl.replace('/v1', '')).join(',')
  studio = await startStudio({ env: { EGRESS_ALLOW: allowed } })
  page = await (await browser.newContext()).newPage()
  await setUp(page, studio)
})
test.afterAll(async () => {
  await page.context().close()
  await studio.stop()
  await first.stop()
  await second.stop()
})

const api = (): APIRequestContext => page.request
async function get(path: string) {
  const response = await api().get(studio.url + path)
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
async function put(path: string, data: object) {
  const response = await api().put(studio.url + path, { data, headers: { origin: studio.url } })
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
const connect = (name: string, { baseUrl }: FakeModelService) =>
  post(api(), studio, '/api/studio/connections', { name, provider: 'openai', baseUrl, apiKey: 'sk-test-key-1234' })

const node = (id: string, type: string, config: object, x: number) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x, y: 0 },
})
const edge = (id: string, from: string, fromPort: string, to: string, toPort: string) => ({
  id,
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
})

async function chatApp(name: string, model: object): Promise<string> {
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('input', 'input', {}, 0),
      node('model', 'chat-model', { model }, 300),
      node('answer', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'input', 'message', 'model', 'prompt'), edge('e2', 'model', 'text', 'answer', 'text')],
  }
  return (await post(api(), studio, '/api/studio/apps', { name, graph })).id
}

/** Sends a message in the run panel of the canvas. */
async function sendMessage(appId: string, message: string): Promise<void> {
  await page.goto(`${studio.url}/apps/${appId}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const box = page.getByRole('textbox', { name: 'Message' })
  await box.fill(message)
  await box.press('Enter')
}

let routedApp: string

test('a model gets a card with its measurements', async () => {
  const a = await connect('First', first)
  await connect('Second', second)
  const direct = await chatApp('Direct', { connection: a.id, model: 'gpt-4o-mini' })
  await sendMessage(direct, 'How long is the warranty?')
  await expect(page.getByText('The first service says that the warranty lasts two years.').first()).toBeVisible()
  // The ledger is written a few times a second.
  await expect
    .poll(async () => JSON.stringify(await get(`/api/studio/catalog/models/${a.id}/gpt-4o-mini`)), { timeout: 10_000 })
    .toContain('"calls":1')
  await page.goto(`${studio.url}/models/catalog/${a.id}/gpt-4o-mini`)
  await expect(page.getByText(/first token/i).first()).toBeVisible()
  await expect(page.getByText('100 %').first()).toBeVisible()
})

test('a route answers completely from the second service when the first fails mid-stream, and the trace shows it', async () => {
  await page.goto(`${studio.url}/models/routes`)
  await page.getByRole('button', { name: 'New route' }).first().click()
  await page.getByLabel('Name').fill('support')
  for (const name of ['First', 'Second']) {
    await page.getByRole('combobox', { name: 'Add a model' }).click()
    await page.getByRole('option').filter({ hasText: name }).click()
  }
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'support' })).toBeVisible()
  routedApp = await chatApp('Routed', { connection: 'route', model: 'support' })
  first.dieInTheMiddle()
  await sendMessage(routedApp, 'And now?')
  await expect(page.getByText('The second service says that the warranty lasts two years.').first()).toBeVisible()
  await expect(page.getByText(/The first service says/)).toHaveCount(0)
  const { runs } = await get(`/api/studio/runs?appId=${routedApp}`)
  await page.goto(`${studio.url}/runs/${runs[0].id}`)
  await page.getByRole('button', { name: /model/ }).first().click()
  await expect(page.getByText('Decisions')).toBeVisible()
  await expect(page.getByText(/The next model is tried/).first()).toBeVisible()
})

test('an exhausted budget blocks the next call with a message', async () => {
  await post(api(), studio, '/api/studio/budgets', {
    name: 'Tiny',
    scope: 'app',
    scopeId: routedApp,
    period: 'day',
    limitMicros: 100,
    warnPercent: 80,
    degradation: null,
    enabled: true,
  })
  // 1,000 input and 500 output tokens of GPT-4o mini cost 450 micro-dollars.
  await sendMessage(routedApp, 'One more?')
  await expect(page.getByText('The second service says that the warranty lasts two years.').last()).toBeVisible()
  const before = second.calls() + first.calls()
  await sendMessage(routedApp, 'And another?')
  await expect(page.getByText(/budget “Tiny”/).first()).toBeVisible()
  expect(second.calls() + first.calls()).toBe(before)
})

test('corrections of bad answers become a data set', async () => {
  const { runs } = await get(`/api/studio/runs?appId=${routedApp}`)
  const answered = runs.find(({ status }: { status: string }) => status === 'succeeded')
  const correction = 'Three years, since October.'
  await put(`/api/studio/runs/${answered.id}/feedback`, { rating: 'down', reason: 'outdated', correction })
  const dataset = await post(api(), studio, '/api/studio/datasets', { name: 'Corrections', kind: 'qa' })
  await post(api(), studio, `/api/studio/datasets/${dataset.id}/runs`, {
    filter: { appId: routedApp, rating: 'corrected' },
    review: 'approved',
  })
  const approved = async () => (await get(`/api/studio/datasets/${dataset.id}`)).approvedCount
  await expect.poll(approved, { timeout: 30_000 }).toBe(1)
  await page.goto(`${studio.url}/data/${dataset.id}`)
  await expect(page.getByText(correction).first()).toBeVisible()
})

const SAMPLES = {
  billing: [
    'Why was my card charged twice',
    'I need a copy of my invoice',
    'The amount on the bill is wrong',
    'Refund my last payment please',
    'How do I change my payment method',
    'Your invoice shows a wrong tax',
    'When will I get my money back',
    'The payment failed at checkout',
    'Send the receipt for my order',
    'I was billed after cancelling',
    'Can I pay by bank transfer',
    'My credit card was declined',
  ],
  technical: [
    'The app crashes when I open it',
    'I cannot log in any more',
    'The page shows an error message',
    'Syncing does not work on my phone',
    'The screen stays black after the update',
    'My password reset mail never arrives',
    'The export button does nothing',
    'Loading takes minutes and then fails',
    'The device does not connect to wifi',
    'Notifications are not delivered',
    'The installer stops at fifty percent',
    'Search returns no results at all',
  ],
} as const

async function train(datasetVersionId: string): Promise<string> {
  const plan = {
    kind: 'classifier',
    modelName: 'triage',
    datasetVersionId,
    settings: { folds: 2, strengths: [0.2], learningCurve: false },
  }
  const started = await post(api(), studio, '/api/studio/training-jobs', { plan, confirmed: { costMicros: null } })
  await expect
    .poll(async () => (await get(`/api/studio/training-jobs/${started.trainingJobId}`)).status, {
      timeout: 90_000,
    })
    .toBe('succeeded')
  return started.trainedModelId
}

/** An app that classifies every text as a bill, with feedback that contains the correct labels. */
async function correctedApp(): Promise<string> {
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('input', 'input', {}, 0),
      node('guess', 'template', { text: 'billing' }, 300),
      node('answer', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'guess', 'text', 'answer', 'text')],
  }
  const { id } = await post(api(), studio, '/api/studio/apps', { name: 'Guess', graph })
  const slug = await publishApp(page, studio, id, [])
  const { secret } = await post(api(), studio, '/api/studio/keys', { name: 'Callers', appIds: [id] })
  for (const [label, texts] of Object.entries(SAMPLES)) {
    for (const message of texts) {
      const response = await fetch(`${studio.url}/api/v1/apps/${slug}/runs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: { message } }),
      })
      const { runId } = await response.json()
      await put(`/api/studio/runs/${runId}/feedback`, { rating: 'down', reason: 'incorrect', correction: label })
    }
  }
  return id
}

test('a classifier is trained on corrected answers, deployed, used in an app and over HTTP, and rolled back', async () => {
  const dataset = await post(api(), studio, '/api/studio/datasets', { name: 'Triage', kind: 'classification' })
  await post(api(), studio, `/api/studio/datasets/${dataset.id}/runs`, {
    filter: { appId: await correctedApp(), rating: 'corrected' },
    review: 'approved',
  })
  await expect
    .poll(async () => (await get(`/api/studio/datasets/${dataset.id}`)).approvedCount, { timeout: 30_000 })
    .toBe(24)
  const version = await post(api(), studio, `/api/studio/datasets/${dataset.id}/versions`, { note: '' })
  await train(version.id)
  const modelId = await train(version.id)
  const models = `/api/studio/trained-models/${modelId}`
  const versions: { id: string; number: number }[] = (await get(models)).versionList
  const idOf = (number: number) => versions.find((item) => item.number === number)?.id ?? ''
  for (const number of [1, 2]) await put(`${models}/versions/${idOf(number)}/stage`, { stage: 'production' })

  const trained = {
    name: 'triage',
    classes: [
      { id: 'c1', name: 'billing' },
      { id: 'c2', name: 'technical' },
    ],
  }
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('input', 'input', {}, 0),
      node('sort', 'classifier', { mode: 'trained', trained }, 300),
      node('answer', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'input', 'message', 'sort', 'text'), edge('e2', 'sort', 'label', 'answer', 'text')],
  }
  const { id: appId } = await post(api(), studio, '/api/studio/apps', { name: 'Sorter', graph })
  await sendMessage(appId, 'My card was charged twice for one invoice')
  await expect(page.getByText('billing', { exact: true }).first()).toBeVisible()
  await publishApp(page, studio, appId, [])

  const { secret } = await post(api(), studio, '/api/studio/keys', { name: 'K', appIds: [], modelIds: [modelId] })
  const predict = async () => {
    const response = await fetch(`${studio.url}/api/v1/models/triage/predict`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'The app crashes after the update' }),
    })
    return (await response.json()) as { version: number; predictions: { label: string }[] }
  }
  expect(await predict()).toMatchObject({ version: 2, predictions: [{ label: 'technical' }] })
  await page.goto(`${studio.url}/models/trained/${modelId}`)
  await page
    .getByRole('button', { name: /roll back/i })
    .first()
    .click()
  await expect.poll(async () => (await predict()).version, { timeout: 10_000 }).toBe(1)
})

async function mediaModel(name: string) {
  const { baseUrl } = second
  const connection = { name, provider: 'openai-compatible', baseUrl, apiKey: 'sk-test-key-1234' }
  const { id } = await post(api(), studio, '/api/studio/connections', connection)
  return { connection: id, model: 'gpt-4o-mini' }
}

test('shows a generated image and plays generated speech in the studio and on the chat page', async () => {
  const model = await mediaModel('Media')
  const graph = {
    schemaVersion: 1,
    nodes: [
      node('input', 'input', {}, 0),
      node('picture', 'image-generation', { model }, 300),
      node('speech', 'text-to-speech', { model, format: 'wav' }, 300),
      node('answer', 'answer', {}, 600),
    ],
    edges: [
      edge('e1', 'input', 'message', 'picture', 'prompt'),
      edge('e2', 'input', 'message', 'speech', 'text'),
      edge('e3', 'picture', 'image', 'answer', 'files'),
      edge('e4', 'speech', 'audio', 'answer', 'files'),
    ],
  }
  const { id } = await post(api(), studio, '/api/studio/apps', { name: 'Painter', graph })
  await sendMessage(id, 'A red kettle')
  const files = page.getByRole('list', { name: 'Files' }).first()
  await expect(files.getByRole('img', { name: 'picture.png' })).toHaveJSProperty('naturalWidth', 1)
  // Metadata is only available for bytes the browser could decode.
  await expect
    .poll(() => files.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration))
    .toBeGreaterThan(0)
  const slug = await publishApp(page, studio, id, [])
  await page.goto(`${studio.url}/chat/${slug}`)
  await page.getByRole('textbox').fill('A red kettle')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: 'picture.png' })).toHaveJSProperty('naturalWidth', 1)
  await expect
    .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration))
    .toBeGreaterThan(0)
})

test('transcribes an uploaded recording', async () => {
  const model = await mediaModel('Transcription')
  const fields = [{ name: 'call', label: 'Call', kind: 'audio', options: [], required: true, default: '' }]
  const listening = {
    schemaVersion: 1,
    nodes: [
      node('input', 'input', { mode: 'form', fields }, 0),
      node('words', 'speech-to-text', { model }, 300),
      node('answer', 'answer', {}, 600),
    ],
    edges: [edge('e1', 'input', 'call', 'words', 'audio'), edge('e2', 'words', 'text', 'answer', 'text')],
  }
  const form = await post(api(), studio, '/api/studio/apps', { name: 'Listener', kind: 'form', graph: listening })
  await page.goto(`${studio.url}/apps/${form.id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const call = { name: 'call.wav', mimeType: 'audio/wav', buffer: silence() }
  await page.locator('input[type=file]').first().setInputFiles(call)
  await expect(page.getByText('call.wav').first()).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).last().click()
  await expect(page.getByText('Hello from the recording.').first()).toBeVisible()
})
