import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import type { TestApp } from '@/lib/api/testing/test-app'
import { AppLimits } from '@/lib/contracts/protection'
import { type BlockedApp, createBlockedApp } from '../testing/held-app'

let waiting: BlockedApp
let app: TestApp
const release = () => waiting.release()

beforeAll(async () => {
  waiting = await createBlockedApp('held')
  app = waiting.app
})
afterEach(() => release())
afterAll(() => waiting.close())

const allow = (endUserAtOnce: number) =>
  app.request('PUT', `/api/studio/apps/${app.appId}/protection`, AppLimits.parse({ endUserAtOnce }))

/** Resolves with the status; the answer is read once its run is released. */
async function sendMessage(message: string, key: string): Promise<number> {
  const headers = { accept: 'text/event-stream', 'patchbay-end-user': 'ann', 'idempotency-key': key }
  const request = postJson({ inputs: { message } }, { ...app.bearer, ...headers })
  const response = await app.router.request('/api/v1/apps/held/runs', request)
  void response.text()
  return response.status
}

test('a repeated message follows its run, even if the end user has no other slot', async () => {
  await allow(1)
  expect(await sendMessage('one', 'a')).toBe(200)
  await expect.poll(() => waiting.waitingCount()).toBe(1)
  expect([await sendMessage('one', 'a'), await sendMessage('one', 'a'), await sendMessage('two', 'b')]).toEqual([
    200, 200, 429,
  ])
  await release()
  expect(await sendMessage('two', 'b')).toBe(200)
})

test('a repeated message takes no slot from another', async () => {
  await allow(2)
  expect(await sendMessage('three', 'c')).toBe(200)
  await expect.poll(() => waiting.waitingCount()).toBe(1)
  for (let times = 0; times < 3; times += 1) expect(await sendMessage('three', 'c')).toBe(200)
  expect([await sendMessage('four', 'd'), await sendMessage('five', 'e')]).toEqual([200, 429])
})
