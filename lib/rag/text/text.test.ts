import { describe, expect, test } from 'vitest'
import { detectLanguage } from './detect-language'
import { splitSentences } from './split-sentences'
import { termsOf } from './terms'

describe('termsOf', () => {
  test('gives stems without stop words and accents', () => {
    expect(termsOf("What were the Normans' famous cafés running on?")).toEqual(['norman', 'famous', 'cafe', 'run'])
  })
  test('gives pairs of characters for Chinese, and words for what stands between', () => {
    expect(termsOf('黑豹队 NFL 第六')).toEqual(['黑豹', '豹队', 'nfl', '第六'])
    expect(termsOf('在NFL中')).toEqual(['在', 'nfl', '中'])
  })
  test('skips runs that are no words', () => {
    expect(termsOf(`a ${'x'.repeat(10_000)} word`)).toEqual(['word'])
  })
})

describe('splitSentences', () => {
  const split = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end))
  test('keeps abbreviations, initials, decimals and quotes together', () => {
    expect(split('Dr. A. Smith paid 3.5 dollars. "Is it much?" he asked. It is, e.g. in the U.S. market.')).toEqual([
      'Dr. A. Smith paid 3.5 dollars.',
      '"Is it much?" he asked.',
      'It is, e.g. in the U.S. market.',
    ])
  })
  test('splits Chinese at its own marks and lists at their items', () => {
    expect(split('他来了。你呢？')).toEqual(['他来了。', '你呢？'])
    expect(split('Bring:\n- bread\n- salt')).toEqual(['Bring:', '- bread', '- salt'])
  })
  test('loses nothing but white space', () => {
    const text = 'One. Two!  Three\n\nFour? (Five.) Six… seven'
    expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })
})

test.each([
  ['en', 'What is the best way to get to the station?'],
  ['de', 'Die Rechnung ist nicht bezahlt und wird von der Firma auf das Konto gebucht.'],
  ['fr', 'Le chat est sur la table et les enfants jouent dans le jardin.'],
  ['zh', '黑豹队的防守只丢了 308分'],
  ['ja', 'これは日本語の文章です。'],
  ['ru', 'Это русский текст.'],
  ['und', '42 — 17'],
])('tells %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
})
