import { expect, test } from 'vitest'
import { costMicros } from './prices'

const pricedAt = new Date('2026-11-24T12:00:00Z')
const cost = (provider: string, model: string, overrides: Partial<Parameters<typeof costMicros>[0]> = {}) =>
  costMicros({
    provider,
    model,
    host: 'service.example',
    inputTokens: 1_000,
    outputTokens: 100,
    at: pricedAt,
    ...overrides,
  })

test('finds the price of a known model, with or without a date in its name', () => {
  expect(cost('openai', 'gpt-4o-mini')).toBe(210)
  expect(cost('openai', 'gpt-4o-mini-2024-07-18')).toBe(210)
  expect(cost('anthropic', 'claude-sonnet-4-20250514')).toBe(4_500)
  expect(cost('google', 'models/gemini-2.5-flash')).toBe(550)
})

test('has no price for an unknown model, and zero for own hardware', () => {
  expect(cost('openai', 'gpt-99')).toBeNull()
  expect(cost('openai-compatible', 'gpt-4o')).toBeNull()
  expect(cost('constructor', 'name')).toBeNull()
  for (const provider of ['ollama', 'vllm', 'lmstudio', 'llama-cpp', 'tgi'])
    expect([provider, cost(provider, 'whatever', { host: '192.168.1.7:8000' })]).toEqual([provider, 0])
  expect(cost('builtin', 'whatever', { host: '' })).toBe(0)
})

test("does not treat a public host as free because of its server's name", () => {
  for (const provider of ['ollama', 'vllm', 'lmstudio', 'llama-cpp', 'tgi', 'builtin'])
    expect([provider, cost(provider, 'llama3.3', { host: 'gpu.example.com' })]).toEqual([provider, null])
})

test('prices a call by its date', () => {
  const flash = (day: string) => cost('google', 'gemini-3.8-flash', { at: new Date(day) })
  expect(flash('2026-12-31T23:59:59Z')).toBe(1_125)
  expect(flash('2027-01-01T00:00:00Z')).toBe(2_250)
  expect(flash('2026-09-01T23:59:59Z')).toBeNull()
  // A price with an end date does not apply on the following day.
  expect(cost('deepseek', 'deepseek-chat', { at: new Date('2026-01-01') })).toBe(322)
  expect(cost('deepseek', 'deepseek-chat')).toBeNull()
  // o3 became five times cheaper in June 2025.
  expect(cost('openai', 'o3', { at: new Date('2025-06-09') })).toBe(14_000)
  expect(cost('openai', 'o3', { at: new Date('2025-06-10') })).toBe(2_800)
})

test('charges cached tokens at their own price, limited to the input', () => {
  expect(cost('openai', 'gpt-4.1', { cachedInputTokens: 400 })).toBe(600 * 2 + 400 * 0.5 + 800)
  expect(cost('openai', 'gpt-4.1', { cachedInputTokens: 9_000 })).toBe(1_000 * 0.5 + 800)
  // Without a price of their own they count as input.
  expect(cost('mistral', 'mistral-large-2512', { cachedInputTokens: 400 })).toBe(650)
})

test('charges cache writes at their own price, limited to the rest of the input', () => {
  // $3 per million, $3.75 to write to the cache, $0.30 to read from it.
  expect(cost('anthropic', 'claude-sonnet-4-20250514', { cacheWriteTokens: 400 })).toBe(600 * 3 + 400 * 3.75 + 1_500)
  const cached = { cachedInputTokens: 700, cacheWriteTokens: 700 }
  expect(cost('anthropic', 'claude-sonnet-4-20250514', cached)).toBe(700 * 0.3 + 300 * 3.75 + 1_500)
  expect(cost('openai', 'gpt-4.1', { cacheWriteTokens: 400 })).toBe(cost('openai', 'gpt-4.1'))
})

test('uses batch prices for batches, and no price if there is no batch price', () => {
  expect(cost('openai', 'gpt-4.1', { isBatch: true, cachedInputTokens: 400 })).toBe(1_000 + 400)
  expect(cost('groq', 'openai/gpt-oss-20b', { isBatch: true })).toBeNull()
})

test('bills searches by count, with an unknown cost when the service does not report it', () => {
  const pricedAt = new Date('2026-11-24')
  const rerank = (searches?: number | null) =>
    cost('cohere', 'rerank-v3.5', { at: pricedAt, searches: searches ?? null })
  expect([rerank(1), rerank(3), rerank(0), rerank(null)]).toEqual([2_000, 6_000, 0, null])
})

test('bills all of a long request at its tier', () => {
  const longPrompt = { inputTokens: 200_001, outputTokens: 0 }
  expect(cost('google', 'gemini-2.5-pro', { ...longPrompt, inputTokens: 200_000 })).toBe(250_000)
  expect(cost('google', 'gemini-2.5-pro', longPrompt)).toBe(500_003)
})

test('rounds the sum once, half up, including for huge numbers', () => {
  // $0.075 per million: 20 tokens are 1.5 millionths.
  expect(cost('groq', 'openai/gpt-oss-20b', { inputTokens: 20, outputTokens: 0 })).toBe(2)
  expect(cost('groq', 'openai/gpt-oss-20b', { inputTokens: 6, outputTokens: 0 })).toBe(0)
  expect(cost('openai', 'gpt-5.1', { inputTokens: 10_000_000_001, outputTokens: 0 })).toBe(12_500_000_001)
  expect(cost('openai', 'gpt-4.1', { inputTokens: -5, outputTokens: Number.NaN })).toBe(0)
})
