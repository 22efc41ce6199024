import { getHeapSpaceStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { PassingMap } from './passing-map'

test('is a map in the order in which keys came', () => {
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

test('leaves nothing of what has gone in the old generation', () => {
  const oldBytes = () =>
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0
  const objects = () => Array.from({ length: 200 }, (_, key) => ({ key }))
  const map = new PassingMap<string, object[]>().set('first', [])
  // Its table has to grow old first: then V8 makes those that follow in the old generation at once.
  let passed = 0
  for (let at = 0; at < 50_000; at += 1) passed += objects().length
  const before = oldBytes()
  let most = 0
  for (let at = 0; at < 20_000; at += 1) {
    map.set(`run ${at}`, objects())
    map.delete(`run ${at - 16}`)
    if (at % 500 === 0) most = Math.max(most, oldBytes() - before)
  }
  // What went through is some 150 MB; of a `Map` tens of them stay until a full collection comes.
  expect(passed).toBe(10_000_000)
  expect(most).toBeLessThan(8_000_000)
})
