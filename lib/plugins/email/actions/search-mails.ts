import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { folderField } from '../mail-fields'

export default defineAction({
  id: 'search-mails',
  version: 1,
  label: 'Search emails',
  description: 'Finds the newest emails of a folder, optionally with conditions.',
  synonyms: ['list', 'find', 'inbox', 'unread', '搜索', '查找'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({
    folder: folderField(),
    from: optionalText({ label: 'From' }, { max: 300 }),
    subject: optionalText({ label: 'Subject contains' }, { max: 300 }),
    text: optionalText({ label: 'Contains' }, { max: 300 }),
    since: z.iso
      .date()
      .optional()
      .meta(layout({ label: 'Since', placeholder: '2026-11-30', references: true })),
    isUnread: z
      .boolean()
      .default(false)
      .meta(layout({ label: 'Only unread', input: 'switch' })),
    limit: limitField(20, 200),
  }),
  output: z.strictObject({ mails: listOutput('Emails') }),
  async run({ mail }, { folder, limit, isUnread, from, subject, text, since }) {
    const found = await mail.search({
      folder,
      limit,
      ...(isUnread ? { isUnread } : {}),
      ...(from ? { from } : {}),
      ...(subject ? { subject } : {}),
      ...(text ? { text } : {}),
      ...(since ? { since } : {}),
    })
    return { mails: found.map((item) => ({ ...item })) }
  },
})
