import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { channelField, discordErrors, discordFailure } from '../discord-fields'

export default defineAction({
  id: 'send-message',
  version: 1,
  label: 'Send a message',
  description: 'Sends a text to a Discord channel or thread.',
  synonyms: ['post', 'notify', '发送', '通知'],
  connections: ['bot-token'],
  effect: 'write',
  // Discord documents no idempotency key that outlives a few minutes.
  idempotency: 'none',
  input: z.strictObject({
    channel: channelField,
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown is allowed.' }, { max: 2_000 }),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Message ID' })) }),
  request: {
    method: 'POST',
    path: '/channels/{{channel}}/messages',
    // Untrusted text must not notify everyone.
    body: { json: { content: '{{text}}', allowed_mentions: { parse: [] } } },
  },
  failure: discordFailure,
  errors: discordErrors,
  pick: { id: '/id' },
})
