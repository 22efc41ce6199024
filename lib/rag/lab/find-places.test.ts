import { expect, test } from 'vitest'
import { findPlaces, toTargets } from './find-places'
import { holdsAnswer } from './holds-answer'

const SENTENCES = [
  'The warranty of the espresso machine lasts for twenty-four months from the day of purchase.',
  'It covers defects of material and workmanship, but not scale, and not damage by foreign parts.',
  'Send the machine in its own box to the workshop in Basel, with a copy of the receipt.',
  'Repairs take ten working days; a machine on loan can be had for the time.',
]
const CHUNK = SENTENCES.join(' ')
const other = 'Descale the machine once a month with citric acid, and rinse it twice with fresh water afterwards.'

const passage = (text: string, documentId = 'd1', documentName = 'manual.pdf') => ({ documentId, documentName, text })
const expected = (quote: string, documentId: string | null = 'd1', documentName = 'manual.pdf') =>
  toTargets([{ documentId, documentName, quote }])

test('finds a chunk despite different case, punctuation and line breaks', () => {
  expect(findPlaces([passage(other), passage(CHUNK.toUpperCase().replaceAll('. ', '.\n\n'))], expected(CHUNK))).toEqual(
    [2],
  )
})

test('finds rechunked text: in a larger passage, in two halves, and in single sentences', () => {
  expect(findPlaces([passage(`${other} ${CHUNK} ${other}`)], expected(CHUNK))).toEqual([1])
  const halves = [SENTENCES.slice(0, 2).join(' '), SENTENCES.slice(2).join(' ')]
  for (const half of halves) expect(findPlaces([passage(other), passage(half)], expected(CHUNK))).toEqual([2])
  for (const sentence of SENTENCES) expect(findPlaces([passage(sentence)], expected(CHUNK))).toEqual([1])
})

test('does not match on a heading or a few common words', () => {
  expect(findPlaces([passage('The warranty of the espresso machine')], expected(CHUNK))).toEqual([null])
  expect(findPlaces([passage(other)], expected(CHUNK))).toEqual([null])
})

test('ignores a small overlap at the border of two chunks', () => {
  const overlapping = `${SENTENCES[3]} ${other} ${other.replace('month', 'week')} Keep the tank clean and the grinder dry at all times, please.`
  expect(findPlaces([passage(overlapping)], expected(CHUNK))).toEqual([null])
})

test('treats the same text in another document as another passage, but a new upload of the same name as the same document', () => {
  expect(findPlaces([passage(CHUNK, 'd2', 'copy.pdf')], expected(CHUNK))).toEqual([null])
  expect(findPlaces([passage(CHUNK, 'd9', 'manual.pdf')], expected(CHUNK))).toEqual([1])
  expect(findPlaces([passage(CHUNK, 'd2', 'copy.pdf')], expected(CHUNK, null, ''))).toEqual([1])
})

test('accepts any passage of the document without a quote', () => {
  expect(findPlaces([passage(other, 'd2', 'b'), passage(other)], expected(''))).toEqual([2])
})

test('requires short quotes verbatim', () => {
  expect(findPlaces([passage('Call +41 61 5550 at night.')], expected('61 5550'))).toEqual([1])
  expect(findPlaces([passage('Call 61 55501.')], expected('61 5550'))).toEqual([null])
})

test('compares Chinese by characters', () => {
  const quote = '保修期为自购买之日起二十四个月。'
  expect(findPlaces([passage(`产品说明。${quote}请保留收据。`)], expected(quote))).toEqual([1])
  expect(findPlaces([passage('请每月用柠檬酸除垢一次，并用清水冲洗两遍。')], expected(quote))).toEqual([null])
})

test('finds an answer regardless of case, punctuation and articles, as whole words', () => {
  expect(holdsAnswer([other, 'It lasts “Twenty-four months”.'], 'the twenty four months')).toBe(true)
  expect(holdsAnswer(['It lasts 240 months.'], '24')).toBe(false)
  expect(holdsAnswer([other], ' ')).toBeNull()
  expect(holdsAnswer(['保修期为二十四个月。'], '二十四个月')).toBe(true)
})
