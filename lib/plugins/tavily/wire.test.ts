import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

test('searches the web', async () => {
  const { outputs, requests } = await callWire({
    action: 'tavily/search-web',
    input: { query: 'Who is Leo Messi?', limit: '2' },
    replies: [
      {
        json: {
          query: 'Who is Leo Messi?',
          results: [{ title: 'Lionel Messi', url: 'https://example.com', content: 'A footballer.', score: 0.81 }],
          response_time: 1.67,
        },
      },
    ],
  })
  expect(requests).toMatchObject([
    { method: 'POST', url: 'https://api.tavily.com/search', headers: { authorization: 'Bearer secret-token' } },
  ])
  expect(requests[0]?.json).toEqual({ query: 'Who is Leo Messi?', topic: 'general', max_results: 2 })
  expect(outputs).toEqual({
    results: [{ title: 'Lionel Messi', url: 'https://example.com', text: 'A footballer.', score: 0.81 }],
  })
})

test('reads a page as Markdown', async () => {
  const { outputs, requests } = await callWire({
    action: 'tavily/read-page',
    input: { url: 'https://en.wikipedia.org/wiki/AI' },
    replies: [
      { json: { results: [{ url: 'https://en.wikipedia.org/wiki/AI', raw_content: '# AI' }], failed_results: [] } },
    ],
  })
  expect(requests[0]?.json).toEqual({ urls: ['https://en.wikipedia.org/wiki/AI'], format: 'markdown' })
  expect(outputs).toEqual({ text: '# AI', url: 'https://en.wikipedia.org/wiki/AI' })
})

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'example.com'])('rejects the address %s', async (url) => {
  await expect(callWire({ action: 'tavily/read-page', input: { url }, replies: [] })).rejects.toThrow(/Address/)
})

test('explains a used-up plan', async () => {
  const { error } = await callWire({
    action: 'tavily/search-web',
    input: { query: 'x' },
    replies: [{ status: 432, json: { detail: { error: 'This request exceeds your plan' } } }],
  })
  expect(error?.message).toBe('The Tavily plan has no requests left this month.')
})

testCommonFailures({ action: 'tavily/search-web', label: 'Tavily', input: { query: 'x' } })
