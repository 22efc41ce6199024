import { expect, test } from 'vitest'
import { inTurnIfLarge } from './large-file-queue'

const large = { bytes: 5_000_000, turns: 'background' } as const

test('reads large files one at a time, and small ones in parallel', async () => {
  const order: string[] = []
  const ends = new Map<string, () => void>()
  const read = (name: string) => () => {
    order.push(name)
    return new Promise<void>((resolve) => ends.set(name, resolve))
  }
  const first = inTurnIfLarge(large, read('first'))
  const second = inTurnIfLarge(large, read('second'))
  void inTurnIfLarge({ ...large, bytes: 1_000 }, read('small'))
  await expect.poll(() => order).toEqual(['small', 'first'])
  ends.get('first')?.()
  await first
  await expect.poll(() => order).toEqual(['small', 'first', 'second'])
  ends.get('second')?.()
  await second
})

test('passes the slot on after a failure, and keeps the order when a waiter is aborted', async () => {
  const order: string[] = []
  const { promise, reject } = Promise.withResolvers<void>()
  const first = inTurnIfLarge(large, () => promise)
  const stop = new AbortController()
  const second = inTurnIfLarge({ ...large, signal: stop.signal }, async () => order.push('second'))
  const third = inTurnIfLarge(large, async () => order.push('third'))
  stop.abort(new Error('Aborted.'))
  await expect(second).rejects.toThrow('Aborted.')
  expect(order).toEqual([])
  reject(new Error('Torn.'))
  await expect(first).rejects.toThrow('Torn.')
  await third
  expect(order).toEqual(['third'])
})

test('does not make interactive requests wait for files of knowledge bases', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const background = inTurnIfLarge(large, () => promise)
  const forPeople = { ...large, turns: 'people' } as const
  expect(await inTurnIfLarge(forPeople, async () => 'read')).toBe('read')
  resolve()
  await background
})
