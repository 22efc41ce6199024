import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { videoField, youtubeErrors, youtubeFailure } from '../youtube-fields'

export default defineAction({
  id: 'get-video',
  version: 1,
  label: 'Get a video',
  description: 'Reads title, description, length and counts of a video.',
  synonyms: ['read', 'details', '读取', '详情'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ video: videoField }),
  output: z.strictObject({
    title: textOutput('Title'),
    description: textOutput('Description'),
    channel: textOutput('Channel'),
    publishedAt: textOutput('Published'),
    duration: textOutput('Duration'),
    url: textOutput('Address'),
    views: textOutput('Views'),
    likes: textOutput('Likes'),
    comments: textOutput('Comments'),
  }),
  async run({ http }, { video }) {
    const query = { part: 'snippet,contentDetails,statistics', id: video }
    const [found] = Videos.parse((await http({ method: 'GET', url: '/videos', query })).json()).items
    if (!found) throw new AppError('NOT_FOUND', problem('plugins.notFound', { service: 'YouTube' }))
    const { snippet, contentDetails, statistics } = found
    return {
      title: snippet.title,
      description: snippet.description,
      channel: snippet.channelTitle,
      publishedAt: snippet.publishedAt,
      duration: contentDetails.duration,
      url: `https://www.youtube.com/watch?v=${video}`,
      views: statistics.viewCount,
      likes: statistics.likeCount,
      comments: statistics.commentCount,
    }
  },
  failure: youtubeFailure,
  errors: youtubeErrors,
})

/** Counts are texts; owners may hide them. */
const count = z.string().default('')
const Videos = z.object({
  items: z.array(
    z.object({
      snippet: z.object({
        title: z.string(),
        description: z.string(),
        channelTitle: z.string(),
        publishedAt: z.string(),
      }),
      contentDetails: z.object({ duration: z.string().default('') }),
      statistics: z.object({ viewCount: count, likeCount: count, commentCount: count }),
    }),
  ),
})
