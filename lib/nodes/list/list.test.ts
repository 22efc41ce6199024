import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { changeList } from '../shared/lists/change-list'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

/** Runs the operations with the defaults of the form. */
async function change(input: Json, operations: JsonObject[], other?: Json) {
  const parsed = manifest.config.parse({ operations: operations.map(({ value: _, ...rest }) => rest) }).operations
  const typed = parsed.map((operation, at) => ({ ...operation, value: operations[at]?.value ?? null }))
  return changeList(input, other, typed)
}
const itemsAfter = async (value: Json, ...operations: JsonObject[]) => (await change(value, operations)).items

const people = [
  { name: 'Cy', age: 30, team: 'a' },
  { name: 'Al', age: 9, team: 'b' },
  { name: 'Bo', team: 'a' },
]

test('filters, sorts, limits, groups and selects', async () => {
  expect(await itemsAfter(people, { operation: 'filter', field: 'team', value: 'a' })).toHaveLength(2)
  expect(await itemsAfter(people, { operation: 'filter', field: 'age', operator: 'greater', value: 9 })).toEqual([
    people[0],
  ])
  const byAge = { operation: 'sort', field: 'age' }
  const names = { operation: 'select', fields: 'name' }
  expect(await itemsAfter(people, byAge, names)).toEqual(['Al', 'Cy', 'Bo'])
  expect(await itemsAfter(people, { ...byAge, direction: 'descending' }, names)).toEqual(['Cy', 'Al', 'Bo'])
  expect(await itemsAfter([1, 2, 3], { operation: 'limit', count: 2, from: 'end' })).toEqual([2, 3])
  expect(await itemsAfter([1, '1', 1], { operation: 'unique' })).toEqual([1, '1'])
  expect(await itemsAfter(people, { operation: 'group', field: 'team' })).toMatchObject([
    { key: 'a', count: 2 },
    { key: 'b', count: 1 },
  ])
  expect(await itemsAfter(people, { operation: 'select', fields: 'name, age' })).toEqual([
    { name: 'Cy', age: 30 },
    { name: 'Al', age: 9 },
    { name: 'Bo', age: null },
  ])
  expect(await itemsAfter([{ a: 1 }, 2], { operation: 'rename', field: 'a', to: 'b' })).toEqual([{ b: 1 }, 2])
})

test('aggregates, flattens, splits and joins', async () => {
  const total = (name: string) => itemsAfter(people, { operation: 'aggregate', field: 'age', function: name })
  expect((await Promise.all(['count', 'sum', 'average', 'min', 'max', 'first', 'last'].map(total))).flat()).toEqual([
    ...[3, 39, 19.5, 9, 30, 30, null],
  ])
  expect(await itemsAfter([[1], [2, 3], 4], { operation: 'flatten' })).toEqual([1, 2, 3, 4])
  expect(await itemsAfter('a; b', { operation: 'split', separator: '; ' })).toEqual(['a', 'b'])
  expect((await change(['a', 1], [{ operation: 'join-text', separator: ' + ' }])).text).toBe('a + 1')
  const teams = [{ team: 'a', room: 1, name: 'Team A' }]
  expect((await change(people, [{ operation: 'join', field: 'team' }], teams)).items).toEqual([
    { team: 'a', room: 1, name: 'Cy', age: 30 },
    people[1],
    { team: 'a', room: 1, name: 'Bo' },
  ])
})

test('sorts like a stable sort, whatever the length', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ a: fc.nat(5) }), { maxLength: 6_000, size: 'max' }), async (list) => {
      const items = list.map(({ a }, index) => ({ a, index }))
      const expected = items.toSorted((left, right) => left.a - right.a)
      expect(await itemsAfter(items, { operation: 'sort', field: 'a' })).toEqual(expected)
    }),
    { numRuns: 10 },
  )
})

test('lets other work run while it sorts a long list', async () => {
  const long = Array.from({ length: 50_000 }, (_, index) => (index * 7_919) % 50_000)
  let turns = 0
  let isDone = false
  const count = () => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  const sorted = await itemsAfter(long, { operation: 'sort' })
  isDone = true
  expect([sorted[0], sorted.at(-1)]).toEqual([0, 49_999])
  expect(turns).toBeGreaterThan(40)
})

test('reads a compared value from another step, and skips the ends of an empty list', async () => {
  const graph = (value: string) =>
    chatApp(
      [
        {
          id: 'list',
          type: 'list',
          config: {
            operations: [
              { operation: 'split', separator: ' ' },
              { operation: 'filter', value },
            ],
          },
        },
      ],
      ['in.message -> list.items', 'list.items -> out.data', 'list.first -> out.text'],
    )
  const run = async (value: string) => (await runApp(graph(value), { inputs: { message: 'b a b' } })).outputs
  expect(await run('b')).toMatchObject({ data: ['b', 'b'], text: 'b' })
  // Without a first item the Answer is skipped.
  expect(await run('{{in.message}}')).toEqual({})
})

test('rejects more than 100,000 items', async () => {
  const long = Array.from({ length: 100_001 }, () => 1)
  await expect(change(long, [{ operation: 'flatten' }])).rejects.toThrow('100000')
})
