import { expect, test } from 'vitest'
import { inTurnIfLarge } from './large-file-queue'

const large = { bytes: 5_000_000, turns: 'background' } as const

test('large files are read one after the other, small ones beside them', async () => {
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

test('one that fails gives its turn on, and one that is given up while it waits lets nobody pass before its turn', async () => {
  const order: string[] = []
  const { promise, reject } = Promise.withResolvers<void>()
  const first = inTurnIfLarge(large, () => promise)
  const stop = new AbortController()
  const second = inTurnIfLarge({ ...large, signal: stop.signal }, async () => order.push('second'))
  const third = inTurnIfLarge(large, async () => order.push('third'))
  stop.abort(new Error('Nobody wants it.'))
  await expect(second).rejects.toThrow('Nobody wants it.')
  expect(order).toEqual([])
  reject(new Error('Torn.'))
  await expect(first).rejects.toThrow('Torn.')
  await third
  expect(order).toEqual(['third'])
})

test('somebody who waits does not wait for the files of knowledge bases', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const background = inTurnIfLarge(large, () => promise)
  const forPeople = { ...large, turns: 'people' } as const
  expect(await inTurnIfLarge(forPeople, async () => 'read')).toBe('read')
  resolve()
  await background
})
