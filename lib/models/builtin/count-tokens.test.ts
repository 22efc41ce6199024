import { expect, test } from 'vitest'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { createTokenCounter } from './count-tokens'
import { loadTokenizer } from './tokenizer'

test('counts as the tokenizer does, word by word', () => {
  const tokenizer = loadTokenizer()
  const countTokens = createTokenCounter()
  const samples = [
    '',
    'Hello, world!',
    "It's 3.14 — naïve café; e-mail: a@b.org",
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
