import { expect, test } from 'vitest'
import { greetingIn, PROPOSED_GREETING } from './proposed-greeting'

test('translates only the proposed greeting', () => {
  expect(greetingIn(PROPOSED_GREETING, 'de')).toBe('Hallo! Was möchten Sie wissen?')
  expect(greetingIn(PROPOSED_GREETING, 'en')).toBe(PROPOSED_GREETING)
  expect(greetingIn('Ahoy!', 'de')).toBe('Ahoy!')
  expect(greetingIn('', 'zh-CN')).toBe('')
})
