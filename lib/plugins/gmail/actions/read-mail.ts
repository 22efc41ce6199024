import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { gmailKinds, gmailScopes } from '../mail-message'
import { describeMessage, MessageHead, textOf } from '../read-message'

const text = (label: string) => z.string().default('').meta(layout({ label }))

export default defineAction({
  id: 'read-mail',
  version: 1,
  label: 'Read an email',
  description: 'Reads sender, subject and plain text of an email.',
  synonyms: ['get', 'open', '读取'],
  connections: gmailKinds,
  scopes: gmailScopes,
  effect: 'read',
  input: z.strictObject({ message: idField({ label: 'Message ID' }) }),
  output: z.strictObject({
    from: text('From'),
    subject: text('Subject'),
    date: text('Date'),
    text: text('Text'),
    threadId: text('Thread ID'),
  }),
  async run({ http }, { message }) {
    const url = `/gmail/v1/users/me/messages/${encodeURIComponent(message)}`
    const found = MessageHead.parse((await http({ method: 'GET', url, query: { format: 'full' } })).json())
    const { from = '', subject = '', date = '', threadId = '' } = describeMessage(found)
    return { from, subject, date, threadId, text: textOf(found.payload) || found.snippet }
  },
  errors: googleErrors,
})
