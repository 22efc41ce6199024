import { expect, test } from 'vitest'
import { configChanges } from './config-changes'

test('names each changed setting by its path through objects, and treats a list as one setting', () => {
  const before = { text: 'a', model: { connection: 'c', model: 'x' }, list: [1, 2], gone: true }
  const after = { list: [1, 3], model: { model: 'y', connection: 'c' }, text: 'a', fresh: null }
  expect(configChanges(before, after)).toEqual([
    { path: ['model', 'model'], before: 'x', after: 'y' },
    { path: ['list'], before: [1, 2], after: [1, 3] },
    { path: ['gone'], before: true, after: undefined },
    { path: ['fresh'], before: undefined, after: null },
  ])
})

test('compares lists of objects by name if possible, else by index', () => {
  const fields = (...names: string[]) => names.map((name) => ({ name, kind: 'text' }))
  expect(configChanges({ f: fields('a', 'b') }, { f: [...fields('new', 'a'), { name: 'b', kind: 'number' }] })).toEqual(
    [
      { path: ['f', '0'], before: undefined, after: { name: 'new', kind: 'text' } },
      { path: ['f', '2', 'kind'], before: 'text', after: 'number' },
    ],
  )
  expect(configChanges({ m: [{ text: 'a' }, { text: 'b' }] }, { m: [{ text: 'a' }] })).toEqual([
    { path: ['m', '1'], before: { text: 'b' }, after: undefined },
  ])
  expect(configChanges({ f: fields('a', 'b') }, { f: fields('b', 'a') })).toEqual([
    { path: ['f'], before: fields('a', 'b'), after: fields('b', 'a') },
  ])
})
