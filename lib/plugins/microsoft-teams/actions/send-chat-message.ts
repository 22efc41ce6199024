import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { formatField, teamsKinds, textBody } from '../teams-fields'

export default defineAction({
  id: 'send-chat-message',
  version: 1,
  label: 'Send a chat message',
  description: 'Sends a text to a chat of the connected account.',
  synonyms: ['direct message', 'dm', '私聊', '发送'],
  connections: teamsKinds,
  scopes: ['ChatMessage.Send'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    chat: z
      .string()
      .regex(/^19:[\w@.:-]{5,200}$/, 'Enter the ID of a chat, which begins with 19:.')
      .meta(layout({ label: 'Chat ID', references: true, filledBy: 'author', placeholder: '19:…@thread.v2' })),
    text: textBody,
    format: formatField,
  }),
  output: z.strictObject({ id: textOutput('Message ID') }),
  request: {
    method: 'POST',
    path: '/v1.0/chats/{{chat}}/messages',
    body: { json: { body: { contentType: '{{format}}', content: '{{text}}' } } },
  },
  failure: graphFailure,
  errors: graphErrors,
  pick: { id: '/id' },
})
