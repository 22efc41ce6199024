import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oauthClients, oauthCodes } from '@/lib/db/schema/oauth'
import { registerProgram, sweepPrograms } from '@/lib/services/programs/programs'
import { CALLBACK } from './testing/desk-program'
import { ServedOAuth } from './testing/served-oauth'

let oauth: ServedOAuth

beforeAll(async () => {
  oauth = await ServedOAuth.start()
}, 60_000)
afterAll(() => oauth.close())

const DAY_MS = 86_400_000

test('programs that nobody let in go after 30 days, with codes that nobody fetched; others stay', async () => {
  const { db } = oauth
  const forgotten = await oauth.begin()
  await oauth.allow(forgotten.asked)
  const kept = await oauth.begin()
  await oauth.tokensOf(kept)
  const isThere = async ({ client_id }: { client_id: string }) =>
    (await db.$count(oauthClients, eq(oauthClients.id, client_id))) === 1
  await sweepPrograms(db, Date.now() + 2 * DAY_MS)
  expect(await db.$count(oauthCodes, eq(oauthCodes.clientId, forgotten.client_id))).toBe(0)
  expect([await isThere(kept), await isThere(forgotten)]).toEqual([true, true])
  // Where many wait, they wait a day.
  await sweepPrograms(db, Date.now() + 2 * DAY_MS, 1)
  expect([await isThere(kept), await isThere(forgotten)]).toEqual([true, false])
  const late = await oauth.begin()
  await sweepPrograms(db, Date.now() + 31 * DAY_MS)
  expect([await isThere(kept), await isThere(late)]).toEqual([true, false])
  // It is told that it must register anew.
  const gone = await oauth.renew(late, { refresh_token: 'pb_mcr_x' })
  expect([gone.status, await gone.json()]).toMatchObject([401, { error: 'invalid_client' }])
})

test('so many programs may wait for somebody who lets them in', async () => {
  const { db } = oauth
  const program = { name: 'Desk', redirectUris: [CALLBACK] }
  await oauth.begin()
  expect(await registerProgram(db, program, 1)).toBeNull()
  expect(await registerProgram(db, program, 1_000)).not.toBeNull()
})
