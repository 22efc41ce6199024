import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/faces/__fixtures__/test-faces'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { alerts } from '@/lib/db/schema/inbox'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { dropSingleton } from '@/lib/platform/singleton'
import { isSignedWebhook } from '@/lib/secrets/webhook-signature'
import { tellApproval } from './tell-webhook'

let app: TestApp
let receiver: Awaited<ReturnType<typeof startCanary>>
let answerWith = 200

beforeAll(async () => {
  receiver = await startCanary((_request, response) => {
    response.statusCode = answerWith
    response.end('ok')
  })
  process.env.EGRESS_ALLOW = `http://127.0.0.1:${receiver.port}`
  dropSingleton('env')
  app = await createTestApp('told', graphFor(`http://127.0.0.1:${receiver.port}/told`))
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  receiver.close()
  await closeEgress()
  await app.close()
})

const at = { position: { x: 0, y: 0 }, version: 1 }
function graphFor(webhookUrl: string): Graph {
  return {
    ...emptyGraph(),
    nodes: [
      { id: 'input', type: 'input', label: 'Input', config: {}, ...at },
      { id: 'ask', type: 'approval', label: 'Ask', config: { title: 'Send it?', webhookUrl }, ...at },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...at },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'ask', port: 'content' } },
      { id: 'e2', from: { node: 'ask', port: 'approved' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}

const Data = z.object({ waitId: z.string(), workspaceId: z.string() })
/** Starts a run that asks, and gives the job that it left. */
async function askAndFindJob() {
  const inputs = { inputs: { message: 'mail' } }
  const started = await app.router.request('/api/v1/apps/told/runs', postJson(inputs, app.bearer))
  expect(started.status).toBe(202)
  return Data.parse(app.studio.sentJobs.filter(({ kind }) => kind === 'tell-approval').at(-1)?.data)
}
const tell = (data: z.infer<typeof Data>) => tellApproval(app.studio.system, data, AbortSignal.timeout(5_000))

test('without a secret nothing is sent, and the inbox says so', async () => {
  await tell(await askAndFindJob())
  expect(receiver.seen).toEqual([])
  expect(await app.studio.system.db.select().from(alerts)).toMatchObject([{ kind: 'credential-missing', count: 1 }])
})

test('T89 the question is sent, signed, with a link that answers it; a refusal is tried again with the same id', async () => {
  const made = await app.ask('POST', `/api/studio/apps/${app.appId}/callback-secret`)
  const { secret } = z.object({ secret: z.string() }).parse(made)
  const data = await askAndFindJob()
  answerWith = 503
  await expect(tell(data)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  answerWith = 200
  await tell(data)
  const { seen } = receiver
  expect(seen.map(({ request }) => request.headers['patchbay-delivery'])).toEqual([data.waitId, data.waitId])
  const { request, body } = seen[1] ?? expect.unreachable('nothing came')
  const signature = String(request.headers['patchbay-signature'])
  expect(isSignedWebhook(secret, signature, Buffer.from(body), Date.now())).toBe(true)
  const message = JSON.parse(body)
  expect(message).toMatchObject({ type: 'approval.requested', id: data.waitId, title: 'Send it?', dueAt: null })
  const token = String(message.link).split('/approve/')[1]
  const path = '/api/studio/approval-links/answer'
  const answer = await app.studio.call({ method: 'POST', path, body: { token, decision: 'approved' } })
  expect(await answer.json()).toMatchObject({ already: false, answer: { by: 'link' } })
  await tell(data)
  expect(seen).toHaveLength(2)
})
