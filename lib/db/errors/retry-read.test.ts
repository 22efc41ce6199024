import { expect, test } from 'vitest'
import { retryRead } from './retry-read'

const connectionLost = () => Object.assign(new Error('terminating connection'), { code: '57P01' })

/** Fails with these errors, one per call, then succeeds. */
function failing(...errors: Error[]) {
  let calls = 0
  const read = async () => {
    const error = errors[calls]
    calls += 1
    if (error) throw error
    return 'found'
  }
  return { read, calls: () => calls }
}

test('retries a read while the database is unreachable', async () => {
  const { read, calls } = failing(connectionLost(), connectionLost())
  expect(await retryRead(read)).toBe('found')
  expect(calls()).toBe(3)
})

test('throws other failures at once', async () => {
  const { read, calls } = failing(new Error('no such row'))
  await expect(retryRead(read)).rejects.toThrow('no such row')
  expect(calls()).toBe(1)
})

test('stops waiting for the database when aborted', async () => {
  const { read, calls } = failing(...Array.from({ length: 100 }, connectionLost))
  await expect(retryRead(read, AbortSignal.timeout(10))).rejects.toThrow('aborted')
  expect(calls()).toBeLessThan(3)
})
