import { expect, test } from 'vitest'
import { costMicros } from './prices'

const cost = (provider: string, model: string) => costMicros({ provider, model, inputTokens: 1_000, outputTokens: 100 })

test('a known model has a price, with or without the date in its name', () => {
  expect(cost('openai', 'gpt-4o-mini')).toBe(210)
  expect(cost('openai', 'gpt-4o-mini-2024-07-18')).toBe(210)
  expect(cost('anthropic', 'claude-sonnet-4-20250514')).toBe(4_500)
})

test('an unknown model has none, and one’s own hardware costs nothing', () => {
  expect(cost('openai', 'gpt-99')).toBeNull()
  expect(cost('openai-compatible', 'gpt-4o')).toBeNull()
  expect(cost('constructor', 'name')).toBeNull()
  expect(cost('ollama', 'llama3.2')).toBe(0)
})
