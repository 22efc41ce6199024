import { expect, test } from 'vitest'
import { TrigramIndex } from './trigram-index'

const VOCABULARY = [
  'accommod',
  'common',
  'govern',
  'govt',
  'receipt',
  'receiv',
  'recess',
  'warranti',
  '2024',
  'cat',
  '保修',
]
const nearTerms = (term: string) => new TrigramIndex(VOCABULARY).near(term, 3).map((found) => found.term)

test.each([
  ['reciev', ['receiv']],
  ['acomod', []],
  ['acommod', ['accommod']],
  ['warrenti', ['warranti']],
  ['goverm', ['govern']],
  ['gvern', ['govern']],
])('%s may mean %j', (term, expected) => {
  expect(nearTerms(term)).toEqual(expected)
})

test.each(['2023', 'cut', 'xeceiv', '保险', 'zebra', ''])('%j is not corrected', (term) => {
  expect(nearTerms(term)).toEqual([])
})

test('searches a large vocabulary quickly, with every word nearest to itself', () => {
  const words = Array.from({ length: 20_000 }, (_, index) => `w${letters(index * 7_919)}`)
  const index = new TrigramIndex(words)
  for (const word of words.slice(0, 50)) expect(index.near(word, 1)).toEqual([{ term: word, similarity: 1 }])
})

function letters(number: number): string {
  return [...number.toString(26).padStart(6, '0')]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('')
}
