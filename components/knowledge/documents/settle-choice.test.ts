import { expect, test } from 'vitest'
import { settleChoice } from './settle-choice'

test('“all” becomes a fixed set once the whole list is loaded, so that later documents are not selected', () => {
  const whole = settleChoice(settleChoice('all', ['a', 'b'], 3), ['a', 'b', 'c'], 3)
  expect(settleChoice('all', ['a', 'b'], 3)).toBe('all')
  expect(whole).toEqual(new Set(['a', 'b', 'c']))
  expect(settleChoice(whole, ['a', 'b', 'c', 'new'], 4)).toBe(whole)
})

test('an individual selection does not change', () => {
  const chosen = new Set(['b'])
  expect(settleChoice(chosen, ['a', 'b'], 2)).toBe(chosen)
})
