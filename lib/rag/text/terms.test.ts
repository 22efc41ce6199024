import { expect, test } from 'vitest'
import { wordsOf } from './terms'

test.each([
  "Don't say 'tis; it's O'Brien's 5'10",
  'C++ and c# are not a++b, c#9 or ++',
  "1,299 and 1'299, not 1990,1991 nor x86,100 nor 1.234.567.890",
  'E-4021 wi-fi foo_bar v1.2.3 a/b\n\ttab',
  "'",
])('%j is split into the same words alone and beside a non-ASCII letter', (text) => {
  expect(wordsOf(text)).toEqual(wordsOf(`${text} \u00fc`).slice(0, -1))
})
