import { describe, expect, test } from 'vitest'
import { distinctiveWords } from './distinctive-words'
import { FOUND_NEAR, HELD_NEAR, NEW_NEAR, REWORDED, SAME_QUESTIONS, TUNE_NEAR } from './testing/near-questions'

const agree = ([one, other]: readonly [string, string]) =>
  JSON.stringify(distinctiveWords(one)) === JSON.stringify(distinctiveWords(other))

describe.each(Object.entries({ tuned: TUNE_NEAR, held: HELD_NEAR, new: NEW_NEAR }))(
  'similar questions, %s',
  (_, kinds) => {
    test.each(Object.entries(kinds))('differing by a %s never share an answer', (_kind, pairs) => {
      expect(pairs.filter(agree)).toEqual([])
    })
  },
)

test('distinguishes questions that differ in subject or object', () => {
  expect(FOUND_NEAR.filter(agree)).toEqual([])
})

test('has at least 60 new pairs', () => {
  expect(Object.values(NEW_NEAR).flat().length).toBeGreaterThanOrEqual(60)
})

test('shares answers between light rewordings', () => {
  expect(REWORDED.filter((pair) => !agree(pair))).toEqual([])
})

test('shares answers between most questions with the same meaning', () => {
  expect(SAME_QUESTIONS.filter(agree).length).toBeGreaterThanOrEqual(16)
})

test('counts names at any position and in any spelling, but not endings and possessives', () => {
  expect(distinctiveWords('What does Anna’s invoice say?')).toEqual(distinctiveWords('what do annas invoices say'))
  expect(distinctiveWords('Is Will at work?')).toEqual(['will'])
  expect(distinctiveWords('Will it work?')).toEqual(['(future)'])
  expect(distinctiveWords('Send it to ann@shop.example, not to 4711.')).toEqual([
    'send',
    'ann@shop.example',
    '(not)',
    '4711',
  ])
  expect(distinctiveWords('')).toEqual([])
})
