import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const found = { title: 'Patchbay', url: 'https://example.com', description: 'A studio.', age: '2 days ago' }
const result = { title: 'Patchbay', url: 'https://example.com', text: 'A studio.', age: '2 days ago' }

test('searches the web with the key in its header', async () => {
  const { outputs, requests } = await callWire({
    action: 'brave-search/search-web',
    input: { query: 'patchbay studio', country: 'de' },
    replies: [{ json: { type: 'search', web: { type: 'search', results: [found] } } }],
  })
  expect(requests[0]).toMatchObject({
    url: 'https://api.search.brave.com/res/v1/web/search?q=patchbay%20studio&country=de&count=10',
    headers: { 'x-subscription-token': 'secret-key' },
  })
  expect(outputs).toEqual({ results: [result] })
})

test('returns an empty list when nothing is found', async () => {
  const { outputs } = await callWire({
    action: 'brave-search/search-web',
    input: { query: 'x' },
    replies: [{ json: { type: 'search' } }],
  })
  expect(outputs).toEqual({ results: [] })
})

test('searches news', async () => {
  const { outputs, requests } = await callWire({
    action: 'brave-search/search-news',
    input: { query: 'x' },
    replies: [{ json: { type: 'news', results: [found] } }],
  })
  expect(requests[0]?.url).toBe('https://api.search.brave.com/res/v1/news/search?q=x&count=10')
  expect(outputs).toEqual({ results: [result] })
})

testCommonFailures({ action: 'brave-search/search-web', label: 'Brave Search', input: { query: 'x' } })
