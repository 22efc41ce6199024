import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

test('searches the web', async () => {
  const { outputs, requests } = await callWire({
    action: 'serper/search-web',
    input: { query: 'apple inc', country: 'de', limit: 5 },
    replies: [
      {
        json: {
          searchParameters: { q: 'apple inc', type: 'search' },
          answerBox: { answer: 'Cupertino' },
          organic: [{ title: 'Apple', link: 'https://www.apple.com/', snippet: 'Discover', position: 1 }],
        },
      },
    ],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://google.serper.dev/search',
    headers: { 'x-api-key': 'secret-key' },
  })
  expect(requests[0]?.json).toEqual({ q: 'apple inc', gl: 'de', num: 5 })
  expect(outputs).toEqual({
    results: [{ title: 'Apple', url: 'https://www.apple.com/', text: 'Discover' }],
    answer: 'Cupertino',
  })
})

test('searches news and places', async () => {
  const news = await callWire({
    action: 'serper/search-news',
    input: { query: 'apple' },
    replies: [
      { json: { news: [{ title: 'A', link: 'https://n.example', snippet: 'S', date: '1 hour ago', source: 'N' }] } },
    ],
  })
  expect(news.requests[0]?.url).toBe('https://google.serper.dev/news')
  expect(news.outputs).toEqual({
    results: [{ title: 'A', url: 'https://n.example', text: 'S', date: '1 hour ago', source: 'N' }],
  })
  const places = await callWire({
    action: 'serper/search-places',
    input: { query: 'pizza' },
    replies: [{ json: { places: [{ title: 'Luigi', address: 'Main St 1', rating: 4.5, phoneNumber: '+1 555' }] } }],
  })
  expect(places.outputs).toEqual({
    places: [{ name: 'Luigi', address: 'Main St 1', rating: 4.5, phone: '+1 555' }],
  })
})

test('reports used-up credits', async () => {
  const { error } = await callWire({
    action: 'serper/search-web',
    input: { query: 'a' },
    replies: [{ status: 400, json: { message: 'Not enough credits', statusCode: 400 } }],
  })
  expect(error?.message).toBe('The Serper account has no credits left.')
})

testCommonFailures({ action: 'serper/search-web', label: 'Serper', input: { query: 'a' } })
