import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OpenAiChunk, plainCountOf, tokensOf } from './openai-chunk'

test('a chunk that is read by hand for what it counts says the same by the schema, and nothing else', () => {
  const number = fc.oneof(fc.nat(), fc.constantFrom(-1, 1.5, Number.POSITIVE_INFINITY, '7', null, undefined, {}))
  const usage = fc.record(
    {
      prompt_tokens: number,
      completion_tokens: number,
      prompt_tokens_details: fc.oneof(fc.record({ cached_tokens: number }), number),
      prompt_cache_hit_tokens: number,
      cached_tokens: number,
    },
    { requiredKeys: [] },
  )
  const choice = fc.constantFrom({ delta: {} }, { delta: { content: 'Hi' } }, { finish_reason: 'stop' })
  const chunk = fc.record(
    {
      choices: fc.oneof(fc.array(choice, { maxLength: 1 }), fc.constantFrom(null, {})),
      usage: fc.oneof(usage, number, fc.constantFrom([])),
      x_groq: fc.oneof(fc.record({ usage }), fc.constantFrom(null)),
      error: fc.constantFrom(null, { message: 'No.' }),
    },
    { requiredKeys: [] },
  )
  let read = 0
  fc.assert(
    fc.property(chunk, (value) => {
      const counted = plainCountOf(value)
      if (counted === null) return
      read += 1
      const parsed = OpenAiChunk.parse(value)
      expect(counted).toEqual(tokensOf(parsed))
      expect([parsed.choices ?? [], parsed.error ?? null]).toEqual([[], null])
    }),
    { numRuns: 1_000 },
  )
  expect(read).toBeGreaterThan(10)
})

test('a count that cannot be is none', () => {
  const usage = { prompt_tokens: -1, completion_tokens: '7', prompt_tokens_details: 'none', cached_tokens: 3 }
  expect(plainCountOf({ choices: [], usage })).toEqual({ inputTokens: 0, outputTokens: 0, cachedInputTokens: 3 })
  expect(plainCountOf({ choices: [], usage: 'none' })).toBe(null)
})
