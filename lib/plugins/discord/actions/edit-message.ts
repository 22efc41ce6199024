import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { channelField, discordErrors, discordFailure, messageField } from '../discord-fields'

export default defineAction({
  id: 'edit-message',
  version: 1,
  label: 'Edit a message',
  description: 'Replaces the text of a message that the bot sent.',
  connections: ['bot-token'],
  effect: 'write',
  // The same text again changes nothing.
  idempotency: { header: 'X-Request-Id' },
  input: z.strictObject({
    channel: channelField,
    message: messageField,
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown is allowed.' }, { max: 2_000 }),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Message ID' })) }),
  request: {
    method: 'PATCH',
    path: '/channels/{{channel}}/messages/{{message}}',
    body: { json: { content: '{{text}}', allowed_mentions: { parse: [] } } },
  },
  failure: discordFailure,
  errors: discordErrors,
  pick: { id: '/id' },
})
