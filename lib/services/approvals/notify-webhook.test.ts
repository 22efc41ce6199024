import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { startWebhookReceiver, type WebhookReceiver } from '@/lib/api/testing/webhook-receiver'
import { alerts } from '@/lib/db/schema/inbox'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { isSignedWebhook } from '@/lib/secrets/webhook-signature'
import { notifyApproval } from './notify-webhook'

let app: TestApp
let receiver: WebhookReceiver

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  app = await createTestApp('told', graphFor(`${receiver.url}/told`))
})
afterAll(async () => {
  await receiver.close()
  await app.close()
})

const graphFor = (webhookUrl: string) =>
  chatApp(
    [{ id: 'ask', type: 'approval', config: { title: 'Send it?', webhookUrl } }],
    ['in.message -> ask.content', 'ask.approved -> out.text'],
  )

const Data = z.object({ waitId: z.string(), workspaceId: z.string() })
/** Starts a run that asks a question, and returns the resulting job. */
async function pauseAndFindJob() {
  const inputs = { inputs: { message: 'mail' } }
  const started = await app.router.request('/api/v1/apps/told/runs', postJson(inputs, app.bearer))
  expect(started.status).toBe(202)
  return Data.parse(app.studio.sentJobs.filter(({ kind }) => kind === 'tell-approval').at(-1)?.data)
}
const notify = (data: z.infer<typeof Data>) => notifyApproval(app.studio.system, data, AbortSignal.timeout(5_000))

test('sends nothing without a secret and adds an inbox item', async () => {
  await notify(await pauseAndFindJob())
  expect(receiver.seen).toEqual([])
  expect(await app.studio.system.db.select().from(alerts)).toMatchObject([{ kind: 'credential-missing', count: 1 }])
})

test('sends the question, signed, with a link to answer it; retries a rejected delivery with the same id', async () => {
  const created = await app.request('POST', `/api/studio/apps/${app.appId}/callback-secret`)
  const { secret } = z.object({ secret: z.string() }).parse(created)
  const data = await pauseAndFindJob()
  receiver.answerWith = 503
  await expect(notify(data)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  receiver.answerWith = 200
  await notify(data)
  const { seen } = receiver
  expect(seen.map(({ request }) => request.headers['patchbay-delivery'])).toEqual([data.waitId, data.waitId])
  const { request, body } = seen[1] ?? expect.unreachable('nothing came')
  const signature = String(request.headers['patchbay-signature'])
  expect(isSignedWebhook(secret, signature, Buffer.from(body), Date.now())).toBe(true)
  const message = JSON.parse(body)
  expect(message).toMatchObject({ type: 'approval.requested', id: data.waitId, title: 'Send it?', dueAt: null })
  const token = String(message.link).split('/approve/')[1]
  const path = '/api/studio/approval-links/answer'
  const response = await app.studio.call({ method: 'POST', path, body: { token, decision: 'approved' } })
  expect(await response.json()).toMatchObject({ already: false, answer: { by: 'link' } })
  await notify(data)
  expect(seen).toHaveLength(2)
})
