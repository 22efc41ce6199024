import { expect, test } from 'vitest'
import { deferred, preceded } from './deferred-iterable'
import { flatBatches } from './flat-batches'
import { mapped } from './mapped-items'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

function countedSource() {
  let ended = 0
  const items = async function* () {
    try {
      yield 1
      yield 2
    } finally {
      ended += 1
    }
  }
  return { items, ended: () => ended }
}

test('starts a deferred source on first read, yields its items, and ends it when the reader stops', async () => {
  let started = 0
  const { items, ended } = countedSource()
  const source = deferred(async () => {
    started += 1
    return items()
  })
  expect(started).toBe(0)
  expect(await all(source)).toEqual([1, 2])
  for await (const item of source) if (item === 1) break
  expect([started, ended()]).toEqual([2, 2])
  expect(await all(preceded(0, source))).toEqual([0, 1, 2])
})

test('ends the source when the reader stops during preparation', async () => {
  const { items, ended } = countedSource()
  const gate = Promise.withResolvers<void>()
  const source = deferred(async () => {
    await gate.promise
    return items()
  })
  const iterator = source[Symbol.asyncIterator]()
  const first = iterator.next()
  const left = iterator.return?.()
  gate.resolve()
  await Promise.all([first, left])
  expect(ended()).toBe(1)
})

test('fails on first read when the preparation fails', async () => {
  const source = deferred<number>(() => Promise.reject(new Error('no key')))
  await expect(all(source)).rejects.toThrow('no key')
})

test('yields batches item by item, skips empty ones, and ends the source when the reader stops', async () => {
  let ended = 0
  const batches = async function* () {
    try {
      yield [1, 2]
      yield []
      yield [3]
    } finally {
      ended += 1
    }
  }
  expect(await all(flatBatches(batches()))).toEqual([1, 2, 3])
  for await (const item of flatBatches(batches())) if (item === 1) break
  expect(ended).toBe(2)
})

test('maps items in order, and ends the source before reporting a failure', async () => {
  const { items, ended } = countedSource()
  expect(await all(mapped(items(), (item) => (item === 1 ? Promise.resolve('one') : 'two')))).toEqual(['one', 'two'])
  const failing = mapped(items(), (item) => {
    if (item === 2) throw new Error('no')
    return item
  })
  const seen: number[] = []
  const readAll = async () => {
    for await (const item of failing) seen.push(item)
  }
  await expect(readAll()).rejects.toThrow('no')
  expect([seen, ended()]).toEqual([[1], 2])
  for await (const _ of mapped(items(), String)) break
  expect(ended()).toBe(3)
})

test('applies two maps in order, even with slow steps, and ends the source when a step fails', async () => {
  const { items, ended } = countedSource()
  const doubled = mapped(items(), (item) => (item === 1 ? Promise.resolve(2 * item) : 2 * item))
  expect(await all(mapped(doubled, (item) => `<${item}>`))).toEqual(['<2>', '<4>'])
  const failing = mapped(mapped(items(), String), (item) => {
    if (item === '2') throw new Error('broken')
    return item
  })
  expect(await failing.next()).toEqual({ done: false, value: '1' })
  await expect(failing.next()).rejects.toThrow('broken')
  expect(ended()).toBe(2)
})
