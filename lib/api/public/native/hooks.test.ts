import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { TriggerMapping } from '@/lib/contracts/triggers'
import { newId } from '@/lib/core/new-id'
import { rateBuckets } from '@/lib/db/schema/automations'
import { idempotencyKeys, runs } from '@/lib/db/schema/runs'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { pruneRuns } from '@/lib/runs/maintenance/prune-runs'
import { signStandardWebhook } from '@/lib/secrets/standard-webhook'
import { signWebhook } from '@/lib/secrets/webhook-signature'
import { DEFAULT_LIMITS } from '@/lib/services/protection/default-limits'
import { createTestApp, type TestApp } from '../../testing/test-app'
import { createSharedLimiter } from '../shared/access/rate-limit'

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const fields = [
  { name: 'title', label: 'Title', kind: 'text', required: true },
  { name: 'count', label: 'Count', kind: 'number', required: false },
  { name: 'event', label: 'Event', kind: 'json', required: false },
]
const graph: Graph = {
  ...emptyGraph(),
  nodes: [node('input', 'input', { mode: 'form', fields }), node('answer', 'answer')],
  edges: [{ id: 'e1', from: { node: 'input', port: 'title' }, to: { node: 'answer', port: 'text' } }],
}
const Created = z.object({ trigger: z.object({ id: z.string(), url: z.string() }), secret: z.string() })
const byField: TriggerMapping = {
  kind: 'fields',
  fields: [
    { input: 'title', path: 'issue.title' },
    { input: 'count', path: 'counts.0' },
  ],
}
const issue = { issue: { title: 'It broke' }, counts: ['3'] }

let app: TestApp
beforeAll(async () => {
  // As with several processes: only the database counts.
  app = await createTestApp('hooked', graph, ({ system }) =>
    createSharedLimiter(system.db, { ...DEFAULT_LIMITS, perAppPerMinute: 10_000 }),
  )
})
afterAll(() => app.close())

const make = async (auth: 'signature' | 'github' | 'bearer', mapping: TriggerMapping = byField) =>
  Created.parse(await app.request('POST', `/api/studio/apps/${app.appId}/triggers`, { name: 'Hook', auth, mapping }))
type Hook = z.infer<typeof Created>

const post = (hook: Hook, body: string | Uint8Array, headers: Record<string, string>) =>
  app.router.request(new URL(hook.trigger.url).pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(body),
  })
const signed = (hook: Hook, body: string, headers: Record<string, string> = {}, atMs = Date.now()) =>
  post(hook, body, { 'patchbay-signature': signWebhook(hook.secret, Buffer.from(body), atMs), ...headers })
const runsOf = (hook: Hook) => app.studio.system.db.select().from(runs).where(eq(runs.triggerId, hook.trigger.id))
const send = (hook: Hook, value: unknown, headers: Record<string, string> = {}) =>
  signed(hook, JSON.stringify(value), headers)

test('turns a signed message into a queued run with mapped values', async () => {
  const hook = await make('signature')
  const response = await send(hook, issue)
  expect(response.status).toBe(202)
  const body = await response.json()
  expect(body.statusUrl).toContain(`/api/v1/apps/hooked/runs/${body.runId}`)
  const [run] = await runsOf(hook)
  expect(run).toMatchObject({
    id: body.runId,
    status: 'queued',
    origin: 'webhook',
    inputs: { title: 'It broke', count: 3 },
  })
  expect((await app.router.request(new URL(body.statusUrl).pathname, { headers: app.bearer })).status).toBe(200)
})

test('passes the whole body to one input', async () => {
  const hook = await make('signature', { kind: 'whole', input: 'title' })
  await send(hook, issue)
  expect((await runsOf(hook))[0]?.inputs).toEqual({ title: JSON.stringify(issue) })
})

test('rejects missing, wrong, truncated, old and foreign signatures without a run', async () => {
  const hook = await make('signature')
  const body = JSON.stringify(issue)
  const validSignature = signWebhook(hook.secret, Buffer.from(body), Date.now())
  const tries: [string, string | null][] = [
    ['missing', null],
    ['empty', ''],
    ['wrong', validSignature.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['short', validSignature.slice(0, -2)],
    ['another secret', signWebhook('whsec_other', Buffer.from(body), Date.now())],
    ['another body', signWebhook(hook.secret, Buffer.from('{}'), Date.now())],
    ['old', signWebhook(hook.secret, Buffer.from(body), Date.now() - 400_000)],
    ['early', signWebhook(hook.secret, Buffer.from(body), Date.now() + 400_000)],
    ['github style', `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`],
  ]
  for (const [name, value] of tries)
    expect([name, (await post(hook, body, value === null ? {} : { 'patchbay-signature': value })).status]).toEqual([
      name,
      401,
    ])
  // Unsigned invalid JSON: strangers learn nothing about parsing.
  const unsignedResponse = await post(hook, 'x', {})
  expect(unsignedResponse.status).toBe(401)
  // The person who configures the sender sees this, without an API key.
  expect(await unsignedResponse.json()).toMatchObject({
    detail: 'The signature or token is missing, invalid or too old.',
  })
  expect(await runsOf(hook)).toEqual([])
})

test('makes one run of a hundred replays', async () => {
  const hook = await make('signature')
  const body = JSON.stringify(issue)
  const signature = signWebhook(hook.secret, Buffer.from(body), Date.now())
  const responses = await Promise.all(
    Array.from({ length: 100 }, () => post(hook, body, { 'patchbay-signature': signature })),
  )
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]))
  const ids = await Promise.all(responses.map(async (response) => (await response.json()).runId))
  expect(new Set(ids).size).toBe(1)
  expect(await runsOf(hook)).toHaveLength(1)
})

test('starts one run per delivery id, even when it is signed again, and none when the same signature comes with another id', async () => {
  const hook = await make('signature')
  const body = JSON.stringify(issue)
  const first = await signed(hook, body, { 'patchbay-delivery': 'd1' }, Date.now() - 20_000)
  const secondResponse = await signed(hook, body, { 'patchbay-delivery': 'd1' }, Date.now() - 10_000)
  expect([secondResponse.status, secondResponse.headers.get('idempotency-replayed')]).toEqual([202, 'true'])
  const { runId } = await first.json()
  expect((await secondResponse.json()).runId).toBe(runId)
  const github = await make('github')
  const signature = `sha256=${createHmac('sha256', github.secret).update(body).digest('hex')}`
  for (const delivery of ['g1', 'g2'])
    expect((await post(github, body, { 'x-hub-signature-256': signature, 'x-github-delivery': delivery })).status).toBe(
      202,
    )
  expect([(await runsOf(hook)).length, (await runsOf(github)).length]).toEqual([1, 1])
})

test('starts one run for a GitHub message replayed within a year, because its signature has no timestamp', async () => {
  const { db } = app.studio.system
  await db.delete(idempotencyKeys)
  const github = await make('github')
  const githubHook = await make('signature')
  const body = JSON.stringify(issue)
  const signature = `sha256=${createHmac('sha256', github.secret).update(body).digest('hex')}`
  const replay = () => post(github, body, { 'x-hub-signature-256': signature, 'x-github-delivery': newId() })
  const { runId } = await (await replay()).json()
  await send(githubHook, issue)
  const claims = async () => (await db.select().from(idempotencyKeys)).filter(({ runId: of }) => of === runId).length
  const pruneAfter = async (days: number) => {
    await db.update(idempotencyKeys).set({ createdAt: new Date(Date.now() - days * 86_400_000) })
    await pruneRuns(app.studio.system, Date.now())
  }
  await pruneAfter(300)
  // Only those of GitHub remain.
  expect([await claims(), (await db.select().from(idempotencyKeys)).length]).toEqual([2, 2])
  expect((await (await replay()).json()).runId).toBe(runId)
  await pruneAfter(366)
  expect(await claims()).toBe(0)
})

test('accepts a bearer token, and rejects it after rotation', async () => {
  const hook = await make('bearer')
  const request = (secret: string) => post(hook, JSON.stringify(issue), { authorization: `Bearer ${secret}` })
  expect((await request(hook.secret)).status).toBe(202)
  expect((await request(`${hook.secret}x`)).status).toBe(401)
  const { secret } = Created.parse(await app.request('POST', `/api/studio/triggers/${hook.trigger.id}/secret`))
  expect([(await request(hook.secret)).status, (await request(secret)).status]).toEqual([401, 202])
  const list = JSON.stringify(await app.request('GET', '/api/studio/triggers'))
  expect(list).not.toContain(secret)
})

test('rejects invalid bodies with the reason, without a run', async () => {
  const hook = await make('signature')
  const status = async (body: string, headers: Record<string, string> = {}) =>
    (await signed(hook, body, headers)).status
  for (const body of ['[]', '"str"', '1', 'null', '{', '', '\0', '{"issue":{}}', '{"__proto__":{"a":1}}'])
    expect([body, await status(body)]).toEqual([body, 400])
  const invalid = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])
  const signature = signWebhook(hook.secret, invalid, Date.now())
  expect((await post(hook, invalid, { 'patchbay-signature': signature })).status).toBe(400)
  expect(await status(`{"a":"${'x'.repeat(11_000_000)}"}`)).toBe(413)
  for (const headers of [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'br' },
  ])
    expect([headers, await status(JSON.stringify(issue), headers)]).toEqual([headers, 415])
  expect(await runsOf(hook)).toEqual([])
  const { triggers } = z
    .object({ triggers: z.array(z.object({ id: z.string(), lastError: z.string().nullable() })) })
    .parse(await app.request('GET', '/api/studio/triggers'))
  // The error of the last body that was parsed: the later ones were rejected by headers or length.
  expect(triggers.find(({ id }) => id === hook.trigger.id)?.lastError).toBe('The body is not valid UTF-8.')
  await send(hook, issue)
  const after = JSON.stringify(await app.request('GET', '/api/studio/triggers'))
  expect(after).not.toContain('The body is not valid UTF-8.')
})

const byGithub = (hook: Hook, body: string, headers: Record<string, string> = {}) => {
  const signature = `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`
  return post(hook, body, { 'x-hub-signature-256': signature, ...headers })
}

test("responds to GitHub's ping, which has no values for a run, without a run", async () => {
  const hook = await make('github')
  const ping = JSON.stringify({ zen: 'Speak like a human.', hook_id: 1 })
  const headers = { 'x-github-event': 'ping', 'x-github-delivery': newId() }
  const response = await byGithub(hook, ping, headers)
  expect([response.status, await response.json()]).toEqual([200, { status: 'pong' }])
  const wronglySigned = await post(hook, ping, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}`, ...headers })
  expect(wronglySigned.status).toBe(401)
  expect(await runsOf(hook)).toEqual([])
  expect((await byGithub(hook, JSON.stringify(issue), { 'x-github-event': 'issues' })).status).toBe(202)
})

test("reads a form-encoded message, which is GitHub's default", async () => {
  const hook = await make('github')
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-github-event': 'issues' }
  const form = new URLSearchParams({ payload: JSON.stringify({ issue: { title: 'Größe & 100 %' } }) }).toString()
  expect((await byGithub(hook, form, headers)).status).toBe(202)
  expect((await runsOf(hook)).map(({ inputs }) => inputs)).toEqual([{ title: 'Größe & 100 %' }])
  for (const wrong of ['title=It+broke', 'payload=%7B', 'payload=[]', 'payload={"__proto__":{}}', '']) {
    const rejected = await byGithub(hook, wrong, headers)
    expect([wrong, rejected.status]).toEqual([wrong, 400])
  }
  expect(await (await byGithub(hook, 'a=1', headers)).json()).toMatchObject({
    detail: 'A form must carry the message as JSON in its field "payload". Otherwise send JSON.',
  })
})

test("accepts messages signed by Standard Webhooks, with the sender's secret", async () => {
  const hook = await make('signature')
  const senderSecret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  const body = JSON.stringify(issue)
  const send = (secret: string, options: { id?: string; atMs?: number; headers?: Record<string, string> } = {}) => {
    const { id = 'msg_1', atMs = Date.now(), headers = {} } = options
    return post(hook, body, {
      ...signStandardWebhook(secret, { id, body: Buffer.from(body), nowMs: atMs }),
      ...headers,
    })
  }
  const first = await send(hook.secret)
  const { runId } = await first.json()
  expect(first.status).toBe(202)
  // A replay with other unsigned headers is the same run; another message is a new one.
  const atMs = Date.now()
  const validHeaders = signStandardWebhook(hook.secret, { id: 'msg_1', body: Buffer.from(body), nowMs: atMs })
  for (const headers of [
    { 'idempotency-key': 'other' },
    { 'webhook-signature': `v1,${'A'.repeat(43)}= ${validHeaders['webhook-signature']}` },
    { 'patchbay-signature': 't=1,v1=0' },
  ])
    expect((await (await send(hook.secret, { headers, atMs })).json()).runId).toBe(runId)
  expect((await (await send(hook.secret, { id: 'msg_2' })).json()).runId).not.toBe(runId)
  for (const wrong of [
    send(senderSecret),
    send(hook.secret, { atMs: Date.now() - 400_000 }),
    send(hook.secret, { atMs: Date.now() + 400_000 }),
    send(hook.secret, { headers: { 'webhook-id': 'msg_3' } }),
    send(hook.secret, {
      headers: { 'webhook-signature': validHeaders['webhook-signature']?.replace('v1,', 'v1a,') ?? '' },
    }),
  ])
    expect((await wrong).status).toBe(401)

  const updated = await app.request('PATCH', `/api/studio/triggers/${hook.trigger.id}`, {
    secret: `v1,${senderSecret}`,
  })
  expect(updated).toMatchObject({ last4: senderSecret.slice(-4) })
  expect([
    (await send(hook.secret, { id: 'msg_4' })).status,
    (await send(senderSecret, { id: 'msg_4' })).status,
  ]).toEqual([401, 202])
  // Invalid base64: the key would be empty, and anyone could sign with it.
  await app.request('PATCH', `/api/studio/triggers/${hook.trigger.id}`, { secret: '!'.repeat(32) })
  expect((await send('', { id: 'msg_5' })).status).toBe(401)
  expect(await runsOf(hook)).toHaveLength(3)
})

test('hides a webhook that is disabled, deleted or unknown', async () => {
  const hook = await make('signature')
  await app.request('PATCH', `/api/studio/triggers/${hook.trigger.id}`, { enabled: false })
  expect((await send(hook, issue)).status).toBe(404)
  await app.request('PATCH', `/api/studio/triggers/${hook.trigger.id}`, { enabled: true })
  expect((await send(hook, issue)).status).toBe(202)
  await app.request('DELETE', `/api/studio/triggers/${hook.trigger.id}`)
  expect((await send(hook, issue)).status).toBe(404)
  for (const id of ['x', 'a'.repeat(22), hook.trigger.id])
    expect((await app.router.request(`/hooks/${id}`, { method: 'POST' })).status).toBeOneOf([404, 415])
})

test('counts calls of nonexistent addresses per sender only', async () => {
  const { db } = app.studio.system
  await db.delete(rateBuckets)
  const statuses: number[] = []
  for (let index = 0; index < 40; index += 1) {
    const id = index.toString().padStart(22, 'x')
    statuses.push((await app.router.request(`/hooks/${id}`, { method: 'POST' })).status)
  }
  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404))
  expect(statuses).toContain(429)
  expect((await db.select().from(rateBuckets)).map(({ key }) => key)).toEqual(['address:hook:127.0.0.1'])
})
