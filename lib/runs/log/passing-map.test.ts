import { getHeapSpaceStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { PassingMap } from './passing-map'

test('is a map in insertion order', () => {
  const map = new PassingMap<string, number>().set('a', 1).set('b', 2).set('c', 3)
  expect([map.delete('b'), map.delete('b'), map.has('b'), map.get('b'), map.size]).toEqual([
    true,
    false,
    false,
    undefined,
    2,
  ])
  map.set('a', 4).set('b', 5)
  expect([...map]).toEqual([
    ['a', 4],
    ['c', 3],
    ['b', 5],
  ])
  expect([[...map.keys()], [...map.values()]]).toEqual([
    ['a', 'c', 'b'],
    [4, 3, 5],
  ])
})

test('leaves no removed entries in the old generation', () => {
  const oldBytes = () =>
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0
  const objects = () => Array.from({ length: 200 }, (_, key) => ({ key }))
  const map = new PassingMap<string, object[]>().set('first', [])
  // The table has to reach the old generation first; V8 then allocates its successors there.
  let passed = 0
  for (let at = 0; at < 50_000; at += 1) passed += objects().length
  const before = oldBytes()
  let maxGrowth = 0
  for (let at = 0; at < 20_000; at += 1) {
    map.set(`run ${at}`, objects())
    map.delete(`run ${at - 16}`)
    if (at % 500 === 0) maxGrowth = Math.max(maxGrowth, oldBytes() - before)
  }
  // About 150 MB pass through; a `Map` would retain tens of them until a full collection.
  expect(passed).toBe(10_000_000)
  expect(maxGrowth).toBeLessThan(8_000_000)
})
