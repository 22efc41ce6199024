import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput, selectField, textField } from '../../shared/fields'
import { channelField, youtubeErrors, youtubeFailure } from '../youtube-fields'

export default defineAction({
  id: 'search-videos',
  version: 1,
  label: 'Search videos',
  description: 'Finds videos by words, optionally of one channel. A search costs 100 units of the daily quota.',
  synonyms: ['find', '搜索', '视频'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query' }, { max: 300 }),
    channel: channelField.optional().meta(layout({ label: 'Channel ID', references: true, advanced: true })),
    order: selectField(
      { relevance: 'Relevance', date: 'Newest first', viewCount: 'Most viewed' },
      { label: 'Order', fallback: 'relevance', advanced: true },
    ),
    limit: limitField(10, 50),
  }),
  output: z.strictObject({ videos: listOutput('Videos') }),
  request: {
    method: 'GET',
    path: '/search',
    query: {
      part: 'snippet',
      type: 'video',
      q: '{{query}}',
      channelId: '{{channel}}',
      order: '{{order}}',
      maxResults: '{{limit}}',
    },
  },
  failure: youtubeFailure,
  errors: youtubeErrors,
  pick: {
    videos: {
      list: '/items',
      each: {
        id: '/id/videoId',
        title: '/snippet/title',
        description: '/snippet/description',
        channel: '/snippet/channelTitle',
        publishedAt: '/snippet/publishedAt',
      },
    },
  },
})
