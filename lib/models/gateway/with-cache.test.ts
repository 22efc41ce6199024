import { expect, test } from 'vitest'
import type { ChatReader, ChatRequest } from '@/lib/engine/model-requests'
import { freeGateway } from '../testing/free-gateway'
import type { CacheLookup } from './gateway-services'
import { requestFacts } from './request-facts'
import { withCache } from './with-cache'

/** The cache lookup of a request: similar questions share the scope and have an embedding. */
async function lookupOf(content: string, overrides: Partial<ChatRequest> = {}): Promise<CacheLookup> {
  let seen: CacheLookup | null = null
  const request: ChatRequest = {
    model: { connection: 'c', model: 'm' },
    messages: [{ role: 'user', content }],
    signal: AbortSignal.timeout(5_000),
    ...overrides,
  }
  const answer = async (emit: ChatReader) => emit({ type: 'finish', reason: 'stop' })
  const services = freeGateway({
    cache: {
      find: async (lookup) => {
        seen = lookup
        return null
      },
      store: async () => {},
    },
  })
  const embed = async () => new Float32Array([1])
  const cache = { mode: 'semantic' as const, ttlSeconds: 60 }
  await withCache({ request, cache, facts: requestFacts(request), services, embed, send: answer }, () => {})
  if (!seen) throw new Error('The cache was not queried.')
  return seen
}
const canShareAnswer = (item: CacheLookup, other: CacheLookup) =>
  item.embedding !== null && other.embedding !== null && item.scopeHash === other.scopeHash

test('reuses an answer for the same question in other words', async () => {
  const [one, other] = [await lookupOf('How long is the warranty?'), await lookupOf('What is the warranty period?')]
  expect(canShareAnswer(one, other)).toBe(true)
  expect(one.requestHash).not.toBe(other.requestHash)
})

test.each([
  ['an account', 'What is the balance of account 4711?', 'What is the balance of account 4712?'],
  ['an address', 'What did anna@shop.example order with us?', 'What did berta@shop.example order with us?'],
  ['a version', 'How do I install the version 2.1 of it?', 'How do I install the version 2.10 of it?'],
])('never reuses an answer for a question that differs in %s', async (_, item, other) => {
  expect(canShareAnswer(await lookupOf(item), await lookupOf(other))).toBe(false)
})

test('matches prompts longer than the embedding model reads by exact text only', async () => {
  const documents = 'The salary of the person who asks is in this document, and nobody else may read it. '.repeat(30)
  const lookup = await lookupOf(`${documents} What do I earn?`)
  expect(lookup.embedding).toBeNull()
})

test('includes documents, images, model and instructions in the cache key', async () => {
  const system = (content: string) => [
    { role: 'system' as const, content },
    { role: 'user' as const, content: 'What is in this picture here?' },
  ]
  const picture = (base64: string) => [
    { role: 'user' as const, content: 'What is in this picture here?', images: [{ mediaType: 'image/png', base64 }] },
  ]
  const all = await Promise.all([
    lookupOf('', { messages: system('Passage for Anna') }),
    lookupOf('', { messages: system('Passage for Berta') }),
    lookupOf('', { messages: picture('AAAA') }),
    lookupOf('', { messages: picture('BBBB') }),
    lookupOf('What is in this picture here?'),
    lookupOf('What is in this picture here?', { model: { connection: 'c', model: 'other' } }),
    lookupOf('What is in this picture here?', { tools: [{ name: 't', description: '', parameters: {} }] }),
  ])
  expect(new Set(all.map(({ scopeHash }) => scopeHash)).size).toBe(all.length)
  expect(new Set(all.map(({ requestHash }) => requestHash)).size).toBe(all.length)
})
