import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { videoField, youtubeErrors, youtubeFailure } from '../youtube-fields'

export default defineAction({
  id: 'list-comments',
  version: 1,
  label: 'List comments',
  description: 'Reads the comments on a video, the most relevant first.',
  synonyms: ['feedback', '评论'],
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ video: videoField, limit: limitField(50) }),
  output: z.strictObject({ comments: listOutput('Comments') }),
  request: {
    method: 'GET',
    path: '/commentThreads',
    query: { part: 'snippet', videoId: '{{video}}', order: 'relevance', textFormat: 'plainText' },
  },
  failure: youtubeFailure,
  errors: youtubeErrors,
  paginate: {
    type: 'cursor',
    items: '/items',
    as: 'comments',
    next: '/nextPageToken',
    parameter: 'pageToken',
    each: {
      author: '/snippet/topLevelComment/snippet/authorDisplayName',
      replies: '/snippet/totalReplyCount',
      text: '/snippet/topLevelComment/snippet/textDisplay',
      likes: '/snippet/topLevelComment/snippet/likeCount',
      publishedAt: '/snippet/topLevelComment/snippet/publishedAt',
    },
    limit: 'limit',
    size: { parameter: 'maxResults', max: 100 },
  },
})
