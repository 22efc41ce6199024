import { and, eq, isNotNull } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { runFeedback } from '@/lib/db/schema/datasets'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { rollouts } from '@/lib/db/schema/releases'
import { runs } from '@/lib/db/schema/runs'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { dropSingleton } from '@/lib/platform/singleton'
import { judgeRollouts } from '@/lib/services/releases/judge-rollouts'
import { claimAndDrive } from '../drive/resume-run'

/** Sends the message to a server (a side effect), and answers with the word of its version. */
const graphOf = (word: string, port: number): Graph => ({
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', version: 1, label: 'Input', config: {}, position: { x: 0, y: 0 } },
    {
      id: 'tell',
      type: 'http',
      version: 1,
      label: 'Tell',
      position: { x: 300, y: 200 },
      config: {
        method: 'POST',
        url: `http://127.0.0.1:${port}/${word}`,
        bodyKind: 'text',
        textBody: '{{input.message}}',
        secret: 'CRM_TOKEN',
        secretPrefix: '',
      },
    },
    {
      id: 'say',
      type: 'template',
      version: 1,
      label: 'Say',
      position: { x: 300, y: 0 },
      config: { text: `${word}: {{input.message}}` },
    },
    { id: 'answer', type: 'answer', version: 1, label: 'Answer', config: {}, position: { x: 600, y: 0 } },
  ],
  edges: [{ id: 'e1', from: { node: 'say', port: 'text' }, to: { node: 'answer', port: 'text' } }],
})

let app: TestApp
let server: Awaited<ReturnType<typeof startCanary>>
let ids: [string, string]
const allowedBefore = process.env.EGRESS_ALLOW

beforeAll(async () => {
  server = await startCanary()
  process.env.EGRESS_ALLOW = `127.0.0.1:${server.port}`
  dropSingleton('env')
  dropSingleton('egress')
  dropSingleton('egress-models')
  app = await createTestApp('shop', graphOf('one', server.port))
  await app.request('PUT', '/api/studio/secrets', secret('workspace-value'))
  const draft = z.object({ revision: z.number() })
  const saved = draft.parse(
    await app.request('PUT', path('/draft'), { revision: app.revision, graph: graphOf('two', server.port) }),
  )
  app.revision = saved.revision
  const published = z.object({ version: z.object({ id: z.string() }) })
  const second = published.parse(
    await app.request('POST', path('/versions'), { revision: app.revision, environment: 'staging' }),
  )
  const listed = z.object({ versions: z.array(z.object({ id: z.string(), number: z.number() })) })
  const { versions } = listed.parse(await app.request('GET', path('/versions')))
  ids = [versions.find(({ number }) => number === 1)?.id ?? '', second.version.id]
})
afterEach(async () => {
  await app.studio.system.db.update(rollouts).set({ status: 'stopped' })
  await app.studio.system.db.delete(runs)
  server.seen.length = 0
  await app.request('PUT', path('/maintenance'), { environment: null, maintenance: null })
})
afterAll(async () => {
  server.close()
  await app.close()
  await closeEgress()
  if (allowedBefore === undefined) delete process.env.EGRESS_ALLOW
  else process.env.EGRESS_ALLOW = allowedBefore
  dropSingleton('env')
})

const secret = (value: string) => ({ name: 'CRM_TOKEN', value, hosts: [`http://127.0.0.1:${server.port}`] })
const path = (rest: string) => `/api/studio/apps/${app.appId}${rest}`

async function sendMessage(message: string, { at = 'shop', endUser = 'ada' } = {}) {
  const response = await app.router.request(`/api/v1/apps/${at}/runs`, {
    method: 'POST',
    headers: { ...app.bearer, 'content-type': 'application/json', 'patchbay-end-user': endUser },
    body: JSON.stringify({ inputs: { message } }),
  })
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() }
}

const startRollout = (overrides: object) =>
  app.request('POST', path('/rollouts'), {
    environment: 'production',
    versionId: ids[1],
    expectedVersionId: ids[0],
    percent: 100,
    ...overrides,
  })
const rolloutId = async () =>
  z.object({ rolloutId: z.string() }).parse(await startRollout({ kind: 'shadow' })).rolloutId

async function driveShadows(): Promise<void> {
  const { db } = app.studio.system
  const waiting = () =>
    db
      .select()
      .from(runs)
      .where(and(isNotNull(runs.shadowOf), eq(runs.status, 'queued')))
  await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0)
  for (const run of await waiting())
    await (await claimAndDrive(app.studio.system, { runId: run.id, workspaceId: run.workspaceId }))?.done
}

test('each environment answers with its own version under its own address; missing ones are not found', async () => {
  expect(await sendMessage('hi')).toMatchObject({ status: 200, body: { answer: 'one: hi', version: 1 } })
  const staged = await sendMessage('hi', { at: 'shop@staging' })
  expect(staged).toMatchObject({ status: 200, body: { answer: 'two: hi', version: 2 } })
  for (const address of ['shop@development', 'shop@production', 'shop@unheard', 'unheard@staging', 'shop@'])
    expect([address, (await sendMessage('hi', { at: address })).status]).toEqual([address, 404])
  // A run is found in its environment.
  const readRun = (address: string) =>
    app.router.request(`/api/v1/apps/${address}/runs/${staged.body.runId}`, { headers: app.bearer })
  expect([(await readRun('shop@staging')).status, (await readRun('shop')).status]).toEqual([200, 404])
})

test('a key bound to an environment gives access to its app only in that environment', async () => {
  const created = await app.request('POST', '/api/studio/keys', {
    name: 'S',
    appIds: [app.appId],
    environment: 'staging',
  })
  const bound = { authorization: `Bearer ${z.object({ secret: z.string() }).parse(created).secret}` }
  const sendMessageTo = async (address: string, headers: Record<string, string>) =>
    app.router.request(`/api/v1/apps/${address}/runs`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ inputs: { message: 'hi' } }),
    })
  const staged = await sendMessageTo('shop@staging', bound)
  expect([staged.status, staged.headers.get('x-patchbay-version')]).toEqual([200, '2'])
  expect((await sendMessageTo('shop', bound)).status).toBe(404)
  expect((await sendMessageTo('shop', app.bearer)).headers.get('x-patchbay-version')).toBe('1')
  const models = await app.router.request('/api/openai/v1/models', { headers: bound })
  expect((await models.json()).data.map(({ id }: { id: string }) => id)).toEqual(['shop@staging'])
})

test('runs of an environment send its own secret, others the workspace’s', async () => {
  await app.request('PUT', path('/environments/staging/secrets'), secret('staging-value'))
  await sendMessage('hi')
  await sendMessage('hi', { at: 'shop@staging' })
  expect(server.seen.map(({ request }) => `${request.url} ${request.headers.authorization}`).toSorted()).toEqual([
    '/one workspace-value',
    '/two staging-value',
  ])
})

test('a canary gives its share to the other version, and an end user always gets the same', async () => {
  await startRollout({ kind: 'canary', percent: 50 })
  const answered = new Map<string, Set<string>>()
  for (let index = 0; index < 40; index += 1) {
    const endUser = `person-${index % 20}`
    const { body } = await sendMessage('hi', { endUser })
    expect(body.version).toBe(body.answer === 'one: hi' ? 1 : 2)
    answered.set(endUser, (answered.get(endUser) ?? new Set()).add(body.answer))
  }
  expect([...answered.values()].every((answers) => answers.size === 1)).toBe(true)
  const all = [...answered.values()].flatMap((answers) => [...answers])
  expect(new Set(all)).toEqual(new Set(['one: hi', 'two: hi']))
})

test('the run list distinguishes answers of a canary and a shadow from live ones', async () => {
  const Runs = z.object({
    runs: z.array(z.object({ versionNumber: z.number(), trial: z.string().nullable() }).loose()),
  })
  const list = async (query: string) => Runs.parse(await app.request('GET', `/api/studio/runs?limit=200&${query}`)).runs
  const { rolloutId: canary } = z
    .object({ rolloutId: z.string() })
    .parse(await startRollout({ kind: 'canary', percent: 50 }))
  const answered = { 1: 0, 2: 0 }
  for (let index = 0; index < 20; index += 1) {
    const { body } = await sendMessage('hi', { endUser: `person-${index}` })
    answered[z.union([z.literal(1), z.literal(2)]).parse(body.version)] += 1
  }
  await app.request('POST', path(`/rollouts/${canary}/stop`))
  const shadow = await rolloutId()
  await sendMessage('hi')
  await sendMessage('hi', { at: 'shop@staging' })
  await driveShadows()
  const kinds = async (query: string) =>
    [...new Set((await list(query)).map((run) => `${run.trial} v${run.versionNumber} ${run.environment}`))].toSorted()
  await expect.poll(() => kinds('trial=shadow')).toEqual(['shadow v2 production'])
  expect(await kinds('trial=canary')).toEqual(['canary v2 production'])
  expect(await list('trial=canary')).toHaveLength(answered[2])
  expect(await kinds(`trial=${canary}`)).toEqual(['canary v2 production', 'null v1 production'])
  expect(await list(`trial=${canary}`)).toHaveLength(20)
  expect(await list(`trial=${canary}&version=1`)).toHaveLength(answered[1])
  expect(await kinds(`trial=${shadow}`)).toEqual(['shadow v2 production'])
  expect(await kinds('environment=staging')).toEqual(['null v2 staging'])
  expect(await list('environment=staging&version=1')).toEqual([])
  expect(await list('version=draft')).toEqual([])
  const rejected = ['trial=both', 'version=0', 'version=1.5', 'environment=No%20Name'].map(
    async (query) =>
      (await app.studio.call({ method: 'GET', path: `/api/studio/runs?${query}`, person: app.person })).status,
  )
  expect(await Promise.all(rejected)).toEqual([400, 400, 400, 400])
})

test('runs a shadow without callers and side effects, and shows its answers beside the live ones', async () => {
  const id = await rolloutId()
  for (const message of ['a', 'b', 'c']) expect((await sendMessage(message)).body.answer).toBe(`one: ${message}`)
  await driveShadows()
  const { db } = app.studio.system
  await expect.poll(async () => (await db.select().from(runs).where(isNotNull(runs.shadowOf))).length).toBe(3)
  await driveShadows().catch(() => {})
  const shadows = await db.select().from(runs).where(isNotNull(runs.shadowOf))
  expect(shadows.map(({ status, origin }) => `${status} ${origin}`)).toEqual(Array(3).fill('succeeded shadow'))
  expect(server.seen.filter(({ request }) => request.url === '/two')).toEqual([])
  expect(server.seen).toHaveLength(3)
  // The public API does not return a shadow run.
  const [shadow] = shadows
  const shadowResponse = await app.router.request(`/api/v1/apps/shop/runs/${shadow?.id}`, { headers: app.bearer })
  expect(shadowResponse.status).toBe(404)
  const { pairs } = z
    .object({ pairs: z.array(z.unknown()) })
    .parse(await app.request('GET', path(`/rollouts/${id}/pairs`)))
  expect(pairs).toHaveLength(3)
  expect(pairs[0]).toMatchObject({ base: { leftOut: 0 }, candidate: { leftOut: 1, status: 'succeeded' } })
  const comparison = await app.request('GET', path(`/rollouts/${id}`))
  expect(comparison).toMatchObject({ base: { runs: 3, failed: 0 }, candidate: { runs: 3, failed: 0 } })
}, 30_000)

test('the last answers of both canary versions are shown side by side, and can be filtered for problems', async () => {
  const started = z.object({ rolloutId: z.string() }).parse(await startRollout({ kind: 'canary', percent: 50 }))
  const replies: { version: number; runId: string }[] = []
  for (let index = 0; index < 16; index += 1)
    replies.push((await sendMessage('hi', { endUser: `person-${index}` })).body)
  const { db } = app.studio.system
  await expect.poll(async () => (await db.select().from(runs)).length).toBe(16)
  const [bad, broken] = replies.filter(({ version }) => version === 2)
  if (!bad || !broken) throw new Error('The canary has not answered.')
  const runKey = { workspaceId: app.person.workspaceId, appId: app.appId, runId: bad.runId }
  await db.insert(runFeedback).values([
    { ...runKey, author: 'end:ada', rating: 'down' },
    { ...runKey, author: 'end:bob', rating: 'up' },
  ])
  await db.update(runs).set({ status: 'failed', error: 'It broke.', outputs: null }).where(eq(runs.id, broken.runId))
  const readAnswers = (query: string) => app.request('GET', path(`/rollouts/${started.rolloutId}/answers${query}`))
  const all = Latest.parse(await readAnswers('?limit=50'))
  expect([all.base.length, all.candidate.length]).toEqual(
    [1, 2].map((number) => replies.filter(({ version }) => version === number).length),
  )
  expect(new Set(all.base.map(({ answer }) => answer))).toEqual(new Set(['one: hi']))
  expect(await readAnswers('?only=failed')).toMatchObject({
    base: [],
    candidate: [{ runId: broken.runId, input: 'hi', answer: null, error: 'It broke.', rating: null }],
  })
  expect(await readAnswers('?only=down')).toMatchObject({ base: [], candidate: [{ runId: bad.runId, rating: 'down' }] })
})

const Latest = z.object({
  base: z.array(z.object({ answer: z.string().nullable() })),
  candidate: z.array(z.object({ answer: z.string().nullable() })),
})

test('rules promote automatically once, with an alert and an audit event', async () => {
  await startRollout({ kind: 'canary', percent: 50, rules: { minRuns: 5, maxP95Percent: null } })
  // Too early: the result is recorded, and evaluated again.
  await judgeRollouts(app.studio.system)
  const [earlyRollout] = await app.studio.system.db.select().from(rollouts).where(eq(rollouts.status, 'running'))
  expect(earlyRollout?.decision).toMatchObject({ verdict: 'wait' })
  for (let index = 0; index < 30; index += 1) await sendMessage('hi', { endUser: `person-${index}` })
  await expect.poll(async () => (await app.studio.system.db.select().from(runs)).length).toBe(30)
  await Promise.all([judgeRollouts(app.studio.system), judgeRollouts(app.studio.system)])
  expect(await sendMessage('hi', { endUser: 'somebody' })).toMatchObject({ body: { answer: 'two: hi' } })
  const { db } = app.studio.system
  expect(await db.select().from(alerts).where(eq(alerts.kind, 'release'))).toMatchObject([
    { title: '“shop”: version 2 met its rules and is live in production', count: 1 },
  ])
  const decisions = await db.select().from(auditEvents).where(eq(auditEvents.action, 'rollout.promote'))
  expect(decisions).toMatchObject([{ actorName: 'Patchbay' }])
  const rollback = { environment: 'production', versionId: ids[0], expectedVersionId: ids[1] }
  await app.request('POST', path('/releases/rollback'), rollback)
  expect(await sendMessage('hi')).toMatchObject({ body: { answer: 'one: hi' } })
})

test('rules roll back a version that fails more often', async () => {
  await startRollout({ kind: 'canary', percent: 50, rules: { minRuns: 5 } })
  for (let index = 0; index < 30; index += 1) await sendMessage('hi', { endUser: `person-${index}` })
  const { db } = app.studio.system
  await expect.poll(async () => (await db.select().from(runs)).length).toBe(30)
  await db.update(runs).set({ status: 'failed' }).where(eq(runs.versionId, ids[1]))
  await judgeRollouts(app.studio.system)
  const [rollout] = await db.select().from(rollouts).where(eq(rollouts.status, 'rolled-back'))
  expect(rollout?.endedBecause).toMatch(/^Failed runs: 100\.0 % against 0\.0 %/)
  const people = Array.from({ length: 10 }, (_, index) => sendMessage('hi', { endUser: `person-${index}` }))
  expect((await Promise.all(people)).map(({ body }) => body.answer)).toEqual(Array(10).fill('one: hi'))
})

test('in maintenance callers get its message, in one environment or in all', async () => {
  const maintenance = { message: 'Back at ten.', retryAfterSeconds: 120 }
  await app.request('PUT', path('/maintenance'), { environment: 'staging', maintenance })
  expect((await sendMessage('hi')).status).toBe(200)
  expect(await sendMessage('hi', { at: 'shop@staging' })).toMatchObject({
    status: 503,
    retryAfter: '120',
    body: { code: 'MAINTENANCE', detail: 'Back at ten.' },
  })
  await app.request('PUT', path('/maintenance'), { environment: null, maintenance })
  expect((await sendMessage('hi')).status).toBe(503)
  const openai = await app.router.request('/api/openai/v1/chat/completions', {
    method: 'POST',
    headers: { ...app.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'shop', messages: [{ role: 'user', content: 'hi' }] }),
  })
  expect([openai.status, (await openai.json()).error.message]).toEqual([503, expect.stringContaining('Back at ten.')])
})
