import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { host: 'searx.example.org' }
const found = (title: string) => ({
  title,
  url: 'https://example.com',
  content: 'Text',
  engine: 'duckduckgo',
  score: 1,
})

test('searches on the host of the connection, over pages', async () => {
  const { outputs, requests } = await callWire({
    action: 'searxng/search-web',
    input: { query: 'patchbay', limit: 3 },
    fields,
    replies: [{ json: { results: [found('a'), found('b')] } }, { json: { results: [found('c'), found('d')] } }],
  })
  expect(requests.map(({ url }) => url)).toEqual([
    'https://searx.example.org/search?q=patchbay&format=json&pageno=1',
    'https://searx.example.org/search?q=patchbay&format=json&pageno=2',
  ])
  const result = { url: 'https://example.com', text: 'Text' }
  expect(outputs).toEqual({ results: ['a', 'b', 'c'].map((title) => ({ ...result, title })) })
})

test('stops at an empty page', async () => {
  const { outputs, requests } = await callWire({
    action: 'searxng/search-web',
    input: { query: 'x' },
    fields,
    replies: [{ json: { results: [] } }],
  })
  expect([requests.length, outputs]).toEqual([1, { results: [] }])
})

test.each(['evil.test/path', 'a@b.test', ''])('rejects the host “%s”', async (host) => {
  const { error, requests } = await callWire({
    action: 'searxng/search-web',
    input: { query: 'x' },
    fields: { host },
    replies: [{ json: {} }],
  })
  expect([error?.code, requests.length]).toEqual(['INVALID_INPUT', 0])
})

testCommonFailures({ action: 'searxng/search-web', label: 'SearXNG', input: { query: 'x' }, fields })
