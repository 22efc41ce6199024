import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { slackErrors, slackFailure } from '../slack-errors'
import { channelField, tsPattern } from '../slack-fields'

export default defineAction({
  id: 'update-message',
  version: 1,
  label: 'Update a message',
  description: 'Replaces the text of a message that the app posted.',
  synonyms: ['edit', '编辑', '修改'],
  connections: ['oauth', 'bot-token'],
  scopes: ['chat:write'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    channel: channelField,
    ts: z
      .string()
      .regex(tsPattern, 'Use the timestamp of a message, such as 1503435956.000247.')
      .meta(layout({ label: 'Timestamp', references: true })),
    text: z
      .string()
      .min(1)
      .max(40_000)
      .meta(layout({ label: 'Text', input: 'textarea', references: true })),
  }),
  output: z.strictObject({ ts: z.string().meta(layout({ label: 'Timestamp' })) }),
  request: {
    method: 'POST',
    path: '/api/chat.update',
    body: { json: { channel: '{{channel}}', ts: '{{ts}}', text: '{{text}}' } },
  },
  failure: slackFailure,
  errors: {
    ...slackErrors,
    cant_update_message: { code: 'TOOL_FAILED', message: 'Slack lets an app update only its own messages.' },
    message_not_found: { code: 'TOOL_FAILED', message: 'The message does not exist.' },
  },
  pick: { ts: '/ts' },
})
