import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from './diff-words'

test('names the words that came and went', () => {
  expect(diffWords('It costs ten euros', 'It costs twelve euros')).toEqual([
    { kind: 'same', text: 'It costs ' },
    { kind: 'removed', text: 'ten' },
    { kind: 'added', text: 'twelve' },
    { kind: 'same', text: ' euros' },
  ])
})

test('both texts can be read from it', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n'), { maxLength: 30 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = diffWords(before, after)
      const read = (left: string) =>
        parts
          .filter(({ kind }) => kind !== left)
          .map(({ text }) => text)
          .join('')
      expect([read('added'), read('removed')]).toEqual([before, after])
    }),
  )
})
