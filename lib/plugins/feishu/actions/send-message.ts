import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { cardOf, chatField, feishuErrors, feishuFailure } from '../feishu-fields'

export default defineAction({
  id: 'send-message',
  version: 1,
  label: 'Send a message',
  description: 'Sends a text to a chat.',
  synonyms: ['post', 'notify', '发送', '通知'],
  connections: ['app'],
  effect: 'write',
  // Feishu sends one message per uuid and hour.
  idempotency: { field: 'uuid' },
  input: z.strictObject({
    chat: chatField,
    text: textField({ label: 'Text', input: 'textarea', help: 'Markdown is allowed.' }),
  }),
  // A failure with status 200 has no message ID, so the schema rejects it.
  output: z.strictObject({
    id: z
      .string()
      .min(1)
      .meta(layout({ label: 'Message ID' })),
  }),
  async run({ http, idempotencyKey }, { chat, text }) {
    const response = await http({
      method: 'POST',
      url: '/open-apis/im/v1/messages',
      query: { receive_id_type: 'chat_id' },
      body: {
        json: { receive_id: chat, msg_type: 'interactive', content: cardOf(text), uuid: idempotencyKey.slice(-50) },
      },
    })
    return { id: Sent.parse(response.json()).data?.message_id ?? '' }
  },
  failure: feishuFailure,
  errors: feishuErrors,
})

const Sent = z.object({ data: z.object({ message_id: z.string() }).optional() })
