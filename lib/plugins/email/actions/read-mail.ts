import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput } from '../../shared/fields'
import { folderField, mailIdField } from '../mail-fields'

const text = (label: string) => z.string().meta(layout({ label }))

export default defineAction({
  id: 'read-mail',
  version: 1,
  label: 'Read an email',
  description: 'Reads the text, the addresses and the attachments of an email.',
  synonyms: ['get', 'open', 'fetch', '读取'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({ folder: folderField(), mail: mailIdField() }),
  output: z.strictObject({
    from: text('From'),
    to: text('To'),
    subject: text('Subject'),
    date: text('Date'),
    text: text('Text'),
    messageId: text('Message-ID'),
    files: listOutput('Attachments'),
  }),
  async run({ mail, files }, { folder, mail: id }) {
    const { attachments, from, to, subject, date, text: body, messageId } = await mail.read({ folder, id })
    const kept = []
    for (const attachment of attachments) kept.push({ ...(await files.keep(attachment)) })
    return { from, to, subject, date, text: body, messageId, files: kept }
  },
})
