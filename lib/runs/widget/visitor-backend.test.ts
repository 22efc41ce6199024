import { createHmac, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { bearer, postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { startWebhookReceiver, type WebhookReceiver } from '@/lib/api/testing/webhook-receiver'
import { runs } from '@/lib/db/schema/runs'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { isSignedWebhook } from '@/lib/secrets/webhook-signature'
import { notifyVisitorRequest } from '@/lib/services/visitors/notify-visitor-request'
import { alertDeadLetters } from '../maintenance/alert-dead-letters'

let app: TestApp
let receiver: WebhookReceiver

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  app = await createTestApp('shop', graph())
  const webhookUrl = `${receiver.url}/told`
  const lead = { when: 'after', consent: 'You may write to me.', webhookUrl: '' }
  const widget = { lead, handover: { enabled: true, webhookUrl } }
  const current = z.looseObject({}).parse(await app.request('GET', path('publication')))
  const { publishedVersion: _publishedVersion, baseUrl: _baseUrl, ...settings } = current
  await app.request('PUT', path('publication'), { ...settings, widget })
})
afterAll(async () => {
  await receiver.close()
  await app.close()
})

const path = (name: string) => `/api/studio/apps/${app.appId}/${name}`

/** Asks the visitor for an approval, and answers with what was approved. */
function graph() {
  const fields = [{ name: 'size', label: '', type: 'choice', required: true, options: ['S', 'L'] }]
  const config = { title: 'Order it?', message: 'It costs **129 €**.', byVisitor: true, fields }
  return chatApp([{ id: 'ask', type: 'approval', config }], ['in.message -> ask.content', 'ask.approved -> out.text'])
}

const origin = 'http://localhost:3000'
const Session = z.looseObject({ token: z.string(), user: z.string().nullable() })

async function visit(body: object = {}) {
  const sameOrigin = { origin, host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }
  const response = await app.router.request(`${origin}/embed/shop/session`, postJson(body, sameOrigin))
  return { status: response.status, session: Session.safeParse(await response.json()).data }
}
async function call(token: string, method: string, name: string, body?: object) {
  const init = body ? postJson(body, bearer(token)) : { method, headers: bearer(token) }
  const response = await app.router.request(`/embed/shop/${name}`, init)
  return { status: response.status, body: await response.json() }
}
const enter = async (body: object = {}): Promise<string> => (await visit(body)).session?.token ?? expect.unreachable()

/** Starts a run that asks the visitor, and leaves its stream. */
async function order(token: string): Promise<string> {
  const response = await app.router.request(
    '/embed/shop/messages',
    postJson({ inputs: { message: 'tea' } }, bearer(token)),
  )
  const reader = response.body?.getReader()
  let text = ''
  while (!text.includes('run.paused')) text += new TextDecoder().decode((await reader?.read())?.value)
  await reader?.cancel()
  return response.headers.get('x-run-id') ?? ''
}

test('the visitor of the run answers its question, once; another visitor finds neither run nor question', async () => {
  const [mine, other] = [await enter(), await enter()]
  const runId = await order(mine)
  const { approvals } = (await call(mine, 'GET', `runs/${runId}/approvals`)).body
  expect(approvals).toMatchObject([
    {
      title: 'Order it?',
      message: 'It costs **129 €**.',
      fields: [{ name: 'size', label: 'size', options: ['S', 'L'] }],
    },
  ])
  const question = `approvals/${approvals[0].id}`
  expect((await call(other, 'GET', `runs/${runId}/approvals`)).status).toBe(404)
  expect((await call(other, 'POST', question, { decision: 'approved' })).status).toBe(404)
  expect((await call(mine, 'POST', question, { decision: 'approved' })).body.error.message).toBe('size: Fill this in.')
  const yes = { decision: 'approved', values: { size: 'L' } }
  expect((await call(mine, 'POST', question, yes)).body).toMatchObject({
    already: false,
    answer: { by: 'visitor', values: { size: 'L' } },
  })
  expect((await call(mine, 'POST', question, { decision: 'rejected' })).body).toMatchObject({ already: true })
  expect((await call(mine, 'GET', `runs/${runId}/approvals`)).body.approvals).toEqual([])
})

test('contact details are validated by the app’s form, stored with the consent, listed and deleted', async () => {
  const token = await enter()
  const leave = (values: object, consent = true) => call(token, 'POST', 'leads', { values, consent })
  expect((await leave({ email: 'x' })).body.error.message).toBe('“Email” is not an email address.')
  expect((await leave({})).body.error.message).toBe('“Email” is missing.')
  expect((await leave({ email: 'a@b.example', role: 'admin' })).status).toBe(400)
  expect((await leave({ email: 'a@b.example' }, false)).body.error.message).toBe('Please agree first.')
  expect((await leave({ email: 'ada@b.example' })).status).toBe(200)
  const List = z.object({ requests: z.array(z.looseObject({ id: z.string() })) })
  const list = async (query = '') => List.parse(await app.request('GET', path(`visitor-requests${query}`))).requests
  const [lead] = await list('?kind=lead&search=ADA@b')
  expect(lead).toMatchObject({ values: { email: 'ada@b.example' }, consent: 'You may write to me.', delivery: 'none' })
  expect(await list('?search=nobody')).toEqual([])
  await app.request('DELETE', path(`visitor-requests/${lead?.id}`))
  expect(await list('?kind=lead')).toEqual([])
})

test('a handover sends, signed, the messages of the visitor’s own runs, and the contact details', async () => {
  const { secret } = z.object({ secret: z.string() }).parse(await app.request('POST', path('callback-secret')))
  const [mine, other] = [await enter(), await enter()]
  const [runId, foreign] = [await order(mine), await order(other)]
  await call(mine, 'POST', 'leads', { values: { email: 'ada@b.example' }, consent: true })
  const response = await call(mine, 'POST', 'handovers', { note: 'Please call', runIds: [runId, foreign] })
  expect(response.body.state).toBe('queued')
  const state = async (token: string) => (await call(token, 'GET', `handovers/${response.body.id}`)).body
  const job = app.studio.sentJobs.findLast(({ kind }) => kind === 'tell-visitor-request')
  const data = z.object({ id: z.string(), workspaceId: z.string() }).parse(job?.data)
  const notify = () => notifyVisitorRequest(app.studio.system, data, AbortSignal.timeout(5_000))
  receiver.answerWith = 500
  await expect(notify()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect((await state(mine)).state).toBe('retrying')
  const listed = async () => {
    const { requests } = z
      .object({ requests: z.array(z.looseObject({ delivery: z.string(), problem: z.string().nullable() })) })
      .parse(await app.request('GET', path('visitor-requests?kind=handover')))
    return requests[0]
  }
  expect(await listed()).toMatchObject({
    delivery: 'retrying',
    problem: expect.stringMatching(/responded with 500\.$/),
  })
  // After the last attempt, the request shows the reason and the inbox links to it.
  app.studio.system.jobs.inspector.newDeadLetters = async (after) =>
    after < 5
      ? [
          {
            workspaceId: data.workspaceId,
            kind: 'tell-visitor-request',
            reason: 'x',
            reasonRef: null,
            atMicros: 5,
            data,
          },
        ]
      : []
  await alertDeadLetters(app.studio.system)
  expect(await listed()).toMatchObject({ delivery: 'failed', problem: expect.stringMatching(/responded with 500\.$/) })
  const { alerts } = z
    .object({ alerts: z.array(z.looseObject({ link: z.string().nullable() })) })
    .parse(await app.request('GET', '/api/studio/inbox/alerts'))
  expect(alerts.map(({ link }) => link)).toContain(`/apps/${app.appId}/conversations?tab=visitors`)
  // An editor need not wait for the next attempt.
  const resend = `visitor-requests/${response.body.id}/resend`
  app.studio.sentJobs.length = 0
  await app.request('POST', path(resend))
  expect(app.studio.sentJobs).toMatchObject([{ kind: 'tell-visitor-request', data }])
  expect((await state(mine)).state).toBe('queued')
  // A retrying delivery has its own job.
  await expect(notify()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  const hasten = vi.spyOn(app.studio.system.jobs, 'hasten').mockResolvedValueOnce(true)
  app.studio.sentJobs.length = 0
  await app.request('POST', path(resend))
  expect([hasten.mock.lastCall?.[1], app.studio.sentJobs]).toEqual([response.body.id, []])
  receiver.answerWith = 200
  await notify()
  expect(await listed()).toMatchObject({ delivery: 'sent', problem: null })
  const lateResend = await app.studio.call({ method: 'POST', path: path(resend), person: app.person })
  expect(lateResend.status).toBe(409)
  expect([(await state(mine)).state, (await state(other)).error.code]).toEqual(['sent', 'NOT_FOUND'])
  const { request, body } = receiver.seen.at(-1) ?? expect.unreachable('nothing came')
  expect(isSignedWebhook(secret, String(request.headers['patchbay-signature']), Buffer.from(body), Date.now())).toBe(
    true,
  )
  expect(JSON.parse(body)).toMatchObject({
    type: 'handover.requested',
    note: 'Please call',
    contact: { email: 'ada@b.example' },
    conversation: [{ runId, visitor: 'tea', answer: null }],
    endUser: expect.stringMatching(/^anonymous:[\w-]{22}$/),
  })
  // The name that a browser chose gives access to its chats, so the customer's help desk must not receive it.
  const [{ endUser } = { endUser: null }] = await app.studio.system.db.select().from(runs).where(eq(runs.id, runId))
  expect([endUser === null, body.includes(endUser ?? '')]).toEqual([false, false])
})

test('the customer’s secret identifies the visitor; a new secret invalidates the old one', async () => {
  const sign = (key: string, sub: string) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const text = `${part({ alg: 'HS256' })}.${part({ sub, exp: Math.floor(Date.now() / 1_000) + 300 })}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  expect((await visit({ identity: sign('anything', 'ada') })).status).toBe(401)
  const mint = async () =>
    z.object({ secret: z.string() }).parse(await app.request('POST', path('identity-secret'))).secret
  const first = await mint()
  expect((await visit({ identity: sign(first, 'ada') })).session?.user).toMatch(/^[\w-]{22}$/)
  expect((await visit({ identity: sign('anything', 'ada') })).status).toBe(401)
  await mint()
  expect((await visit({ identity: sign(first, 'ada') })).status).toBe(401)
  expect(JSON.stringify(await app.request('GET', path('identity-secret')))).not.toContain('pbid_')
  expect((await visit({ sid: randomUUID() })).session?.user).toBeNull()
})
