import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const page = { position: 1, title: 'Coffee', link: 'https://en.wikipedia.org/wiki/Coffee', snippet: 'A drink.' }

test('searches with the selected engine', async () => {
  const { outputs, requests } = await callWire({
    action: 'serpapi/search-web',
    input: { query: 'coffee', engine: 'bing', limit: 1 },
    replies: [{ json: { organic_results: [{ ...page, source: 'Wikipedia' }, page] } }],
  })
  expect(requests[0]?.url).toBe('https://serpapi.com/search.json?engine=bing&q=coffee&api_key=secret-key')
  expect(outputs).toEqual({ results: [{ title: 'Coffee', url: page.link, text: 'A drink.', source: 'Wikipedia' }] })
})

test('returns an empty list without results', async () => {
  const { outputs } = await callWire({
    action: 'serpapi/search-web',
    input: { query: 'xyzzyxyzzy' },
    replies: [{ json: { error: "Google hasn't returned any results for this query." } }],
  })
  expect(outputs).toEqual({ results: [] })
})

test('searches news', async () => {
  const { outputs, requests } = await callWire({
    action: 'serpapi/search-news',
    input: { query: 'coffee' },
    replies: [
      {
        json: { news_results: [{ title: 'A', link: 'https://n.example', source: { name: 'N' }, date: '11/30/2026' }] },
      },
    ],
  })
  expect(new URL(requests[0]?.url ?? '').searchParams.get('engine')).toBe('google_news')
  expect(outputs).toEqual({ results: [{ title: 'A', url: 'https://n.example', source: 'N', date: '11/30/2026' }] })
})

testCommonFailures({ action: 'serpapi/search-web', label: 'SerpApi', input: { query: 'a' } })
