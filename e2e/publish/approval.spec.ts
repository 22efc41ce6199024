import { type APIRequestContext, type Browser, expect, type Page, test } from '@playwright/test'
import { type MockOpenAi, startMockOpenAi } from '../support/mock-openai'
import { setUp } from '../support/set-up'
import { type StudioServer, startStudio } from '../support/studio-server'

let studio: StudioServer
let model: MockOpenAi

test.beforeAll(async () => {
  model = await startMockOpenAi()
  studio = await startStudio({ env: { EGRESS_ALLOW: `${new URL(model.baseUrl).origin}` } })
})
test.afterAll(async () => {
  model.stop()
  await studio.stop()
})

test('a run waits until another user approves in the inbox, then completes', async ({ page, browser }) => {
  await setUp(page, studio)
  const bea = await member(page, browser, 'Bea')
  const app = await post(page.request, '/api/studio/apps', {
    name: 'Letters',
    graph: approvalGraph({
      message: 'Read it **twice**. ![tracker](https://evil.example/pixel.png)',
      needsSecondPerson: true,
      deadlineHours: 2,
      fields: [{ name: 'tone', label: 'Tone', type: 'choice', required: true, options: ['kind', 'short'] }],
    }),
  })

  await test.step('the run panel shows the pending approval and that its starter cannot answer', async () => {
    await page.goto(`${studio.url}/apps/${app.id}`)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('textbox', { name: 'Message' }).fill('Dear customer')
    await page.getByRole('textbox', { name: 'Message' }).press('Enter')
    await expect(page.getByText('Send “Dear customer”?')).toBeVisible()
    await expect(page.getByText('You started this run, so someone else has to answer.')).toBeVisible()
  })

  await test.step('the other user sees it in the inbox with all details', async () => {
    await bea.goto(`${studio.url}/apps`)
    await expect(bea.getByRole('link', { name: /Inbox 1 item needs your attention/ })).toBeVisible()
    await bea.getByRole('link', { name: /Inbox/ }).first().click()
    await expect(bea.getByRole('heading', { name: 'Send “Dear customer”?' })).toBeVisible()
    await expect(bea.getByText(/Expires in 2 hr\. \(then rejected\)/).first()).toBeVisible()
    // The content to approve loads no images.
    await expect(bea.locator('main img')).toHaveCount(0)
    // On a phone, long lines are truncated in their row.
    await bea.setViewportSize({ width: 390, height: 844 })
    await bea.goto(`${studio.url}/inbox`)
    const row = bea.getByRole('button', { name: /Send “Dear customer”/ })
    await expect(row).toBeVisible()
    expect((await row.boundingBox())?.width).toBeLessThan(390)
    await bea.setViewportSize({ width: 1440, height: 900 })
    await expect(bea.getByRole('heading', { name: 'Send “Dear customer”?' })).toBeVisible()
  })

  await test.step('the form is required before the answer is accepted', async () => {
    await bea.keyboard.press('a')
    await expect(bea.getByText('Fill this in.')).toBeVisible()
    await bea.getByRole('combobox', { name: 'Tone' }).click()
    await bea.getByRole('option', { name: 'kind' }).click()
    await bea.getByRole('textbox', { name: 'Comment' }).fill('Looks good')
    await bea.getByRole('button', { name: /^Approve/ }).click()
    await expect(bea.getByText('Answer sent. The run continues.')).toBeVisible()
  })

  await test.step('the run resumes where its starter is watching', async () => {
    const panel = page.getByRole('region', { name: 'Run and problems' })
    await expect(panel.getByText('Sent: Dear customer (kind, Looks good, by Bea)')).toBeVisible()
    await bea.getByRole('radio', { name: 'Answered' }).click()
    await expect(bea.getByText('Approved by Bea').first()).toBeVisible()
  })
})

test('a link shows the request on a phone and accepts one answer without an account', async ({ page, browser }) => {
  await setUp(page, studio)
  const app = await post(page.request, '/api/studio/apps', { name: 'Linked', graph: approvalGraph({}) })
  const runId = await startRun(page.request, app.id)
  const wait = await waitOf(page.request, runId)
  const { url } = await post(page.request, `/api/studio/waits/${wait}/link`, {})
  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  // A link preview fetches the page.
  expect((await phone.request.get(url)).ok()).toBe(true)
  await phone.goto(url)
  await expect(phone.getByRole('heading', { name: 'Send “Dear customer”?' })).toBeVisible()
  expect((await get(page.request, `/api/studio/waits/${wait}`)).status).toBe('waiting')
  await phone.getByRole('textbox', { name: 'Comment' }).fill('Too early')
  await phone.getByRole('button', { name: 'Reject' }).click()
  await expect(phone.getByText('Your answer was sent.')).toBeVisible()
  await phone.reload()
  await expect(phone.getByText('Rejected by someone with the link')).toBeVisible()
  await expect(phone.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await expect
    .poll(async () => (await get(page.request, `/api/studio/runs/${runId}`)).run.status, { timeout: 15_000 })
    .toBe('succeeded')
  await phone.goto(`${url.slice(0, -3)}abc`)
  await expect(phone.getByText('This link is not valid or has expired. Ask the sender for a new one.')).toBeVisible()
})

test('the chat page shows that it waits for approval, then continues', async ({ page, browser }) => {
  await setUp(page, studio)
  const app = await post(page.request, '/api/studio/apps', { name: 'Desk', graph: approvalGraph({}) })
  await post(page.request, `/api/studio/apps/${app.id}/versions`, { note: '', revision: app.revision })
  const publication = { slug: 'desk', access: 'link', allowedOrigins: [], title: 'Desk', greeting: '' }
  await put(page.request, `/api/studio/apps/${app.id}/publication`, {
    ...publication,
    suggestions: [],
    accent: '#2255cc',
  })
  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(`${studio.url}/chat/desk`)
  await visitor.getByRole('textbox').fill('Dear customer')
  await visitor.getByRole('textbox').press('Enter')
  await expect(visitor.getByText('Waiting for a person')).toBeVisible()
  const [run] = (await get(page.request, `/api/studio/runs?appId=${app.id}`)).runs
  const wait = await waitOf(page.request, run.id)
  await post(page.request, `/api/studio/waits/${wait}/answer`, { decision: 'approved' })
  await expect(visitor.getByRole('log').getByText(/Sent: Dear customer/)).toBeVisible()
  await expect(visitor.getByText('Waiting for a person')).toBeHidden()
})

test('the template puts a reply into the outbox once a person approves it', async ({ page }) => {
  await setUp(page, studio)
  const api = page.request
  const connection = { name: 'Mock', provider: 'openai-compatible', baseUrl: model.baseUrl }
  const { id } = await post(api, '/api/studio/connections', connection)
  await put(api, '/api/studio/models/default', { chat: { connection: id, model: 'mock-5tok-0ms' } })
  const template = { name: 'Replies', templateId: 'approve-before-sending' }
  const app = await post(api, '/api/studio/apps', template)

  await page.goto(`${studio.url}/apps/${app.id}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Run and problems' })
  await panel.getByLabel('What they wrote').fill('Where is my lamp?')
  await panel.getByLabel('Who gets the reply').fill('Mr Jansen')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByRole('heading', { name: 'Send this reply to Mr Jansen?' })).toBeVisible()
  await expect(panel.getByText('Where is my lamp?').first()).toBeVisible()
  await panel.getByRole('button', { name: 'Approve' }).click()
  await expect(panel.getByText(/added to the outbox \(replies in it: 1\)/).first()).toBeVisible()
})

function approvalGraph(config: { fields?: object[]; [name: string]: unknown }) {
  const nodeAt = (x: number) => ({ position: { x, y: 0 }, version: 1 })
  const tone = config.fields ? '{{ask.values.tone}}, ' : ''
  const sent = `Sent: {{ask.approved}} (${tone}{{ask.comment}}, by {{ask.by}})`
  return {
    schemaVersion: 1,
    nodes: [
      { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeAt(0) },
      {
        id: 'ask',
        type: 'approval',
        label: 'Ask',
        config: { title: 'Send “{{input.message}}”?', ...config },
        ...nodeAt(300),
      },
      { id: 'yes', type: 'template', label: 'Sent', config: { text: sent }, ...nodeAt(600) },
      { id: 'no', type: 'template', label: 'Kept', config: { text: 'Kept: {{ask.rejected}}' }, ...nodeAt(600) },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeAt(900) },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'ask', port: 'content' } },
      { id: 'e2', from: { node: 'yes', port: 'text' }, to: { node: 'answer', port: 'text' } },
      { id: 'e3', from: { node: 'no', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}

/** Another user with a separate browser who may run apps. */
async function member(page: Page, browser: Browser, name: string): Promise<Page> {
  const { url } = await post(page.request, '/api/studio/invitations', { role: 'runner' })
  const token = new URL(url).searchParams.get('invite')
  const guest = await (await browser.newContext()).newPage()
  const person = { name, email: `${name.toLowerCase()}@example.com`, password: 'correct horse battery' }
  await post(guest.request, '/api/studio/invitations/join', { token, ...person })
  return guest
}

/** An unattended run of the draft. */
async function startRun(api: APIRequestContext, appId: string): Promise<string> {
  await post(api, `/api/studio/apps/${appId}/versions`, { note: '', revision: 0 })
  const publication = { slug: 'linked', access: 'key', allowedOrigins: [], title: 'L', greeting: '', suggestions: [] }
  await put(api, `/api/studio/apps/${appId}/publication`, { ...publication, accent: '#2255cc' })
  const { secret } = await post(api, '/api/studio/keys', { name: 'K', appIds: [appId] })
  const started = await api.post(`${studio.url}/api/v1/apps/linked/runs`, {
    data: { inputs: { message: 'Dear customer' } },
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(started.status()).toBe(202)
  return (await started.json()).runId
}

async function waitOf(api: APIRequestContext, runId: string): Promise<string> {
  const list = async () => (await get(api, `/api/studio/waits?runId=${runId}`)).waits
  await expect.poll(async () => (await list()).length).toBe(1)
  return (await list())[0].id
}

async function get(api: APIRequestContext, path: string) {
  const response = await api.get(`${studio.url}${path}`)
  expect(response.status(), await response.text()).toBe(200)
  return response.json()
}
const post = (api: APIRequestContext, path: string, data: object) => send(api, 'POST', path, data)
const put = (api: APIRequestContext, path: string, data: object) => send(api, 'PUT', path, data)

async function send(api: APIRequestContext, method: string, path: string, data: object) {
  const response = await api.fetch(`${studio.url}${path}`, { method, data, headers: { origin: studio.url } })
  expect(response.ok(), await response.text()).toBe(true)
  return response.json()
}
