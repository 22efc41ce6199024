import { expect, test } from 'vitest'
import { configChanges } from './config-changes'

test('names each setting that differs, by its way through objects; lists are one setting', () => {
  const before = { text: 'a', model: { connection: 'c', model: 'x' }, list: [1, 2], gone: true }
  const after = { list: [1, 3], model: { model: 'y', connection: 'c' }, text: 'a', fresh: null }
  expect(configChanges(before, after)).toEqual([
    { path: ['model', 'model'], before: 'x', after: 'y' },
    { path: ['list'], before: [1, 2], after: [1, 3] },
    { path: ['gone'], before: true, after: undefined },
    { path: ['fresh'], before: undefined, after: null },
  ])
})
