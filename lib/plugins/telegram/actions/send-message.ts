import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { chatField, telegramErrors, telegramFailure } from '../telegram-fields'

export default defineAction({
  id: 'send-message',
  version: 1,
  label: 'Send a message',
  description: 'Sends a text to a Telegram chat.',
  synonyms: ['notify', 'post', '发送', '通知'],
  connections: ['bot-token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    chat: chatField,
    text: textField({ label: 'Text', input: 'textarea' }, { max: 4_096 }),
    format: z
      .enum(['plain', 'HTML', 'MarkdownV2'])
      .default('plain')
      .meta(
        layout({
          label: 'Format',
          input: 'select',
          options: { plain: 'Plain text' },
          advanced: true,
          filledBy: 'author',
        }),
      ),
    replyTo: z
      .number()
      .int()
      .optional()
      .meta(layout({ label: 'Reply to message', input: 'number', references: true, advanced: true })),
  }),
  output: z.strictObject({ messageId: z.number().meta(layout({ label: 'Message ID' })) }),
  async run({ http }, { chat, text, format, replyTo }) {
    const response = await http({
      method: 'POST',
      url: '/sendMessage',
      body: {
        json: {
          chat_id: chat,
          text,
          ...(format === 'plain' ? {} : { parse_mode: format }),
          ...(replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo } }),
        },
      },
    })
    return { messageId: Sent.parse(response.json()).result.message_id }
  },
  failure: telegramFailure,
  errors: telegramErrors,
})

const Sent = z.object({ result: z.object({ message_id: z.number() }) })
