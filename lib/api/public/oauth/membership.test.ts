import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { members, users } from '@/lib/db/schema/auth'
import { runs } from '@/lib/db/schema/runs'
import { viewerOfCaller } from '@/lib/services/knowledge/viewer-of-caller'
import { sweepClients } from '@/lib/services/oauth/clients'
import type { TestPerson } from '../../testing/test-studio'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

test('lets a client read documents of its member, but not a key that names a member', async () => {
  const { studio: other, person } = oauth.served.app
  const { db } = oauth
  const [ann, bob] = [
    await other.signUp('runner', person.workspaceId),
    await other.signUp('runner', person.workspaceId),
  ]
  const viewerOf = async (bearer: string, headers: Record<string, string> = {}) => {
    const runId = /"runId":"([^"]+)"/.exec(await (await oauth.call(bearer, headers)).text())?.[1] ?? ''
    const [run] = await db.select().from(runs).where(eq(runs.id, runId))
    if (!run) throw new Error('the tool has not run')
    const { workspaceId, appId, keyId, endUser, versionId, origin } = run
    return viewerOfCaller(db, { workspaceId, appId, keyId, endUser, versionId, origin, runId, userId: null })
  }
  const [annMail, bobMail] = [await mailOf(ann), await mailOf(bob)]
  const annTokens = await oauth.tokensOf(await oauth.begin(), ann)
  const bobTokens = await oauth.tokensOf(await oauth.begin(), bob)
  expect(await viewerOf(annTokens.access_token)).toEqual([`member:${ann.userId}`, `member:${annMail}`, 'role:runner'])
  expect(await viewerOf(bobTokens.access_token)).toEqual([`member:${bob.userId}`, `member:${bobMail}`, 'role:runner'])
  // An unconfirmed email address grants nothing here either.
  await db.update(members).set({ emailConfirmedAt: null }).where(eq(members.userId, bob.userId))
  expect(await viewerOf(bobTokens.access_token)).toEqual([`member:${bob.userId}`, 'role:runner'])
  await db.update(members).set({ emailConfirmedAt: new Date() }).where(eq(members.userId, bob.userId))
  // Clients may not set this header.
  const named = { 'patchbay-end-user': `member:${ann.userId}` }
  expect(await viewerOf(bobTokens.access_token, named)).toEqual([
    `member:${bob.userId}`,
    `member:${bobMail}`,
    'role:runner',
  ])
  expect(await viewerOf(oauth.served.apiKey, named)).toEqual([`user:member:${ann.userId}`])
})

async function mailOf({ userId }: TestPerson): Promise<string> {
  const [found] = await oauth.db.select({ email: users.email }).from(users).where(eq(users.id, userId))
  return found?.email.toLowerCase() ?? ''
}

test('gives a client the current permissions of its member, and none after removal', async () => {
  const { studio: other, person } = oauth.served.app
  const runner = await other.signUp('runner', person.workspaceId)
  const started = await oauth.begin()
  const tokens = await oauth.tokensOf(started, runner)
  expect(await (await oauth.list(tokens.access_token)).text()).toContain('helper')
  const isTheirs = and(eq(members.userId, runner.userId), eq(members.workspaceId, person.workspaceId))
  await oauth.db.update(members).set({ role: 'viewer' }).where(isTheirs)
  await oauth.expectStatus(tokens.access_token, 401)
  await oauth.db.update(members).set({ role: 'runner' }).where(isTheirs)
  await oauth.expectStatus(tokens.access_token, 200)
  await oauth.db.delete(members).where(isTheirs)
  await oauth.expectStatus(tokens.access_token, 401)
  expect((await oauth.renew(started, tokens)).status).toBe(400)
})

test('restores no authorization for a member who returns after removal', async () => {
  const { studio: other, person } = oauth.served.app
  const runner = await other.signUp('runner', person.workspaceId)
  const tokens = await oauth.tokensOf(await oauth.begin(), runner)
  expect((await oauth.list(tokens.access_token)).status).toBe(200)
  const path = `/api/studio/members/${runner.userId}`
  expect((await other.call({ method: 'DELETE', path, person })).status).toBe(200)
  await oauth.db.insert(members).values({ userId: runner.userId, workspaceId: person.workspaceId, role: 'runner' })
  await oauth.expectStatus(tokens.access_token, 401)
})

test('removes the clients and keys of a manually deleted user', async () => {
  const { studio, person, request } = oauth.served.app
  const runner = await studio.signUp('runner', person.workspaceId)
  const flow = await oauth.begin()
  const tokens = await oauth.tokensOf(flow, runner)
  const unused = await oauth.allowed(await oauth.begin(), runner)
  const remaining = await oauth.tokensOf(await oauth.begin())
  const clientKeys = async () =>
    z
      .object({ keys: z.array(z.object({ start: z.string() })) })
      .parse(await request('GET', '/api/studio/keys'))
      .keys.filter(({ start }) => start === 'pb_mcp_').length
  const release = oauth.served.holdBack()
  const running = await oauth.call(tokens.access_token, {}, { _meta: { progressToken: 1 } })
  const listed = await clientKeys()
  await oauth.db.delete(users).where(eq(users.id, runner.userId))
  expect(await running.text()).toContain('"isError":true')
  release()
  await oauth.expectStatus(tokens.access_token, 401)
  expect((await oauth.renew(flow, tokens)).status).toBe(400)
  expect((await oauth.form('token', unused)).status).toBe(400)
  await sweepClients(oauth.db, Date.now())
  expect(await clientKeys()).toBe(listed - 1)
  expect((await oauth.list(remaining.access_token)).status).toBe(200)
}, 30_000)
