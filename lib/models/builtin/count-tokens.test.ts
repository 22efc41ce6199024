import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { createTokenCounter } from './count-tokens'
import { loadTokenizer } from './tokenizer'

test('counts the same tokens as the tokenizer', () => {
  const tokenizer = loadTokenizer()
  const countTokens = createTokenCounter()
  const samples = [
    '',
    'Hello, world!',
    "It's 3.14 — naïve café; email: a@b.org",
    '黑豹队的防守 308分',
    'x'.repeat(200),
    ' \n\t a\u00a0b',
  ]
  for (const text of samples) {
    expect(countTokens(text)).toBe(tokenizer.encode(text, { add_special_tokens: false }).ids.length)
  }
})

test('counts a megabyte without spaces in well under a second of CPU', async () => {
  const count = createTokenCounter()
  expect(await cpuMsOf(() => expect(count('a'.repeat(1_000_000))).toBeGreaterThan(0))).toBeLessThan(1_000)
})

test('counts plain words like the tokenizer', () => {
  const tokenizer = loadTokenizer()
  const countTokens = createTokenCounter()
  const character = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code))
  const letters = fc.string({ unit: fc.constantFrom(...'aeioustrnx0159-._'), maxLength: 130 })
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: character, maxLength: 60 }), letters), (text) => {
      expect(countTokens(text)).toBe(tokenizer.encode(text, { add_special_tokens: false }).ids.length)
    }),
    { numRuns: 1_000 },
  )
})

test('counts 100,000 distinct numbers in seconds of CPU time', async () => {
  const count = createTokenCounter()
  const text = Array.from({ length: 100_000 }, (_, index) => `0.${(index * 7_919_123_457) % 99_991_234_567}`).join(' ')
  expect(await cpuMsOf(() => expect(count(text)).toBeGreaterThan(300_000))).toBeLessThan(5_000)
})
