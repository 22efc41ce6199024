import { desc, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import type { TestApp } from '@/lib/api/testing/test-app'
import { AppLimits } from '@/lib/contracts/protection'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'
import { recoverRuns } from '../maintenance/recover-runs'
import { type BlockedApp, createBlockedApp } from '../testing/held-app'

let waiting: BlockedApp
let app: TestApp
const release = () => waiting.release()

beforeAll(async () => {
  waiting = await createBlockedApp('crashed')
  app = waiting.app
})
afterEach(() => release())
afterAll(() => waiting.close())

async function sendMessage(endUser: string, extraHeaders: Record<string, string> = {}): Promise<number> {
  const headers = { ...app.bearer, accept: 'text/event-stream', 'patchbay-end-user': endUser, ...extraHeaders }
  const body = { inputs: { message: 'hello' } }
  const response = await app.router.request('/api/v1/apps/crashed/runs', postJson(body, headers))
  void response.text()
  return response.status
}

/** A run of an end user whose process was killed before its first event was stored, taken over here. */
async function takeOver(endUser: string, change: Partial<typeof runs.$inferInsert> = {}): Promise<void> {
  const { db } = app.studio.system
  expect(await sendMessage(endUser)).toBe(200)
  await expect.poll(() => waiting.waitingCount()).toBe(1)
  await release()
  const stored = () => db.select().from(runs).where(eq(runs.endUser, endUser)).orderBy(desc(runs.id)).limit(1)
  await expect.poll(async () => (await stored())[0]?.status).toBe('succeeded')
  const [ended] = await stored()
  if (!ended) throw new Error('no run')
  const dead = { id: newId(), status: 'running' as const, owner: newId(), outputs: null, endedAt: null }
  await db.insert(runs).values({ ...ended, ...dead, ...change })
  expect(await recoverRuns(app.studio.system)).toBe(1)
  await expect.poll(() => waiting.waitingCount()).toBe(1)
}

const allow = (limits: Partial<AppLimits>) =>
  app.request('PUT', `/api/studio/apps/${app.appId}/protection`, AppLimits.parse(limits))

/** Polls, because a counter shared with other processes sees a released slot a little later. */
const expectAdmitted = (endUser: string) => expect.poll(() => sendMessage(endUser)).toBe(200)

test('a run that is taken over uses its app’s slot until it ends', async () => {
  await allow({ atOnce: 1 })
  await takeOver('ann')
  expect(await sendMessage('bob')).toBe(429)
  await release()
  await expectAdmitted('bob')
})

test('a run that is taken over uses its end user’s slot, and no other’s', async () => {
  await allow({ endUserAtOnce: 1 })
  await takeOver('cid')
  expect([await sendMessage('cid'), await sendMessage('dan')]).toEqual([429, 200])
  await release()
  await expectAdmitted('cid')
})

test('a run that is taken over uses its key’s slot', async () => {
  const limits = { perMinute: null, atOnce: 1 }
  const created = await app.request('POST', '/api/studio/keys', { name: 'One', appIds: [app.appId], limits })
  const { key, secret } = z.object({ key: z.object({ id: z.string() }), secret: z.string() }).parse(created)
  const authorization = { authorization: `Bearer ${secret}` }
  await allow({})
  await takeOver('eve', { keyId: key.id })
  expect([await sendMessage('fay', authorization), await sendMessage('gus')]).toEqual([429, 200])
  await release()
  await expect.poll(() => sendMessage('fay', authorization)).toBe(200)
})

test('more runs taken over than the current limit all continue, and no new one starts beside them', async () => {
  await allow({ endUserAtOnce: 2 })
  await takeOver('hal')
  const { db } = app.studio.system
  const [driven] = await db.select().from(runs).where(eq(runs.endUser, 'hal')).orderBy(desc(runs.id)).limit(1)
  if (!driven) throw new Error('no run')
  await db.insert(runs).values([1, 2].map(() => ({ ...driven, id: newId(), owner: newId() })))
  expect(await recoverRuns(app.studio.system)).toBe(2)
  await expect.poll(() => waiting.waitingCount()).toBe(3)
  expect(await sendMessage('hal')).toBe(429)
  await release()
  await expectAdmitted('hal')
})

test('a background run uses no slot, whichever process drives it', async () => {
  await allow({ atOnce: 1 })
  await takeOver('ida', { callerNote: { background: true } })
  expect(await sendMessage('jim')).toBe(200)
})
