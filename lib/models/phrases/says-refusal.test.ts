import { expect, test } from 'vitest'
import { saysRefusal } from './says-refusal'

test.each([
  'I’m sorry, but I can’t help with that.',
  'I cannot assist with this request.',
  'This is against our guidelines.',
  'Dabei kann ich leider nicht helfen.',
  'Lo siento, pero no puedo ayudar con eso.',
  '抱歉，我无法回答这个问题。',
])('recognizes the refusal “%s”', (answer) => {
  expect(saysRefusal(answer)).toBe(true)
})

test.each([
  'Press Ctrl+C to kill the process.',
  'I am sorry to hear that. Here is how you fix it.',
  'You cannot help liking this song.',
  '请先关闭电源。',
])('accepts the answer “%s”', (answer) => {
  expect(saysRefusal(answer)).toBe(false)
})
