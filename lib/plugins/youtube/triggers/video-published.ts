import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { cursorField, pollOutput, pollSince } from '../../shared/poll'
import { channelField, youtubeErrors, youtubeFailure } from '../youtube-fields'

export default defineTrigger({
  type: 'poll',
  id: 'video-published',
  label: 'Video published',
  description: 'Starts for each new video of a channel.',
  synonyms: ['upload', 'new video', '新视频'],
  connections: ['key'],
  input: z.strictObject({ channel: channelField }),
  sample: {
    id: 'dQw4w9WgXcQ',
    title: 'Release notes',
    description: 'What is new.',
    channel: 'Acme',
    publishedAt: '2026-11-30T08:00:00Z',
    url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  },
  poll: defineAction({
    id: 'poll-videos',
    version: 1,
    label: 'Read new videos',
    description: 'Reads the videos of a channel since the last known time.',
    connections: ['key'],
    effect: 'read',
    input: z.strictObject({ channel: channelField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { channel, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          // The uploads of channel UC… are the playlist UU…; reading it costs one unit, a search 100.
          const query = { part: 'snippet,contentDetails', playlistId: channel.replace(/^UC/, 'UU'), maxResults: 50 }
          const { items } = Uploads.parse((await http({ method: 'GET', url: '/playlistItems', query })).json())
          const start = Date.parse(since)
          return items
            .map(({ snippet, contentDetails: { videoId: id, videoPublishedAt: at } }) => ({
              id,
              at,
              data: {
                id,
                title: snippet.title,
                description: snippet.description,
                channel: snippet.channelTitle,
                publishedAt: at,
                url: `https://www.youtube.com/watch?v=${id}`,
              },
            }))
            .filter(({ at }) => Date.parse(at) >= start)
            .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
        },
      })
    },
    failure: youtubeFailure,
    errors: youtubeErrors,
  }),
})

const Uploads = z.object({
  items: z.array(
    z.object({
      snippet: z.object({ title: z.string(), description: z.string(), channelTitle: z.string() }),
      contentDetails: z.object({ videoId: z.string(), videoPublishedAt: z.string() }),
    }),
  ),
})
