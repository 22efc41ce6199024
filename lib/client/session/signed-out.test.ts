import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { signedOut, signIn } from './signed-out'

beforeEach(() => {
  vi.useFakeTimers()
  signedOut.note(true)
})
afterEach(() => {
  vi.useRealTimers()
})

/** Who asks again as soon as somebody is signed in, as a canvas does, of a server that takes sessions and refuses it. */
async function askUntil(isOver: () => boolean): Promise<number> {
  let asked = 0
  for (let refusals = 0; !isOver(); ) {
    asked += 1
    const signedIn = signIn(refusals++)
    signedOut.note(true)
    await signedIn
  }
  return asked
}

test('what is refused in spite of a session is asked again now and then, and not as fast as the server answers', async () => {
  let isOver = false
  const asking = askUntil(() => isOver)
  await vi.advanceTimersByTimeAsync(19_000)
  isOver = true
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await asking).toBe(11)
})

test('whoever signs in goes on at once', async () => {
  const signedIn = signIn()
  signedOut.note(true)
  await expect(signedIn).resolves.toBeUndefined()
})
