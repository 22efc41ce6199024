import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { isSignedWebhook } from '@/lib/secrets/webhook-signature'
import { sendCallback } from '@/lib/services/callbacks/send-callback'
import { createTestApp, type TestApp } from '../testing/test-app'
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver'
import { postJson } from './__fixtures__/test-public-api'

const Accepted = z.strictObject({
  runId: z.uuid(),
  status: z.literal('queued'),
  statusUrl: z.string(),
  eventsUrl: z.string(),
})

let app: TestApp
let receiver: WebhookReceiver
beforeAll(async () => {
  receiver = await startWebhookReceiver()
  app = await createTestApp('later', chatApp([], ['in.message -> out.text']))
})
afterAll(async () => {
  await receiver.close()
  await app.close()
})

const start = (extra: object = {}, headers: Record<string, string> = {}) =>
  app.router.request(
    '/api/v1/apps/later/runs',
    postJson(
      { inputs: { message: 'hello' }, ...extra },
      { ...app.bearer, prefer: 'respond-async, wait=5', ...headers },
    ),
  )
const callback = () => ({ callback: { url: `${receiver.url}/done` } })
const drive = async (runId: string) =>
  (await claimAndDrive(app.studio.system, { runId, workspaceId: app.person.workspaceId }))?.done
const callbackJobs = () => app.studio.sentJobs.filter(({ kind }) => kind === 'send-callback')

test('returns 202 with the URL of the result, which a worker completes', async () => {
  const response = await start()
  expect(response.status).toBe(202)
  const { runId, statusUrl } = Accepted.parse(await response.json())
  expect(response.headers.get('location')).toBe(statusUrl)
  expect(response.headers.get('preference-applied')).toBe('respond-async')
  expect(app.studio.sentJobs.at(-1)).toMatchObject({ kind: 'drive-run', data: { runId } })
  const status = async () => (await app.router.request(new URL(statusUrl).pathname, { headers: app.bearer })).json()
  expect(await status()).toMatchObject({ status: 'queued', answer: null })
  await drive(runId)
  expect(await status()).toMatchObject({ status: 'succeeded', answer: 'hello' })
})

test('returns the same run for the same Idempotency-Key', async () => {
  const first = Accepted.parse(await (await start({}, { 'idempotency-key': 'k' })).json())
  const secondResponse = await start({}, { 'idempotency-key': 'k' })
  expect([secondResponse.status, secondResponse.headers.get('idempotency-replayed')]).toEqual([202, 'true'])
  expect(Accepted.parse(await secondResponse.json()).runId).toBe(first.runId)
  expect((await start({ inputs: { message: 'other' } }, { 'idempotency-key': 'k' })).status).toBe(409)
})

test('requires a secret, an async request and an allowed URL for a callback', async () => {
  expect((await start(callback())).status).toBe(409)
  await app.request('POST', `/api/studio/apps/${app.appId}/callback-secret`)
  expect((await start(callback(), { prefer: 'x' })).status).toBe(400)
  for (const url of [
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://a:b@example.com/',
    'file:///x',
  ])
    expect([url, (await start({ callback: { url } })).status]).toEqual([url, 400])
})

test('sends a signed callback when the run has ended, and retries only failures', async () => {
  const { secret } = z
    .object({ secret: z.string() })
    .parse(await app.request('POST', `/api/studio/apps/${app.appId}/callback-secret`))
  const { runId } = Accepted.parse(await (await start(callback())).json())
  const before = callbackJobs().length
  await drive(runId)
  expect(callbackJobs().length).toBe(before + 1)
  const data = { runId, workspaceId: app.person.workspaceId }
  receiver.answerWith = 503
  await expect(sendCallback(app.studio.system, data, new AbortController().signal)).rejects.toThrow(
    'responded with 503',
  )
  receiver.answerWith = 200
  await sendCallback(app.studio.system, data, new AbortController().signal)
  const [, last] = receiver.seen.slice(-2)
  expect(JSON.parse(last?.body ?? '')).toMatchObject({ runId, status: 'succeeded', answer: 'hello' })
  const signature = String(last?.request.headers['patchbay-signature'])
  const body = Buffer.from(last?.body ?? '')
  expect(isSignedWebhook(secret, signature, body, Date.now())).toBe(true)
  expect(isSignedWebhook(secret, signature, Buffer.from(`${body} `), Date.now())).toBe(false)
  expect(isSignedWebhook(secret, signature, body, Date.now() + 6 * 60_000)).toBe(false)
  expect(last?.request.headers['patchbay-delivery']).toBe(runId)
})

test('does not call a private address that passed validation', async () => {
  const { runId } = Accepted.parse(await (await start(callback())).json())
  await drive(runId)
  const port = receiver.port + 1
  await app.studio.system.db
    .update(runs)
    .set({ callback: { url: `https://127.0.0.1:${port}/` } })
    .where(eq(runs.id, runId))
  const data = { runId, workspaceId: app.person.workspaceId }
  await expect(sendCallback(app.studio.system, data, new AbortController().signal)).rejects.toThrow('did not call')
})

test("documents asynchronous runs in the app's OpenAPI document", async () => {
  const document = await (await app.router.request('/api/v1/apps/later/openapi.json', { headers: app.bearer })).json()
  const { post } = document.paths['/runs']
  // The document matches reality: every header and field of a response, and the callback.
  const response = await start()
  const accepted = document.components.schemas.AcceptedRun
  expect(post.responses['202'].content['application/json'].schema.oneOf[0]).toEqual({
    $ref: '#/components/schemas/AcceptedRun',
  })
  expect(Object.keys(await response.json()).toSorted()).toEqual(Object.keys(accepted.properties).toSorted())
  const headers = z.record(z.string(), z.unknown()).parse(post.responses['202'].headers)
  for (const name of Object.keys(headers)) expect(response.headers.get(name), name).not.toBeNull()
  expect(headers.Location).toEqual({ schema: { type: 'string', format: 'uri' } })
  expect(URL.canParse(response.headers.get('location') ?? '')).toBe(true)
  expect(Object.keys(post.callbacks.runEnded)).toEqual(['{$request.body#/callback/url}'])
  const callbackPost = post.callbacks.runEnded['{$request.body#/callback/url}'].post
  expect(callbackPost.parameters.map(({ name }: { name: string }) => name)).toEqual([
    ...['Patchbay-Signature', 'Patchbay-Delivery', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
  ])
  const schema = { $ref: '#/components/schemas/Run' }
  expect(callbackPost.requestBody.content['application/json'].schema).toEqual(schema)
  expect(document.components.schemas.RunRequest.properties.callback).toMatchObject({ required: ['url'] })
})
