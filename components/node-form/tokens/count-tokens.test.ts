import { expect, test } from 'vitest'
import { countTokens, loadTokenizer, tokenizerOf } from './count-tokens'

test('knows the tokenizer of documented models only', () => {
  expect(tokenizerOf('openai', 'gpt-4o-mini')).toBe('o200k_base')
  expect(tokenizerOf('openai', 'gpt-5.1')).toBe('o200k_base')
  expect(tokenizerOf('openai', 'gpt-4-turbo')).toBe('cl100k_base')
  expect(tokenizerOf('anthropic', 'claude-sonnet-4')).toBe(null)
  expect(tokenizerOf('openai-compatible', 'gpt-4o')).toBe(null)
})

test('estimates first, and counts exactly once the tokenizer is loaded', async () => {
  const text = 'The quick brown fox jumps over the lazy dog.'
  expect(countTokens(text, 'o200k_base')).toEqual({ tokens: 11, isExact: false })
  await loadTokenizer('o200k_base')
  expect(countTokens(text, 'o200k_base')).toEqual({ tokens: 10, isExact: true })
  expect(countTokens(text, null)).toEqual({ tokens: 11, isExact: false })
})
