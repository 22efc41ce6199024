import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthClients, oauthCodes } from '@/lib/db/schema/oauth'
import { registerClient, sweepClients } from '@/lib/services/oauth/clients'
import { CALLBACK } from './testing/desktop-client'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

const DAY_MS = 86_400_000

test('deletes unauthorized clients after 30 days and unused codes, and keeps others', async () => {
  const { db } = oauth
  const forgotten = await oauth.begin()
  await oauth.allow(forgotten.authorizeUrl)
  const authorized = await oauth.begin()
  await oauth.tokensOf(authorized)
  const isThere = async ({ client_id }: { client_id: string }) =>
    (await db.$count(oauthClients, eq(oauthClients.id, client_id))) === 1
  await sweepClients(db, Date.now() + 2 * DAY_MS)
  expect(await db.$count(oauthCodes, eq(oauthCodes.clientId, forgotten.client_id))).toBe(0)
  expect([await isThere(authorized), await isThere(forgotten)]).toEqual([true, true])
  const pendingClient = await oauth.begin()
  await sweepClients(db, Date.now() + 31 * DAY_MS)
  expect([await isThere(authorized), await isThere(pendingClient)]).toEqual([true, false])
  // It must register again.
  const response = await oauth.renew(pendingClient, { refresh_token: 'pb_mcr_x' })
  expect([response.status, await response.json()]).toMatchObject([401, { error: 'invalid_client' }])
})

const CLIENT = { name: 'Desk', redirectUris: [CALLBACK] }

async function register(address: string, count: number, limits = { total: 10_000, perAddress: 20 }): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1)
    ids.push((await registerClient(oauth.db, { ...CLIENT, address }, limits)).id)
  return ids
}

const idsLeft = async (address: string) => {
  const found = await oauth.db.select().from(oauthClients).where(eq(oauthClients.address, address))
  return found.map(({ id }) => id).sort()
}

test('limits pending clients per IP address to twenty, replacing the oldest', async () => {
  const ids = await register('198.51.100.7', 23)
  expect(await idsLeft('198.51.100.7')).toEqual(ids.slice(3).sort())
})

test('makes room for another address by removing the oldest client of the most crowded one', async () => {
  await oauth.db.delete(oauthClients)
  const honest = await register('198.51.100.1', 1)
  const crowd = await register('198.51.100.2', 5)
  const limits = { total: 6, perAddress: 20 }
  const lateClients = await register('198.51.100.3', 2, limits)
  expect(await idsLeft('198.51.100.1')).toEqual(honest)
  expect(await idsLeft('198.51.100.2')).toEqual(crowd.slice(2).sort())
  expect(await idsLeft('198.51.100.3')).toEqual(lateClients.sort())
})

test('holds both limits when many clients register at once', async () => {
  await oauth.db.delete(oauthClients)
  const limits = { total: 6, perAddress: 4 }
  const addresses = Array.from({ length: 24 }, (_, index) => `198.51.100.${index % 3}`)
  await Promise.all(addresses.map((address) => registerClient(oauth.db, { ...CLIENT, address }, limits)))
  expect(await oauth.db.$count(oauthClients)).toBe(6)
})
