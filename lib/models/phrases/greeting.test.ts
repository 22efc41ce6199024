import { expect, test } from 'vitest'
import { replyToGreeting } from './greeting'

test.each([
  ['hi', 'Hello!'],
  ['Hello!! 👋', 'Hello!'],
  ['Guten Tag.', 'Hallo!'],
  ['¡Hola!', '¡Hola!'],
  ['你好', '你好！'],
  ['Thank you', 'Hello!'],
])('replies to “%s” in its language', (message, start) => {
  expect(replyToGreeting(message)).toMatch(new RegExp(`^${start}`))
})

test.each(['Hi, when do you open?', 'hi-fi', 'Is hello a word?', '', '?'])('leaves “%s” to the documents', (message) =>
  expect(replyToGreeting(message)).toBeNull(),
)
