import { expect, test } from 'vitest'
import { saysUnknown } from './says-unknown'

test.each([
  'I found no answer to this in the documents. The closest passages are in “Manual”.',
  'I don’t know. Please ask the support.',
  "I'm sorry, but I couldn't find that in the handbook.",
  'The provided context does not mention a delivery time.',
  'The context provided does not contain this.',
  'No information was found on that.',
  'Dokumenty nie wydają się zawierać odpowiedzi na to pytanie. Najbliższe fragmenty są w: “Umowa”.',
  'Das weiß ich leider nicht.',
  'Je ne sais pas.',
  '抱歉，文档中没有提到退货期限。',
])('“%s” states that there is no answer', (answer) => expect(saysUnknown(answer)).toBe(true))

test.each([
  'The warranty lasts 24 months [1].',
  'You should know that returns are free.',
  'I know that this is urgent: call 112.',
  'The documents say that it does not matter.',
  '',
])('“%s” does not state that there is no answer', (answer) => expect(saysUnknown(answer)).toBe(false))
