import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { channelField, discordErrors, discordFailure, messageField } from '../discord-fields'

export default defineAction({
  id: 'create-thread',
  version: 1,
  label: 'Create a thread',
  description: 'Starts a thread from a message.',
  synonyms: ['reply', '话题'],
  connections: ['bot-token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    channel: channelField,
    message: messageField,
    name: textField({ label: 'Name' }, { max: 100 }),
  }),
  output: z.strictObject({ id: z.string().meta(layout({ label: 'Thread ID' })) }),
  request: {
    method: 'POST',
    path: '/channels/{{channel}}/messages/{{message}}/threads',
    body: { json: { name: '{{name}}' } },
  },
  failure: discordFailure,
  errors: discordErrors,
  pick: { id: '/id' },
})
