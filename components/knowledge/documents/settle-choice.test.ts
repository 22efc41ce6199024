import { expect, test } from 'vitest'
import { settleChoice } from './settle-choice'

test('“all” waits for the whole list and is fixed to what it held, so that nothing listed later is chosen', () => {
  const whole = settleChoice(settleChoice('all', ['a', 'b'], 3), ['a', 'b', 'c'], 3)
  expect(settleChoice('all', ['a', 'b'], 3)).toBe('all')
  expect(whole).toEqual(new Set(['a', 'b', 'c']))
  expect(settleChoice(whole, ['a', 'b', 'c', 'new'], 4)).toBe(whole)
})

test('what was chosen one by one is left as it is', () => {
  const chosen = new Set(['b'])
  expect(settleChoice(chosen, ['a', 'b'], 2)).toBe(chosen)
})
