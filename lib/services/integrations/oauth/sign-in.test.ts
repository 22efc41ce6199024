import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { integrationConnections, integrationSignIns } from '@/lib/db/schema/integrations'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { dropSingleton } from '@/lib/platform/singleton'
import { CLIENT, type OidcServer, startOidcServer } from '../testing/oidc-server'

const REDIRECT = 'http://localhost:3000/oauth/connect/callback'
let studio: TestStudio
let editor: TestPerson
let oidc: OidcServer
let canary: Awaited<ReturnType<typeof startCanary>>

beforeAll(async () => {
  studio = await createTestStudio()
  editor = await studio.signUp('editor')
  oidc = await startOidcServer(REDIRECT)
  canary = await startCanary((_request, response) => response.end('{}'))
  process.env.EGRESS_ALLOW = `${oidc.origin},http://127.0.0.1:${canary.port}`
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  oidc.close()
  canary.close()
  await closeEgress()
  await studio.close()
})
beforeEach(() => {
  oidc.account = 'ann'
  oidc.tokenRequests.length = 0
})

async function send(method: string, path: string, body?: object, person = editor) {
  const response = await studio.call({ method, path: `/api/studio${path}`, ...(body ? { body } : {}), person })
  return { status: response.status, body: await response.json() }
}

function custom(kind: object = {}) {
  const { origin } = oidc
  return {
    kind: {
      id: 'custom',
      label: '',
      kind: 'oauth2',
      grant: 'authorization-code',
      authorizeUrl: `${origin}/auth`,
      tokenUrl: `${origin}/token`,
      scopes: ['openid', 'offline_access', 'files'],
      ...kind,
    },
    hosts: [origin],
    testUrl: `${origin}/me`,
  }
}

async function create(kind: object = {}, change: object = {}) {
  const { status, body } = await send('POST', '/integration-connections', {
    name: 'Files',
    plugin: 'custom',
    kind: 'custom',
    custom: { ...custom(kind), ...change },
    oauthClient: CLIENT,
  })
  expect([status, body.error]).toEqual([200, undefined])
  return body
}

async function start(connectionId: string): Promise<string> {
  const { body } = await send('POST', `/integration-connections/${connectionId}/sign-in`)
  return body.url
}

const finish = (params: URLSearchParams | Record<string, string>, person = editor) => {
  const expectedParams = Object.entries(Object.fromEntries(new URLSearchParams(params))).filter(([name]) =>
    ['state', 'code', 'iss', 'error'].includes(name),
  )
  return send('POST', '/integration-sign-ins/finish', Object.fromEntries(expectedParams), person)
}

const rowOf = async (id: string) =>
  (await studio.system.db.select().from(integrationConnections).where(eq(integrationConnections.id, id)))[0] ??
  expect.unreachable('no row')

test('signs in with PKCE, stores account and scopes, and never returns a secret', async () => {
  const created = await create()
  expect(created).toMatchObject({ status: 'reconnect', signIn: 'browser', statusMessage: 'Not signed in yet.' })
  const url = new URL(await start(created.id))
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    redirect_uri: REDIRECT,
    scope: 'openid offline_access files',
  })
  const { status, body } = await finish(await oidc.signIn(url.href))
  expect([status, body.outcome?.status]).toEqual([200, 'connected'])
  expect(body.outcome.connection).toMatchObject({ status: 'ok', account: 'ann@example.com', missingScopes: [] })
  const list = await studio.call({ method: 'GET', path: '/api/studio/integration-connections', person: editor })
  const text = await list.text()
  const row = await rowOf(created.id)
  for (const secret of [CLIENT.clientSecret, row.encryptedTokens ?? 'x']) expect(text).not.toContain(secret)
  expect(row.encryptedTokens).toMatch(/^v1\./)
  expect(JSON.parse(text).redirectUri).toBe(REDIRECT)
})

test('accepts a state once, within ten minutes, in the same session and workspace', async () => {
  const created = await create()
  const params = await oidc.signIn(await start(created.id))
  const other = await studio.signUp('editor', editor.workspaceId)
  const foreign = await studio.signUp('editor')
  const second = { ...editor, cookie: (await studio.signUp('owner')).cookie }
  for (const person of [other, foreign, second]) {
    const { status, body } = await finish(params, person)
    expect([status, body.error.message]).toEqual([400, 'This sign-in link has expired. Start again.'])
  }
  expect((await finish({ state: 'x'.repeat(43), code: 'c' })).status).toBe(400)
  await studio.system.db.update(integrationSignIns).set({ expiresAt: new Date(Date.now() - 1_000) })
  expect((await finish(params)).status).toBe(400)
  expect(oidc.tokenRequests).toEqual([])
  const fresh = await oidc.signIn(await start(created.id))
  expect((await finish(fresh)).body.outcome?.status).toBe('connected')
  expect((await finish(fresh)).status).toBe(400)
  expect(oidc.tokenRequests).toEqual(['authorization_code'])
})

test('a declined access changes nothing', async () => {
  const created = await create()
  const state = new URL(await start(created.id)).searchParams.get('state') ?? ''
  const { status, body } = await finish({ state, error: 'access_denied' })
  expect([status, body.outcome]).toEqual([200, { status: 'declined' }])
  expect(oidc.tokenRequests).toEqual([])
  expect(await rowOf(created.id)).toMatchObject({ state: 'reconnect', stateMessage: 'Not signed in yet.' })
})

test('rejects a response that names another server as its issuer', async () => {
  const created = await create()
  const params = await oidc.signIn(await start(created.id))
  expect(params.get('iss')).toBe(oidc.origin)
  params.set('iss', 'https://evil.example')
  const { status, body } = await finish(params)
  expect([status, body.error.code, oidc.tokenRequests]).toEqual([400, 'INVALID_INPUT', []])
})

test('a token endpoint that redirects receives no secret a second time', async () => {
  const created = await create()
  const params = await oidc.signIn(await start(created.id))
  const hits = canary.hits()
  oidc.nextTokenAnswer = { status: 307, headers: { location: `http://127.0.0.1:${canary.port}/token` } }
  const { body } = await finish(params)
  expect([body.error.code, canary.hits()]).toEqual(['EGRESS_BLOCKED', hits])
})

test('a token endpoint over plain HTTP is blocked unless the operator allows it', async () => {
  const created = await create({ tokenUrl: 'http://auth.example.com/token' })
  const state = new URL(await start(created.id)).searchParams.get('state') ?? ''
  const { body } = await finish({ state, code: 'c' })
  expect(body.error.code).toBe('EGRESS_BLOCKED')
})

test('lists scopes that were not granted', async () => {
  const created = await create({ scopes: ['openid', 'files', 'admin'] })
  const { body } = await finish(await oidc.signIn(await start(created.id)))
  expect(body.outcome.connection).toMatchObject({ status: 'ok', missingScopes: ['admin'] })
})

test('requires confirmation for another account, but not for the same one', async () => {
  const created = await create()
  await finish(await oidc.signIn(await start(created.id)))
  expect((await finish(await oidc.signIn(await start(created.id)))).body.outcome.status).toBe('connected')
  const before = await rowOf(created.id)
  oidc.account = 'bob'
  const { body } = await finish(await oidc.signIn(await start(created.id)))
  expect(body.outcome).toMatchObject({
    status: 'other-account',
    before: 'ann@example.com',
    now: 'bob@example.com',
  })
  expect(await rowOf(created.id)).toEqual(before)
  const confirmed = await send('POST', '/integration-sign-ins/confirm', { state: body.outcome.state })
  expect(confirmed.body).toMatchObject({ status: 'connected', connection: { account: 'bob@example.com' } })
})

test('client credentials need no sign-in, and rejected ones are saved for correction', async () => {
  const client = { grant: 'client-credentials', authorizeUrl: undefined, scopes: [] }
  const created = await create(client, { testUrl: null })
  expect(created).toMatchObject({ status: 'ok', signIn: 'none' })
  expect(oidc.tokenRequests).toEqual(['client_credentials'])
  const { body } = await send('POST', '/integration-connections', {
    name: 'Wrong',
    plugin: 'custom',
    kind: 'custom',
    custom: { ...custom(client), testUrl: null },
    oauthClient: { ...CLIENT, clientSecret: 'wrong' },
  })
  expect(body).toMatchObject({ status: 'reconnect', statusMessage: 'Wrong rejected the credentials.' })
})

test('a device code is pending until the person has entered it', async () => {
  const created = await create({ grant: 'device', deviceUrl: `${oidc.origin}/device/auth`, authorizeUrl: undefined })
  const { body } = await send('POST', `/integration-connections/${created.id}/sign-in`)
  expect(body).toMatchObject({ type: 'device', userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) })
  const poll = () => send('POST', '/integration-sign-ins/poll', { state: body.state })
  expect((await poll()).body).toEqual({ status: 'pending' })
})
