import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { slackErrors, slackFailure } from '../slack-errors'
import { channelField, tsPattern } from '../slack-fields'

export default defineAction({
  id: 'post-message',
  version: 1,
  label: 'Post a message',
  description: 'Posts a text to a Slack channel, or replies in a thread.',
  synonyms: ['send', 'notify', '发送', '通知'],
  connections: ['oauth', 'bot-token'],
  scopes: ['chat:write'],
  effect: 'write',
  // chat.postMessage documents no idempotency key.
  idempotency: 'none',
  input: z.strictObject({
    channel: channelField,
    text: z
      .string()
      .min(1)
      .max(40_000)
      .meta(layout({ label: 'Text', input: 'textarea', references: true })),
    threadTs: z
      .string()
      .regex(tsPattern, 'Use the timestamp of a message, such as 1503435956.000247.')
      .optional()
      .meta(layout({ label: 'Thread', references: true, advanced: true, help: 'Timestamp of the first message.' })),
  }),
  output: z.strictObject({
    ts: z.string().meta(layout({ label: 'Timestamp' })),
    channel: z.string().meta(layout({ label: 'Channel' })),
  }),
  request: {
    method: 'POST',
    path: '/api/chat.postMessage',
    body: { json: { channel: '{{channel}}', text: '{{text}}', thread_ts: '{{threadTs}}' } },
  },
  failure: slackFailure,
  errors: slackErrors,
  pick: { ts: '/ts', channel: '/channel' },
})
