import { createHmac } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { bearer, postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { runs } from '@/lib/db/schema/runs'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { answerReconnected } from '@/lib/services/integrations/answer-reconnected'
import { CLIENT, type OidcServer, startOidcServer } from '@/lib/services/integrations/testing/oidc-server'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { claimAndDrive } from '../drive/resume-run'

const ORIGIN = 'http://localhost:3000'
let app: TestApp
let oidc: OidcServer
let setupId = ''
let identitySecret = ''

beforeAll(async () => {
  oidc = await startOidcServer(`${ORIGIN}/oauth/connect/callback`)
  process.env.EGRESS_ALLOW = oidc.origin
  dropSingleton('env')
  app = await createTestApp('desk', chatApp([], ['in.message -> out.text']))
  setupId = Created.parse(await app.request('POST', '/api/studio/integration-connections', service())).id
  const path = `/api/studio/apps/${app.appId}/draft`
  const saved = await app.request('PUT', path, { graph: graphWith(setupId), revision: app.revision })
  app.revision = z.looseObject({ revision: z.number() }).parse(saved).revision
  await app.publish()
  const secret = await app.request('POST', `/api/studio/apps/${app.appId}/identity-secret`)
  identitySecret = z.object({ secret: z.string() }).parse(secret).secret
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  oidc.close()
  await closeEgress()
  await app.close()
})
beforeEach(async () => {
  oidc.account = 'ann'
  const { db } = app.studio.system
  await db.delete(integrationConnections).where(eq(integrationConnections.setupId, setupId))
})

const Created = z.looseObject({ id: z.string() })

function service(owner = 'end-users') {
  const kind = {
    id: 'custom',
    label: '',
    kind: 'oauth2',
    grant: 'authorization-code',
    authorizeUrl: `${oidc.origin}/auth`,
    tokenUrl: `${oidc.origin}/token`,
    scopes: ['openid', 'offline_access', 'files'],
  }
  const custom = { kind, hosts: [oidc.origin], testUrl: `${oidc.origin}/me` }
  return { name: 'Files', plugin: 'custom', kind: 'custom', custom, owner, oauthClient: CLIENT }
}

/** Answers with the account that the service sees. */
const graphWith = (connection: string) =>
  chatApp(
    [
      {
        id: 'h',
        type: 'http',
        config: { url: `${oidc.origin}/me?q={{q}}`, connections: [{ connection, name: 'files', authorize: true }] },
      },
    ],
    ['in.message -> h.q', 'h.text -> out.text'],
  )

function identityOf(sub: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256' })}.${part({ sub, exp: Math.floor(Date.now() / 1_000) + 300 })}`
  return `${text}.${createHmac('sha256', identitySecret).update(text).digest('base64url')}`
}

async function enter(sub?: string): Promise<string> {
  const sameOrigin = { origin: ORIGIN, host: 'localhost:3000', 'sec-fetch-site': 'same-origin' }
  const body = sub === undefined ? {} : { identity: identityOf(sub) }
  const response = await app.router.request(`${ORIGIN}/embed/desk/session`, postJson(body, sameOrigin))
  return z.looseObject({ token: z.string() }).parse(await response.json()).token
}

async function call(token: string, method: string, name: string, body?: object) {
  const init = body ? postJson(body, bearer(token)) : { method, headers: bearer(token) }
  const response = await app.router.request(`/embed/desk/${name}`, init)
  return { status: response.status, body: await response.json() }
}

/** Sends a message. @returns the run when it waits or has ended */
async function send(token: string): Promise<string> {
  const response = await app.router.request(
    '/embed/desk/messages',
    postJson({ inputs: { message: 'hi' } }, bearer(token)),
  )
  const reader = response.body?.getReader()
  let text = ''
  while (!/run\.(?:paused|completed|failed)/.test(text)) {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (done) break
    text += new TextDecoder().decode(value)
  }
  await reader?.cancel()
  return response.headers.get('x-run-id') ?? ''
}

/** The stored pause follows its event shortly after. */
async function pendingOf(token: string, runId: string) {
  await expect.poll(async () => (await rowOf(runId))?.status).toBe('paused')
  return (await call(token, 'GET', `runs/${runId}/approvals`)).body.connections
}

const rowOf = async (runId: string) =>
  (await app.studio.system.db.select().from(runs).where(eq(runs.id, runId)))[0] ?? null

async function resume(runId: string) {
  const { system } = app.studio
  expect(await answerReconnected(system)).toBe(1)
  await (await claimAndDrive(system, { runId, workspaceId: app.person.workspaceId }))?.done
  return rowOf(runId)
}

async function signIn(token: string, connectionId: string, account: string) {
  oidc.account = account
  const { body } = await call(token, 'POST', `connections/${connectionId}/sign-in`, {})
  return { started: body, returned: Object.fromEntries(await oidc.signIn(body.url)) }
}

const finish = (token: string, { state, code, iss }: Record<string, string | undefined>) =>
  call(token, 'POST', 'sign-ins/finish', { state, ...(code ? { code, iss } : {}) })

test('two end users connect an account each, and each run resumes with its own', async () => {
  const tokens = [await enter('ada'), await enter('bob')]
  const runIds: string[] = []
  for (const [index, token] of tokens.entries()) {
    const runId = await send(token)
    runIds.push(runId)
    const [pending] = await pendingOf(token, runId)
    expect(pending).toMatchObject({ service: 'Files' })
    const account = index === 0 ? 'ann' : 'ben'
    const { returned } = await signIn(token, pending.id, account)
    expect((await finish(token, returned)).body).toEqual({ status: 'connected' })
    expect(await resume(runId)).toMatchObject({ status: 'succeeded' })
  }
  const texts = await Promise.all(
    runIds.map(async (id) => JSON.stringify(await storedEvents(app.studio.system.db, id))),
  )
  expect(texts.map((text) => ['ann@', 'ben@'].map((name) => text.includes(name)))).toEqual([
    [true, false],
    [false, true],
  ])
  // The next run needs no sign-in.
  expect(await rowOf(await send(tokens[0] ?? ''))).toMatchObject({ status: 'succeeded' })
  const list = await app.request('GET', '/api/studio/integration-connections')
  expect(list).toMatchObject({ connections: [{ id: setupId, endUsers: { connected: 2 }, signIn: 'none' }] })
})

test('forged ids and other sessions reach neither a connection nor its sign-in', async () => {
  const [ada, eve, stranger] = [await enter('ada'), await enter('eve'), await enter()]
  const runId = await send(ada)
  const [{ id }] = await pendingOf(ada, runId)
  for (const token of [eve, stranger]) {
    expect((await call(token, 'GET', `runs/${runId}/approvals`)).status).toBe(404)
    expect((await call(token, 'POST', `connections/${id}/sign-in`, {})).status).toBe(404)
  }
  const { started, returned } = await signIn(ada, id, 'ann')
  for (const token of [eve, await enter('ada')]) expect((await finish(token, returned)).status).toBe(400)
  expect((await finish(stranger, returned)).status).toBe(404)
  expect((await finish(ada, returned)).body).toEqual({ status: 'connected' })
  expect((await finish(ada, started)).status).toBe(400)
  // A graph that names the connection of an end user finds none.
  const { runId: stolen } = await app.api.backend.startRun({
    app: await appWith(id),
    origin: 'page',
    inputs: { message: 'x' },
    history: [],
    requestId: 'r',
    endUser: 'user:eve',
  })
  await expect.poll(async () => (await rowOf(stolen))?.status).toBe('failed')
  expect(await rowOf(stolen)).toMatchObject({ errorCode: 'CREDENTIAL_MISSING' })
  expect((await app.studio.call({ method: 'DELETE', path: path(id), person: app.person })).status).toBe(404)
})

const path = (id: string) => `/api/studio/integration-connections/${id}`

async function appWith(connection: string) {
  const draft = `/api/studio/apps/${app.appId}/draft`
  const save = async (id: string) => {
    const saved = await app.request('PUT', draft, { graph: graphWith(id), revision: app.revision })
    app.revision = z.looseObject({ revision: z.number() }).parse(saved).revision
    await app.publish()
    return (await app.api.backend.findApp('desk')) ?? expect.unreachable()
  }
  const changed = await save(connection)
  await save(setupId)
  return changed
}

test('a run of an anonymous visitor fails with an instruction to sign in', async () => {
  const runId = await send(await enter())
  expect(await rowOf(runId)).toMatchObject({ status: 'failed', errorCode: 'CREDENTIAL_MISSING' })
  expect((await rowOf(runId))?.error).toContain('Sign in first')
})

test('the callback page delivers a sign-in only with the code of the chat, five times at most', async () => {
  const ada = await enter('ada')
  const [{ id }] = await pendingOf(ada, await send(ada))
  const { started, returned } = await signIn(ada, id, 'ann')
  expect((await finish(ada, { state: started.state })).body).toEqual({ status: 'pending' })
  const deliver = async (confirmation: string, state = started.state) => {
    const body = { ...returned, state, confirmation }
    return (
      await app.studio.call({ method: 'POST', path: '/api/studio/integration-sign-ins/deliver', body: pick(body) })
    ).status
  }
  const wrongCode = started.confirmation === '000000' ? '000001' : '000000'
  expect(await deliver(wrongCode)).toBe(400)
  expect((await finish(ada, { state: started.state })).body).toEqual({ status: 'pending' })
  expect(await deliver(started.confirmation)).toBe(200)
  expect((await finish(ada, { state: started.state })).body).toEqual({ status: 'connected' })
  const second = await signIn(ada, id, 'ann')
  for (let tries = 0; tries < 5; tries += 1) expect(await deliver('x'.repeat(6), second.started.state)).toBe(400)
  for (let tries = 0; tries < 5; tries += 1)
    await deliver(second.started.confirmation === '000000' ? '000001' : '000000', second.started.state)
  expect(await deliver(second.started.confirmation, second.started.state)).toBe(400)
})

const pick = ({ state, code, iss, confirmation }: Record<string, string | undefined>) => ({
  state,
  code,
  iss,
  confirmation,
})

test('an API caller receives the paused run, and the end user named by the server uses the same account', async () => {
  const start = (headers: object) =>
    app.router.request('/api/v1/apps/desk/runs', postJson({ inputs: { message: 'hi' } }, { ...app.bearer, ...headers }))
  const paused = await start({ 'patchbay-end-user': 'ada' })
  expect([paused.status, (await paused.json()).status]).toEqual([202, 'paused'])
  const ada = await enter('ada')
  const [{ id }] = await pendingOf(ada, await send(ada))
  expect((await finish(ada, (await signIn(ada, id, 'ann')).returned)).body.status).toBe('connected')
  const answered = await start({ 'patchbay-end-user': 'ada' })
  expect([answered.status, (await answered.json()).answer]).toEqual([200, expect.stringContaining('ann@example.com')])
  expect((await start({})).status).toBeGreaterThanOrEqual(400)
  const removed = await app.router.request('/api/v1/apps/desk/connections', {
    method: 'DELETE',
    headers: { ...app.bearer, 'patchbay-end-user': 'ada' },
  })
  expect(await removed.json()).toEqual({ deleted: 1 })
  const left = await app.studio.system.db
    .select()
    .from(integrationConnections)
    .where(and(eq(integrationConnections.setupId, setupId), eq(integrationConnections.endUser, 'user:ada')))
  expect(left).toEqual([])
})

test('end users sign in again after the OAuth client has changed', async () => {
  const ada = await enter('ada')
  const [{ id }] = await pendingOf(ada, await send(ada))
  await finish(ada, (await signIn(ada, id, 'ann')).returned)
  await app.request('PATCH', path(setupId), { name: 'Documents' })
  expect((await call(ada, 'POST', `connections/${id}/sign-in`, {})).status).toBe(200)
  await app.request('PATCH', path(setupId), { name: 'Files', oauthClient: CLIENT })
  expect((await call(ada, 'POST', `connections/${id}/sign-in`, {})).status).toBe(404)
  expect(await pendingOf(ada, await send(ada))).toMatchObject([{ service: 'Files' }])
})

test('is offered only where people sign in in the browser', async () => {
  const kind = { id: 'custom', label: '', kind: 'bearer', keyLabel: 'Token' }
  const body = { ...service(), custom: { ...service().custom, kind }, values: { key: 'k' }, oauthClient: undefined }
  const response = await app.studio.call({
    method: 'POST',
    path: '/api/studio/integration-connections',
    body,
    person: app.person,
  })
  expect([response.status, (await response.json()).error.key]).toEqual([400, 'integrations.endUsersNeedSignIn'])
})
