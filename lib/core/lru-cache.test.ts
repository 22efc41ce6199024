import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LruCache } from './lru-cache'

test('evicts the least recently used entry', () => {
  const cache = new LruCache<string, number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  expect(cache.get('a')).toBe(1)
  cache.set('c', 3)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3])
})

test('limits the total size, and keeps a single larger value', () => {
  const cache = new LruCache<string, string>(10, ({ length }) => length)
  cache.set('a', 'x'.repeat(6))
  cache.set('b', 'x'.repeat(6))
  expect([cache.get('a'), cache.size]).toEqual([undefined, 6])
  cache.set('b', 'x')
  expect(cache.size).toBe(1)
  cache.set('c', 'x'.repeat(20))
  expect([cache.get('b'), cache.size]).toEqual([undefined, 20])
  cache.delete('c')
  expect(cache.size).toBe(0)
})

test('agrees with a list in order of use', () => {
  const key = fc.integer({ min: 0, max: 6 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.tuple(fc.boolean(), key)), (max, calls) => {
      const cache = new LruCache<number, string>(max)
      let model: number[] = []
      for (const [isGet, name] of calls) {
        const isKnown = model.includes(name)
        if (isGet) expect(cache.get(name)).toBe(isKnown ? `${name}` : undefined)
        else cache.set(name, `${name}`)
        if (!isGet || isKnown) model = [...model.filter((other) => other !== name), name].slice(-max)
        expect(cache.size).toBe(model.length)
      }
    }),
  )
})
