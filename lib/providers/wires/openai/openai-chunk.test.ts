import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OpenAiChunk, OpenAiCompletion, plainCompletionOf, plainCountOf, tokensOf } from './openai-chunk'

test('reads the usage of a chunk on the fast path with the same result as the schema', () => {
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
  let readCount = 0
  fc.assert(
    fc.property(chunk, (value) => {
      const plainCount = plainCountOf(value)
      if (plainCount === null) return
      readCount += 1
      const parsed = OpenAiChunk.parse(value)
      expect(plainCount).toEqual(tokensOf(parsed))
      expect([parsed.choices ?? [], parsed.error ?? null]).toEqual([[], null])
    }),
    { numRuns: 1_000 },
  )
  expect(readCount).toBeGreaterThan(10)
})

test('rejects an impossible count', () => {
  const usage = { prompt_tokens: -1, completion_tokens: '7', prompt_tokens_details: 'none', cached_tokens: 3 }
  expect(plainCountOf({ choices: [], usage })).toEqual({ inputTokens: 0, outputTokens: 0, cachedInputTokens: 3 })
  expect(plainCountOf({ choices: [], usage: 'none' })).toBe(null)
})

test('reads a completion on the fast path with the same result as the schema', () => {
  const mostly = (usual: unknown, ...others: unknown[]): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others))
  const message = fc.record(
    {
      role: fc.constantFrom('assistant', 7),
      content: mostly('Hi', '', null, undefined, 7, [{ type: 'text', text: 'Hi' }]),
      refusal: fc.constantFrom(null, 'No.'),
      annotations: fc.constantFrom([], null),
      reasoning_content: mostly(null, undefined, 'Hm', 7),
      tool_calls: mostly(null, undefined, [], [{ id: 'a', function: { name: 'b', arguments: '{}' } }]),
    },
    { requiredKeys: ['content'] },
  )
  const choice = fc.record({ message, finish_reason: mostly('stop', null, undefined, 7), index: fc.nat() })
  const completion = fc.record(
    {
      choices: fc.oneof(fc.array(choice, { minLength: 1, maxLength: 2 }), fc.constantFrom(null, [], {})),
      usage: fc.oneof(fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat() }), fc.constantFrom(null, 7)),
      x_groq: mostly(null, undefined, { usage: { prompt_tokens: 3 } }),
      error: mostly(undefined, null, { message: 'No.' }),
    },
    { requiredKeys: ['choices'] },
  )
  let readCount = 0
  fc.assert(
    fc.property(completion, (value) => {
      const plain = plainCompletionOf(value)
      if (plain === null) return
      readCount += 1
      const { choices, error, ...rest } = OpenAiCompletion.parse(value)
      const [choice] = choices ?? []
      expect(plain.choices).toEqual([
        { message: { content: choice?.message?.content }, finish_reason: choice?.finish_reason ?? null },
      ])
      expect([choice?.message?.reasoning_content ?? null, choice?.message?.tool_calls ?? null]).toEqual([null, null])
      expect([choices?.length, error ?? null, tokensOf(plain)]).toEqual([
        1,
        null,
        tokensOf({ choices, error, ...rest }),
      ])
    }),
    { numRuns: 2_000 },
  )
  expect(readCount).toBeGreaterThan(100)
})
