import { expect, test } from 'vitest'
import { copiesLast, wholeTextOf } from './duplicates-last'

const orderOf = (texts: readonly (string | undefined)[]) => copiesLast([...texts.keys()], (index) => texts[index])

test('keeps the first of each text and moves its copies to the end', () => {
  expect(orderOf(['a', 'b', 'a', 'c', 'b', 'a'])).toEqual({ first: [0, 1, 3], copies: [2, 4, 5] })
})

test('ignores white space, but not a different number', () => {
  expect(orderOf(['Price:  12', ' Price:\n12 ', 'Price: 13'])).toEqual({ first: [0, 2], copies: [1] })
})

test('detects copies of a one-word text, but not texts with the same ending', () => {
  const longText = 'x'.repeat(100)
  expect(orderOf([longText, `y${longText}`, `${longText}\n`, 'is red.', 'was red.'])).toEqual({
    first: [0, 1, 3, 4],
    copies: [2],
  })
})

test('does not treat unknown texts as copies', () => {
  expect(orderOf([undefined, undefined])).toEqual({ first: [0, 1], copies: [] })
})

test('does not treat the same sentence under another heading as a copy', () => {
  const rows = ['A', 'B', 'A'].map((context) => ({ context, text: 'It weighs 2 kg.' }))
  expect(copiesLast([0, 1, 2], (index) => rows[index] && wholeTextOf(rows[index]))).toEqual({
    first: [0, 1],
    copies: [2],
  })
})
