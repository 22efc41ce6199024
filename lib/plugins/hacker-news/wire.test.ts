import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import storyPosted from './triggers/story-posted'

const api = 'https://hn.algolia.com/api/v1'
const hit = {
  objectID: '8863',
  title: 'My YC app: Dropbox',
  url: 'http://www.getdropbox.com',
  author: 'dhouston',
  points: 104,
  num_comments: 71,
  created_at: '2026-11-29T23:16:40Z',
}
const story = {
  id: '8863',
  title: hit.title,
  url: hit.url,
  author: 'dhouston',
  points: 104,
  comments: 71,
  createdAt: hit.created_at,
}

test('searches over pages that count from 0', async () => {
  const hits = Array.from({ length: 100 }, () => hit)
  const { outputs, requests } = await callWire({
    action: 'hacker-news/search-stories',
    input: { query: 'drop box', limit: 101 },
    replies: [{ json: { hits, page: 0 } }, { json: { hits: [hit], page: 1 } }],
  })
  expect(requests.map(({ url }) => url)).toEqual([
    `${api}/search?query=drop%20box&tags=story&hitsPerPage=100&page=0`,
    `${api}/search?query=drop%20box&tags=story&hitsPerPage=100&page=1`,
  ])
  expect(outputs?.stories).toHaveLength(101)
})

test('lists the front page', async () => {
  const { outputs, requests } = await callWire({
    action: 'hacker-news/list-front-page',
    input: { limit: 1 },
    replies: [{ json: { hits: [hit] } }],
  })
  expect(requests[0]?.url).toBe(`${api}/search?tags=front_page&hitsPerPage=1&page=0`)
  expect(outputs).toEqual({ stories: [story] })
})

test('reads comments in the order of the page, without deleted ones', async () => {
  const { outputs } = await callWire({
    action: 'hacker-news/read-discussion',
    input: { story: '1', limit: 2 },
    replies: [
      {
        json: {
          id: 1,
          title: 'Hi',
          url: null,
          text: null,
          children: [
            { author: 'a', text: 'One &amp; two<p>three', children: [{ author: 'b', text: 'Reply', children: [] }] },
            { author: null, text: null, children: [] },
            { author: 'c', text: 'Last', children: [] },
          ],
        },
      },
    ],
  })
  expect(outputs).toEqual({
    title: 'Hi',
    comments: [
      { author: 'a', text: 'One & two\n\nthree' },
      { author: 'b', text: 'Reply' },
    ],
  })
})

test('reports stories since the last poll', async () => {
  const { outputs, requests } = await pollWire({
    plugin: 'hacker-news',
    trigger: storyPosted,
    input: { query: 'dropbox' },
    since: '2026-11-29T23:00:00.000Z',
    replies: [{ json: { hits: [{ ...hit, objectID: '9', created_at: '2026-11-29T23:50:00Z' }, hit] } }],
  })
  expect(new URL(requests[0]?.url ?? '').searchParams.get('numericFilters')).toBe(
    `created_at_i>=${Date.UTC(2026, 10, 29, 23) / 1_000}`,
  )
  expect(outputs).toMatchObject({ events: [{ id: '8863' }, { id: '9' }] })
})

testCommonFailures({ action: 'hacker-news/list-front-page', label: 'Hacker News', input: {} })
