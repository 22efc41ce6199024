import { expect, test } from 'vitest'
import { joinSentences, spaced } from './join-sentences'

test('joins sentences with a space, and Chinese ones without', () => {
  expect(joinSentences('It failed.', 'Try again.')).toBe('It failed. Try again.')
  expect(joinSentences('失败了。', '请重试。', 'See “Queue”.')).toBe('失败了。请重试。See “Queue”.')
  expect(joinSentences('It failed.', '', false, null, 'Try again.')).toBe('It failed. Try again.')
  expect(`${spaced('限制该环境的花费：')}预算 ${spaced('Limit it:')}Budgets`).toBe(
    '限制该环境的花费：预算 Limit it: Budgets',
  )
})
