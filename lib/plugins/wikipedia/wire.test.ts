import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

test('searches articles without a connection', async () => {
  const { outputs, requests } = await callWire({
    action: 'wikipedia/search-articles',
    input: { query: 'Jupiter & moons', language: 'de' },
    replies: [
      { json: { pages: [{ id: 1, key: 'Jupiter', title: 'Jupiter', excerpt: 'A planet', description: 'Planet' }] } },
    ],
  })
  expect(requests[0]?.url).toBe('https://de.wikipedia.org/w/rest.php/v1/search/page?q=Jupiter%20%26%20moons&limit=5')
  expect(requests[0]?.headers.authorization).toBeUndefined()
  expect(outputs).toEqual({ articles: [{ title: 'Jupiter', description: 'Planet', excerpt: 'A planet' }] })
})

test('reads an article', async () => {
  const { outputs } = await callWire({
    action: 'wikipedia/read-article',
    input: { title: 'Jupiter' },
    replies: [
      {
        json: {
          query: {
            pages: [
              { pageid: 1, title: 'Jupiter', extract: 'A planet.', fullurl: 'https://en.wikipedia.org/wiki/Jupiter' },
            ],
          },
        },
      },
    ],
  })
  expect(outputs).toEqual({ text: 'A planet.', title: 'Jupiter', url: 'https://en.wikipedia.org/wiki/Jupiter' })
})

test('reports an article that does not exist', async () => {
  const { error } = await callWire({
    action: 'wikipedia/read-article',
    input: { title: 'Jupitr' },
    replies: [{ json: { query: { pages: [{ title: 'Jupitr', missing: true }] } } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED' })
})

test('calls no host outside of Wikipedia', async () => {
  const call = callWire({
    action: 'wikipedia/read-article',
    input: { title: 'x', language: 'evil.test/' },
    replies: [],
  })
  await expect(call).rejects.toThrow(/Language/)
})

testCommonFailures({ action: 'wikipedia/read-article', label: 'Wikipedia', input: { title: 'x' } })
