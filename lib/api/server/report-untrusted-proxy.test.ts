import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { alerts } from '@/lib/db/schema/inbox'
import { dropSingleton } from '@/lib/platform/singleton'
import { clientAddress } from '../public/shared/access/client-address'
import { createTestStudio, type TestStudio } from '../testing/test-studio'
import { reportUntrustedProxy } from './report-untrusted-proxy'

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())
afterEach(() => dropSingleton('untrusted-proxy'))

const throughProxy = (socketAddress: string) =>
  clientAddress({ socketAddress, forwardedFor: '203.0.113.9', trustedProxies: [] })

test('raises an alert in the first workspace for an untrusted proxy, once per process', async () => {
  const first = await studio.signUp('owner')
  const other = await studio.signUp('owner')
  reportUntrustedProxy(studio.system)
  throughProxy('10.0.0.7')
  throughProxy('10.0.0.8')
  const read = async (person: typeof first) => {
    const response = await studio.call({ method: 'GET', path: '/api/studio/inbox/alerts', person })
    return (await response.json()).alerts
  }
  await vi.waitFor(async () => expect(await studio.system.db.select().from(alerts)).toHaveLength(1), {
    timeout: 20_000,
  })
  expect(await read(first)).toMatchObject([
    { kind: 'proxy-untrusted', count: 1, message: expect.stringContaining('set TRUSTED_PROXIES') },
  ])
  expect((await read(first))[0].message).toContain('10.0.0.7')
  expect(await read(other)).toEqual([])

  // The next process raises the same alert, not another one.
  reportUntrustedProxy(studio.system)
  throughProxy('10.0.0.8')
  await vi.waitFor(async () => expect((await read(first))[0].count).toBe(2), { timeout: 20_000 })
  expect(await read(first)).toHaveLength(1)
})
