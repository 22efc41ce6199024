import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { slackErrors, slackFailure } from '../slack-errors'
import { channelField } from '../slack-fields'

export default defineAction({
  id: 'read-history',
  version: 1,
  label: 'Read messages',
  description: 'Reads the latest messages of a Slack channel, newest first.',
  synonyms: ['history', 'conversation', '历史', '读取'],
  connections: ['oauth', 'bot-token'],
  scopes: ['channels:history', 'groups:history'],
  effect: 'read',
  input: z.strictObject({
    channel: channelField,
    oldest: z
      .string()
      .optional()
      .meta(layout({ label: 'After', references: true, advanced: true, help: 'Timestamp; only newer messages.' })),
    limit: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .default(50)
      .meta(layout({ label: 'Maximum messages', input: 'number' })),
  }),
  output: z.strictObject({
    messages: z.array(z.looseObject({})).meta(layout({ label: 'Messages' })),
  }),
  request: {
    method: 'GET',
    path: '/api/conversations.history',
    query: { channel: '{{channel}}', oldest: '{{oldest}}' },
  },
  failure: slackFailure,
  errors: slackErrors,
  paginate: {
    type: 'cursor',
    items: '/messages',
    as: 'messages',
    each: { ts: '/ts', user: '/user', text: '/text', threadTs: '/thread_ts', replies: '/reply_count' },
    next: '/response_metadata/next_cursor',
    parameter: 'cursor',
    limit: 'limit',
    size: { parameter: 'limit', max: 200 },
  },
})
