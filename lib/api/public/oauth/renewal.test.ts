import { setTimeout as delay } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthGrants } from '@/lib/db/schema/oauth'
import { DesktopClient } from './testing/desktop-client'
import type { StartedFlow } from './testing/served-oauth'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

/** Ages the last refresh beyond the time in which it may be repeated. */
const rotatedLongAgo = ({ client_id }: StartedFlow) =>
  oauth.db
    .update(oauthGrants)
    .set({ rotatedAt: new Date(Date.now() - 60_000) })
    .where(eq(oauthGrants.clientId, client_id))

test('rotates refresh tokens, allowing a retry after a lost response, and revokes the grant of a stolen one', async () => {
  const flow = await oauth.begin()
  const first = await oauth.tokensOf(flow)
  const second = await oauth.renewed(flow, first)
  await oauth.expectStatus(first.access_token, 401)
  expect(await oauth.renewed(flow, first)).toEqual(second)
  expect((await oauth.list(second.access_token)).status).toBe(200)
  await rotatedLongAgo(flow)
  expect((await oauth.renew(flow, first)).status).toBe(400)
  await oauth.expectStatus(second.access_token, 401)
  expect((await oauth.renew(flow, second)).status).toBe(400)
})

test('returns the same tokens to concurrent refreshes of one client', async () => {
  const flow = await oauth.begin()
  let tokens = await oauth.tokensOf(flow)
  for (let round = 0; round < 3; round++) {
    const oldTokens = tokens
    const [one, ...others] = await Promise.all(Array.from({ length: 6 }, () => oauth.renewed(flow, oldTokens)))
    if (!one) throw new Error('not refreshed')
    expect(one.refresh_token).not.toBe(oldTokens.refresh_token)
    for (const other of others) expect(other).toEqual(one)
    tokens = one
  }
  expect((await oauth.list(tokens.access_token)).status).toBe(200)
})

test('lets two SDK clients refresh an expired token concurrently, repeatedly', async () => {
  const { client, desktop } = await oauth.connected()
  await client.close()
  const processes = [new DesktopClient({ ...desktop.store }), new DesktopClient({ ...desktop.store })]
  for (let round = 0; round < 2; round++) {
    const { client_id = '' } = desktop.store.client ?? {}
    await oauth.db
      .update(oauthGrants)
      .set({ accessExpiresAt: new Date(0) })
      .where(eq(oauthGrants.clientId, client_id))
    await oauth.expectStatus(processes[0]?.tokens()?.access_token ?? '', 401)
    const clients = await Promise.all(processes.map((process) => oauth.connect(process)))
    const listed = await Promise.all(clients.map((connected) => connected.listTools()))
    expect(listed.map(({ tools }) => tools.length)).toEqual([1, 1])
    expect(processes.map(({ authorizeUrl: url }) => url)).toEqual([null, null])
    await Promise.all(clients.map((connected) => connected.close()))
  }
})

test('revokes the grant when an owner and a thief refresh concurrently and the slower one refreshes again', async () => {
  const flow = await oauth.begin()
  const stolen = await oauth.tokensOf(flow)
  const [owner, thief] = await Promise.all([oauth.renewed(flow, stolen), oauth.renewed(flow, stolen)])
  const next = await oauth.renewed(flow, thief)
  await rotatedLongAgo(flow)
  expect((await oauth.renew(flow, owner)).status).toBe(400)
  expect((await oauth.renew(flow, next)).status).toBe(400)
  await oauth.expectStatus(next.access_token, 401)
})

test('revokes the grant even if the thief has refreshed many times', async () => {
  const flow = await oauth.begin()
  const first = await oauth.tokensOf(flow)
  const second = await oauth.renewed(flow, first)
  const third = await oauth.renewed(flow, second)
  expect((await oauth.renew(flow, first)).status).toBe(400)
  await oauth.expectStatus(third.access_token, 401)
  expect((await oauth.renew(flow, third)).status).toBe(400)

  // Tokens of another client belong to another family.
  const other = await oauth.tokensOf(await oauth.begin())
  expect((await oauth.renew(flow, other)).status).toBe(400)
  expect((await oauth.list(other.access_token)).status).toBe(200)
})

test('ends a running call when its client is removed, but not when it refreshes its tokens', async () => {
  const started = await oauth.begin()
  const tokens = await oauth.tokensOf(started)
  const release = oauth.served.holdBack()
  const ran = await oauth.call(tokens.access_token, {}, { _meta: { progressToken: 1 } })
  const renewed = await oauth.renewed(started, tokens)
  const output = ran.text()
  // Longer than the polling interval.
  const firstOutcome = await Promise.race([output, delay(2_500, 'runs on')])
  expect(firstOutcome).toBe('runs on')
  await oauth.form('revoke', { client_id: started.client_id, token: renewed.access_token })
  const ended = await output
  release()
  expect(ended).toContain('"isError":true')
  expect(ended).not.toContain('You said: Hello')
}, 30_000)
