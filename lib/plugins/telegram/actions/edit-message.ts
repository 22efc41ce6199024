import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { chatField, telegramErrors, telegramFailure } from '../telegram-fields'

export default defineAction({
  id: 'edit-message',
  version: 1,
  label: 'Edit a message',
  description: 'Replaces the text of a message that the bot sent.',
  synonyms: ['update', '修改', '编辑'],
  connections: ['bot-token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    chat: chatField,
    messageId: z
      .number()
      .int()
      .meta(layout({ label: 'Message ID', input: 'number', references: true })),
    text: textField({ label: 'Text', input: 'textarea' }, { max: 4_096 }),
  }),
  output: z.strictObject({ messageId: z.number().meta(layout({ label: 'Message ID' })) }),
  request: {
    method: 'POST',
    path: '/editMessageText',
    body: { json: { chat_id: '{{chat}}', message_id: '{{messageId}}', text: '{{text}}' } },
  },
  failure: telegramFailure,
  errors: telegramErrors,
  pick: { messageId: '/result/message_id' },
})
