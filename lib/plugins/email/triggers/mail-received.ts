import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { folderField, MailCursorSchema } from '../mail-fields'

/** Messages read per poll. */
const MAX_MAILS = 20

export default defineTrigger({
  type: 'poll',
  id: 'mail-received',
  label: 'Email received',
  description: 'Starts for each email that arrives in a folder.',
  synonyms: ['inbox', 'new mail', '收件', '新邮件'],
  connections: ['login'],
  input: z.strictObject({ folder: folderField() }),
  sample: {
    id: '42',
    from: 'Ada <ada@example.com>',
    to: 'team@example.com',
    subject: 'A question',
    text: 'How do I export my data?',
    date: '2026-11-30T08:00:00.000Z',
    messageId: '<1@example.com>',
  },
  poll: defineAction({
    id: 'poll-mails',
    version: 1,
    label: 'Read new emails',
    description: 'Reads the emails after the last known one.',
    connections: ['login'],
    effect: 'read',
    input: z.strictObject({
      folder: folderField(),
      cursor: z
        .json()
        .optional()
        .meta(layout({ label: 'Cursor' })),
    }),
    output: z.strictObject({ events: z.array(z.json()), cursor: z.json() }),
    async run({ mail }, { folder, cursor }) {
      const known = MailCursorSchema.safeParse(cursor).data ?? null
      const { mails, cursor: next } = await mail.arrived({ folder, cursor: known, limit: MAX_MAILS })
      const events = []
      for (const { id } of mails) {
        const { from, to, subject, text, date, messageId } = await mail.read({ folder, id })
        events.push({ id: `${folder}:${next.validity}:${id}`, data: { id, from, to, subject, text, date, messageId } })
      }
      return { events, cursor: { ...next } }
    },
  }),
})
