import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Beginnings } from './prefixes'

test('never rejects a word of the set, nor one with the same first two letters', () => {
  const word = fc.oneof(fc.string({ maxLength: 5 }), fc.string({ unit: 'grapheme', maxLength: 5 }))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), word, (words, end) => {
      const beginnings = new Beginnings(words)
      for (const known of words) {
        expect(beginnings.mayContain(known)).toBe(true)
        if (known.length >= 2) expect(beginnings.mayContain(known.slice(0, 2) + end)).toBe(true)
      }
    }),
  )
})

test('rejects other words', () => {
  const beginnings = new Beginnings(['pump', 'pressure', '12'])
  for (const other of ['valve', 'a', '', '7', 'apple']) expect(beginnings.mayContain(other)).toBe(false)
  expect(new Beginnings([]).mayContain('pump')).toBe(false)
})
