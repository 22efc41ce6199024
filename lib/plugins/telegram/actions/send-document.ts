import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText } from '../../shared/fields'
import { chatField, telegramErrors, telegramFailure } from '../telegram-fields'

export default defineAction({
  id: 'send-document',
  version: 1,
  label: 'Send a file',
  description: 'Sends a file to a Telegram chat.',
  synonyms: ['document', 'attachment', '文件', '附件'],
  connections: ['bot-token'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    chat: chatField,
    file: FileRef.meta(layout({ label: 'File', filledBy: 'author' })),
    caption: optionalText({ label: 'Caption', input: 'textarea' }, { max: 1_024 }),
  }),
  output: z.strictObject({ messageId: z.number().meta(layout({ label: 'Message ID' })) }),
  request: {
    method: 'POST',
    path: '/sendDocument',
    body: { multipart: { chat_id: '{{chat}}', document: '{{file}}', caption: '{{caption}}' } },
  },
  failure: telegramFailure,
  errors: telegramErrors,
  pick: { messageId: '/result/message_id' },
})
