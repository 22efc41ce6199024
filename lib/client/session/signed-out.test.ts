import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signedOut, signIn } from './signed-out'

beforeEach(() => {
  vi.useFakeTimers()
  signedOut.note(true)
})
afterEach(() => {
  vi.useRealTimers()
})

/**
 * A caller that retries immediately after sign-in, like a canvas, against a server that accepts the session but rejects
 * its requests.
 */
async function pollUntil(isOver: () => boolean): Promise<number> {
  let checks = 0
  for (let rejections = 0; !isOver(); ) {
    checks += 1
    const signedIn = signIn(rejections++)
    signedOut.note(true)
    await signedIn
  }
  return checks
}

test('retries back off if requests are rejected despite a session', async () => {
  let isOver = false
  const waiting = pollUntil(() => isOver)
  await vi.advanceTimersByTimeAsync(19_000)
  isOver = true
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await waiting).toBe(11)
})

test('resumes immediately after sign-in', async () => {
  const signedIn = signIn()
  signedOut.note(true)
  await expect(signedIn).resolves.toBeUndefined()
})
