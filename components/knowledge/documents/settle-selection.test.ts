import { expect, test } from 'vitest'
import { settleSelection } from './settle-selection'

test('“all” becomes a fixed set once the whole list is loaded, so that later documents are not selected', () => {
  const complete = settleSelection(settleSelection('all', ['a', 'b'], 3), ['a', 'b', 'c'], 3)
  expect(settleSelection('all', ['a', 'b'], 3)).toBe('all')
  expect(complete).toEqual(new Set(['a', 'b', 'c']))
  expect(settleSelection(complete, ['a', 'b', 'c', 'new'], 4)).toBe(complete)
})

test('an individual selection does not change', () => {
  const selected = new Set(['b'])
  expect(settleSelection(selected, ['a', 'b'], 2)).toBe(selected)
})
