import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { openPostgres } from '@/lib/db/open-database'
import { alerts } from '@/lib/db/schema/inbox'
import { integrationConnections, integrationOauthClients } from '@/lib/db/schema/integrations'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { dropSingleton } from '@/lib/platform/singleton'
import { crashingProcess } from '@/lib/runs/testing/crashing-process'
import type { IntegrationContext } from '../connection-row'
import { sealJson } from '../sealed-values'
import { CLIENT, type OidcServer, startOidcServer } from '../testing/oidc-server'
import { accessToken } from './access-token'
import { obtainTokens } from './obtain-tokens'
import { acquireLease, releaseLease, storeTokens } from './token-lease'
import { tokenSignals } from './token-signals'

const REDIRECT = 'http://localhost:3000/oauth/connect/callback'
const signal = new AbortController().signal
let studio: TestStudio
let oidc: OidcServer
let ctx: IntegrationContext

beforeAll(async () => {
  studio = await createTestStudio()
  const { workspaceId } = await studio.signUp('owner')
  ctx = { db: studio.system.db, system: studio.system, workspace: { id: workspaceId, name: '' } }
  oidc = await startOidcServer(REDIRECT)
  process.env.EGRESS_ALLOW = oidc.origin
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  oidc.close()
  await closeEgress()
  await studio.close()
})
beforeEach(() => {
  oidc.tokenRequests.length = 0
  oidc.beforeToken = async () => {}
})

/** A connection with a real grant whose access token ends now, or in the given time. */
async function connect(endsInMs = -1): Promise<string> {
  const url = new URL(`${oidc.origin}/auth`)
  const scope = 'openid offline_access files'
  const query = { response_type: 'code', client_id: CLIENT.clientId, redirect_uri: REDIRECT, scope, state: 's' }
  url.search = new URLSearchParams(query).toString()
  const code = (await oidc.signIn(`${url.href}&code_challenge=${CHALLENGE}&code_challenge_method=S256`)).get('code')
  const pair = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64')
  const response = await fetch(`${oidc.origin}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
    }),
  })
  const granted = await response.json()
  const [id, clientRow] = [newId(), newId()]
  await ctx.db.insert(integrationOauthClients).values({
    id: clientRow,
    workspaceId: ctx.workspace.id,
    plugin: 'custom',
    clientId: CLIENT.clientId,
    encryptedSecret: await sealJson(ctx, 'oauth-client', clientRow, CLIENT.clientSecret),
  })
  await ctx.db.insert(integrationConnections).values({
    id,
    workspaceId: ctx.workspace.id,
    plugin: 'custom',
    kind: 'custom',
    name: 'Files',
    state: 'ok',
    custom: {
      kind: {
        id: 'custom',
        label: '',
        kind: 'oauth2',
        grant: 'authorization-code',
        scopes: ['files'],
        authorizeUrl: `${oidc.origin}/auth`,
        tokenUrl: `${oidc.origin}/token`,
      },
      hosts: [oidc.origin],
      testUrl: null,
    },
    oauthClientId: clientRow,
    encryptedTokens: await sealJson(ctx, 'integration-tokens', id, {
      accessToken: granted.access_token,
      refreshToken: granted.refresh_token,
    }),
    tokenExpiresAt: new Date(Date.now() + endsInMs),
  })
  oidc.tokenRequests.length = 0
  return id
}
const VERIFIER = 'v'.repeat(43)
const CHALLENGE = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(VERIFIER))).toString(
  'base64url',
)

const get = (connectionId: string, rejected: number | null = null) =>
  accessToken(ctx, { connectionId, rejected, signal })
const rowOf = async (id: string) =>
  (await ctx.db.select().from(integrationConnections).where(eq(integrationConnections.id, id)))[0] ??
  expect.unreachable('no row')
const alertsOf = async (id: string) =>
  (
    await ctx.db
      .select()
      .from(alerts)
      .where(eq(alerts.key, `reconnect:${id}`))
  ).map(({ count }) => count)
const expireLease = (id: string) =>
  ctx.db
    .update(integrationConnections)
    .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(integrationConnections.id, id))

test('a thousand concurrent calls exchange the refresh token once', async () => {
  const id = await connect()
  const tokens = await Promise.all(Array.from({ length: 1_000 }, () => get(id)))
  expect(oidc.tokenRequests).toEqual(['refresh_token'])
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1)
  expect(await rowOf(id)).toMatchObject({ state: 'ok', generation: 1, leaseUntil: null })
})

test('refreshes five minutes before the end, and callers use the current token meanwhile', async () => {
  const early = await connect(6 * 60_000)
  await get(early)
  expect(oidc.tokenRequests).toEqual([])
  const expiringId = await connect(60_000)
  const lease = (await acquireLease(ctx, await rowOf(expiringId))) ?? expect.unreachable('no lease')
  expect(await get(expiringId)).toMatchObject({ generation: 0 })
  await releaseLease(ctx, lease)
  expect(await get(expiringId)).toMatchObject({ generation: 1 })
  expect(oidc.tokenRequests).toEqual(['refresh_token'])
})

test('renews a rejected token once, regardless of its expiry', async () => {
  const id = await connect(3_600_000)
  const all = await Promise.all([get(id, 0), get(id, 0), get(id, 0)])
  expect(all.map(({ generation }) => generation)).toEqual([1, 1, 1])
  expect(oidc.tokenRequests).toEqual(['refresh_token'])
})

test('a process that died before its request is replaced when its lease ends', async () => {
  const id = await connect()
  await acquireLease(ctx, await rowOf(id))
  let isSettled = false
  const waiting = get(id).finally(() => {
    isSettled = true
  })
  expect(await acquireLease(ctx, await rowOf(id))).toBeNull()
  expect(isSettled).toBe(false)
  await expireLease(id)
  tokenSignals(studio.system).emit(id)
  expect(await waiting).toMatchObject({ generation: 1 })
  expect(oidc.tokenRequests).toEqual(['refresh_token'])
})

test('reports a grant as dead, once, after a crash between response and storage', async () => {
  const id = await connect()
  const lease = (await acquireLease(ctx, await rowOf(id))) ?? expect.unreachable('no lease')
  const lost = await obtainTokens(ctx, lease.row, {
    ...JSON.parse(await studio.system.keyring.open(ctx.db, addressOf(id), lease.row.encryptedTokens ?? '')),
  })
  expect(lost.tokens.refreshToken).not.toBeNull()
  await expireLease(id)
  // The old token is tried once; the server has rotated it away.
  const failures = await Promise.allSettled([get(id), get(id), get(id)])
  for (const failure of failures)
    expect(failure).toMatchObject({ status: 'rejected', reason: { code: 'RECONNECT_REQUIRED' } })
  expect(oidc.tokenRequests).toEqual(['refresh_token', 'refresh_token'])
  expect(await rowOf(id)).toMatchObject({ state: 'reconnect', stateMessage: expect.stringContaining('no longer') })
  expect(await alertsOf(id)).toEqual([1])
})

const addressOf = (id: string) => ({ workspaceId: ctx.workspace.id, id, type: 'integration-tokens' as const })

test('a slow process cannot overwrite the tokens of a faster one', async () => {
  const id = await connect()
  const slow = (await acquireLease(ctx, await rowOf(id))) ?? expect.unreachable('no lease')
  await expireLease(id)
  await get(id)
  const stale = { tokens: { accessToken: 'stale', refreshToken: 'stale' }, tokenExpiresAt: null, scopes: null }
  expect(await storeTokens(ctx, slow, stale)).toBeNull()
  expect((await get(id)).token).not.toBe('stale')
})

test('keeps the grant if the server fails', async () => {
  const expiringId = await connect(60_000)
  oidc.nextTokenAnswer = { status: 503 }
  expect(await get(expiringId)).toMatchObject({ generation: 0 })
  const ended = await connect()
  oidc.nextTokenAnswer = { status: 503 }
  await expect(get(ended)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(await rowOf(ended)).toMatchObject({ state: 'ok', leaseUntil: null })
  expect(await get(ended)).toMatchObject({ generation: 1 })
})

test('a revoked grant must be reconnected', async () => {
  const id = await connect()
  await oidc.revokeAll()
  await expect(get(id)).rejects.toMatchObject({
    code: 'RECONNECT_REQUIRED',
    details: { connection: id, plugin: 'custom', name: 'Files', grant: 0 },
  })
  expect(await alertsOf(id)).toEqual([1])
})

const isPostgres = process.env.TEST_DATABASE === 'postgres'

// Only the embedded client can be interrupted at a statement.
test.skipIf(isPostgres)(
  'a process killed at any statement leaves a working or a dead grant, and one inbox item',
  async () => {
    const outcomes = new Set<string>()
    for (let statement = 1; ; statement += 1) {
      let isKilled = false
      for (const when of ['before', 'after'] as const) {
        const id = await connect()
        // A separate keyring: others would wait forever for a key that a killed process was reading.
        const dying = crashingProcess({ ...studio.system, keyring: studio.newKeyring() }, { statement, when })
        const dyingCtx = { ...ctx, db: dying.system.db, system: dying.system }
        const attempt = accessToken(dyingCtx, { connectionId: id, rejected: null, signal })
        isKilled = await Promise.race([dying.crashed.then(() => true), attempt.then(() => false)])
        await expireLease(id)
        oidc.tokenRequests.length = 0
        const next = await get(id).then(
          () => 'ok',
          (error: { code?: string }) => error.code ?? 'failed',
        )
        outcomes.add(next)
        // The old refresh token is tried once at most.
        expect(oidc.tokenRequests.length).toBeLessThanOrEqual(1)
        const { state } = await rowOf(id)
        expect([next, state]).toEqual(next === 'ok' ? ['ok', 'ok'] : ['RECONNECT_REQUIRED', 'reconnect'])
        expect(await alertsOf(id)).toEqual(next === 'ok' ? [] : [1])
      }
      if (!isKilled) break
    }
    expect(outcomes).toEqual(new Set(['ok', 'RECONNECT_REQUIRED']))
  },
)

test.runIf(isPostgres)('two instances and a thousand calls exchange the refresh token once', async () => {
  const [row] = rows<{ name: string }>(await ctx.db.execute(sql`select current_database() as name`))
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${row?.name}`
  const instances = await Promise.all(
    [1, 2].map(async () => {
      const database = await openPostgres(url.href)
      const system = { ...studio.system, db: database.orm, sql: database.sql }
      return { database, own: { ...ctx, db: database.orm, system } }
    }),
  )
  const id = await connect()
  const arrived = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  oidc.beforeToken = () => {
    arrived.resolve()
    return release.promise
  }
  const calls = instances.flatMap(({ own }) =>
    Array.from({ length: 500 }, () => accessToken(own, { connectionId: id, rejected: null, signal })),
  )
  await arrived.promise
  release.resolve()
  const tokens = await Promise.all(calls)
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1)
  expect(oidc.tokenRequests).toEqual(['refresh_token'])
  for (const { database } of instances) await database.close()
})
