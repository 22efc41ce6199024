import { expect, test, vi } from 'vitest'
import { loadInformativeTokens } from '@/lib/models/builtin/informative-tokens'
import { loadTokenizer } from '@/lib/models/builtin/tokenizer'
import { countInformativePieces } from './informative-pieces'
import { wordsOf } from './terms'

const TEXTS = [
  'The Mueller–Hinton agar (pH 7.3) isn’t sterilised; café owners don’t mind it.',
  'In 1259 Möngke Khan died, and 19.3% of 158,349 households had C++ books.',
  'Dyrrachium’s thermoelectrochemical rhythmicity: anti-dis-establishment!',
]

test("counts as many tokens per word as the model's tokenizer", () => {
  const tokenizer = loadTokenizer()
  const { isInformative } = loadInformativeTokens()
  for (const text of TEXTS) {
    const ids = tokenizer.encode(text, { add_special_tokens: false }).ids.filter(isInformative)
    const pieceCount = wordsOf(text).reduce((count, word) => count + countInformativePieces(word), 0)
    expect(pieceCount, text).toBe(ids.length)
  }
})

test('counts no token for unknown and overlong words', () => {
  expect(countInformativePieces('ᚠᚢᚦ')).toBe(0)
  expect(countInformativePieces('a'.repeat(101))).toBe(0)
  expect(countInformativePieces('a'.repeat(100))).toBeGreaterThan(0)
})

test('does not look up a word of a hundred thousand letters', () => {
  const has = vi.spyOn(Set.prototype, 'has')
  const hasKey = vi.spyOn(Map.prototype, 'has')
  expect(countInformativePieces('b'.repeat(100_000))).toBe(0)
  const lookups = has.mock.calls.length + hasKey.mock.calls.length
  vi.restoreAllMocks()
  expect(lookups).toBeLessThan(100)
})
