import { expect, test } from 'vitest'
import { copiesLast, wholeTextOf } from './duplicates-last'

const of = (texts: readonly (string | undefined)[]) => copiesLast([...texts.keys()], (place) => texts[place])

test('the first of each text stays, its copies go last', () => {
  expect(of(['a', 'b', 'a', 'c', 'b', 'a'])).toEqual({ first: [0, 1, 3], copies: [2, 4, 5] })
})

test('white space makes no other text, a figure does', () => {
  expect(of(['Price:  12', ' Price:\n12 ', 'Price: 13'])).toEqual({ first: [0, 2], copies: [1] })
})

test('a text of one long word has copies, and what only ends alike is none', () => {
  const long = 'x'.repeat(100)
  expect(of([long, `y${long}`, `${long}\n`, 'is red.', 'was red.'])).toEqual({ first: [0, 1, 3, 4], copies: [2] })
})

test('of what no text is known nothing is a copy', () => {
  expect(of([undefined, undefined])).toEqual({ first: [0, 1], copies: [] })
})

test('the same sentence about another thing is no copy', () => {
  const rows = ['A', 'B', 'A'].map((context) => ({ context, text: 'It weighs 2 kg.' }))
  expect(copiesLast([0, 1, 2], (place) => rows[place] && wholeTextOf(rows[place]))).toEqual({
    first: [0, 1],
    copies: [2],
  })
})
