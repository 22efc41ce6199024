import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { slackErrors, slackFailure } from '../slack-errors'

export default defineAction({
  id: 'list-channels',
  version: 1,
  label: 'List channels',
  description: 'Lists the channels that the Slack app can see.',
  synonyms: ['channels', '频道'],
  connections: ['oauth', 'bot-token'],
  scopes: ['channels:read', 'groups:read'],
  effect: 'read',
  input: z.strictObject({
    limit: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(200)
      .meta(layout({ label: 'Maximum channels', input: 'number' })),
  }),
  output: z.strictObject({ channels: z.array(z.looseObject({})).meta(layout({ label: 'Channels' })) }),
  request: {
    method: 'GET',
    path: '/api/conversations.list',
    query: { types: 'public_channel,private_channel', exclude_archived: 'true' },
  },
  failure: slackFailure,
  errors: slackErrors,
  paginate: {
    type: 'cursor',
    items: '/channels',
    as: 'channels',
    each: { id: '/id', name: '/name', isPrivate: '/is_private', isMember: '/is_member', topic: '/topic/value' },
    next: '/response_metadata/next_cursor',
    parameter: 'cursor',
    limit: 'limit',
    size: { parameter: 'limit', max: 200 },
  },
})
