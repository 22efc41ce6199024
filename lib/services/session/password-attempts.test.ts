import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { dropSingleton } from '@/lib/platform/singleton'
import { countAttempt } from '../limits/attempts'

const PASSWORD = 'correct horse battery'
const ADDRESS = { guesser: '203.0.113.9', office: '198.51.100.4' }

let studio: TestStudio
beforeAll(async () => {
  studio = await createTestStudio()
  for (const email of ['ann@corp.example', 'bob@corp.example'])
    await studio.system.auth.api.signUpEmail({ body: { name: 'Ann', email, password: PASSWORD } })
})
afterAll(() => studio.close())
beforeEach(() => {
  for (const name of ['password', 'known-browser', 'account', 'address']) dropSingleton(`${name}-tries`)
  // The clock is frozen, so that no attempt is refilled on a slow machine.
  vi.useFakeTimers({ toFake: ['Date'] })
  return () => vi.useRealTimers()
})

async function signIn(email: string, password: string, socket: string, cookie = '') {
  const headers = { 'x-test-socket': socket, ...(cookie ? { cookie } : {}) }
  const response = await studio.call({
    method: 'POST',
    path: '/api/studio/session',
    body: { email, password },
    headers,
  })
  const knownBrowserCookie = response.headers.getSetCookie().find((line) => line.startsWith('patchbay.known_browser='))
  return { status: response.status, known: knownBrowserCookie?.split(';', 1)[0] ?? '', line: knownBrowserCookie ?? '' }
}

async function guess(email: string, socket: string): Promise<number> {
  const statuses: number[] = []
  for (let n = 0; n < 11; n += 1) statuses.push((await signIn(email, 'wrong password', socket)).status)
  expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
  return statuses[10] ?? 0
}

test('wrong passwords from one address do not lock the person out elsewhere', async () => {
  expect(await guess('ann@corp.example', ADDRESS.guesser)).toBe(429)
  expect((await signIn('ann@corp.example', PASSWORD, ADDRESS.office)).status).toBe(200)
})

test('wrong passwords from many addresses lock out all but browsers that have signed in before', async () => {
  const first = await signIn('ann@corp.example', PASSWORD, ADDRESS.office)
  expect(first.line).toMatch(/HttpOnly; SameSite=Lax$/)
  for (let n = 0; n < 100; n += 1) await countAttempt(studio.system, 'account', 'ann@corp.example').catch(() => {})
  expect((await signIn('ann@corp.example', PASSWORD, ADDRESS.office)).status).toBe(429)
  expect((await signIn('ann@corp.example', PASSWORD, ADDRESS.office, first.known)).status).toBe(200)
  // It has a separate limit, not an unlimited one.
  const statuses: number[] = []
  for (let n = 0; n < 10; n += 1)
    statuses.push((await signIn('ann@corp.example', 'wrong password', ADDRESS.office, first.known)).status)
  expect(statuses.at(-1)).toBe(429)
})

test('the cookie of one account, or a forged one, is invalid for other accounts', async () => {
  const { known } = await signIn('bob@corp.example', PASSWORD, ADDRESS.office)
  for (let n = 0; n < 100; n += 1) await countAttempt(studio.system, 'account', 'ann@corp.example').catch(() => {})
  for (const cookie of [known, `${known}x`, 'patchbay.known_browser=k1.9999999999.e30.x'])
    expect((await signIn('ann@corp.example', PASSWORD, ADDRESS.office, cookie)).status).toBe(429)
})
