import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import videoPublished from './triggers/video-published'

const api = 'https://www.googleapis.com/youtube/v3'
const video = 'dQw4w9WgXcQ'
const snippet = { title: 'Never', description: 'Song', channelTitle: 'Rick', publishedAt: '2009-10-25T06:57:33Z' }

test('searches videos of a channel with the key in the query', async () => {
  const channel = 'UC_x5XG1OV2P6uZZ5FSM9Ttw'
  const { outputs, requests } = await callWire({
    action: 'youtube/search-videos',
    input: { query: 'never', channel, order: 'date', limit: 5 },
    replies: [{ json: { items: [{ id: { kind: 'youtube#video', videoId: video }, snippet }] } }],
  })
  expect(requests[0]?.url).toBe(
    `${api}/search?part=snippet&type=video&q=never&channelId=${channel}&order=date&maxResults=5&key=secret-key`,
  )
  expect(outputs).toEqual({
    videos: [{ id: video, title: 'Never', description: 'Song', channel: 'Rick', publishedAt: snippet.publishedAt }],
  })
})

test('gets a video with hidden counts', async () => {
  const item = { id: video, snippet, contentDetails: { duration: 'PT3M33S' }, statistics: { viewCount: '1' } }
  const { outputs } = await callWire({
    action: 'youtube/get-video',
    input: { video },
    replies: [{ json: { items: [item] } }],
  })
  expect(outputs).toMatchObject({ title: 'Never', duration: 'PT3M33S', views: '1', likes: '' })
  const { error } = await callWire({
    action: 'youtube/get-video',
    input: { video },
    replies: [{ json: { items: [] } }],
  })
  expect(error?.code).toBe('NOT_FOUND')
})

test('lists comments over pages', async () => {
  const thread = {
    snippet: {
      totalReplyCount: 2,
      topLevelComment: {
        snippet: { authorDisplayName: '@ada', textDisplay: 'Nice', likeCount: 3, publishedAt: '2026-11-30T08:00:00Z' },
      },
    },
  }
  const { outputs, requests } = await callWire({
    action: 'youtube/list-comments',
    input: { video, limit: 150 },
    replies: [{ json: { items: [thread], nextPageToken: 'CAUQAA' } }, { json: { items: [thread] } }],
  })
  expect(new URL(requests[1]?.url ?? '').searchParams.get('pageToken')).toBe('CAUQAA')
  const item = { author: '@ada', text: 'Nice', likes: 3, replies: 2, publishedAt: '2026-11-30T08:00:00Z' }
  expect(outputs).toEqual({ comments: [item, item] })
})

test('reports a used-up quota', async () => {
  const { error } = await callWire({
    action: 'youtube/get-video',
    input: { video },
    replies: [
      { status: 403, json: { error: { code: 403, message: 'The request', errors: [{ reason: 'quotaExceeded' }] } } },
    ],
  })
  expect(error).toMatchObject({ code: 'RATE_LIMITED', message: expect.stringContaining('daily quota') })
})

test('reports uploads since the last poll', async () => {
  const upload = (id: string, at: string) => ({ snippet, contentDetails: { videoId: id, videoPublishedAt: at } })
  const { outputs, requests } = await pollWire({
    plugin: 'youtube',
    trigger: videoPublished,
    input: { channel: 'UC_x5XG1OV2P6uZZ5FSM9Ttw' },
    since: '2026-11-29T23:00:00.000Z',
    replies: [
      {
        json: {
          items: [
            upload('b', '2026-11-29T23:50:00Z'),
            upload('a', '2026-11-29T23:10:00Z'),
            upload('old', '2020-01-01T00:00:00Z'),
          ],
        },
      },
    ],
  })
  expect(new URL(requests[0]?.url ?? '').searchParams.get('playlistId')).toBe('UU_x5XG1OV2P6uZZ5FSM9Ttw')
  expect(outputs).toMatchObject({ events: [{ id: 'a' }, { id: 'b' }] })
})

testCommonFailures({ action: 'youtube/get-video', label: 'YouTube', input: { video } })
