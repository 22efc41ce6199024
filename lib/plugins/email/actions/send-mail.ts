import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'
import { copiesField, recipientsField } from '../mail-fields'

export default defineAction({
  id: 'send-mail',
  version: 1,
  label: 'Send an email',
  description: 'Sends a plain-text email, with a file if one is given, or answers one.',
  synonyms: ['reply', 'answer', 'notify', '发送', '回复'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    to: recipientsField(),
    cc: copiesField('Cc'),
    bcc: copiesField('Bcc'),
    subject: textField({ label: 'Subject' }, { max: 500 }),
    text: textField({ label: 'Text', input: 'textarea' }, { max: 200_000 }),
    file: FileRef.optional().meta(layout({ label: 'Attachment', references: true })),
    inReplyTo: optionalText({ label: 'Answers', help: 'Message-ID of the email that it answers.', advanced: true }),
  }),
  output: z.strictObject({ messageId: z.string().meta(layout({ label: 'Message-ID' })) }),
  async run({ mail, files }, { file, inReplyTo, ...message }) {
    const attachments = file ? [await files.read(file)] : []
    return mail.send({ ...message, attachments, ...(inReplyTo ? { inReplyTo } : {}) })
  },
})
