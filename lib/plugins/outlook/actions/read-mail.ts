import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textOutput } from '../../shared/fields'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { asText, Message, mailField, mailScopes, messageColumns, outlookKinds } from '../outlook-fields'

export default defineAction({
  id: 'read-mail',
  version: 1,
  label: 'Read an email',
  description: 'Reads sender, subject and plain text of an email.',
  synonyms: ['get', 'content', '读取', '邮件'],
  connections: outlookKinds,
  scopes: mailScopes,
  effect: 'read',
  input: z.strictObject({ message: mailField }),
  output: z.strictObject({
    id: textOutput('Message ID'),
    subject: textOutput('Subject'),
    from: textOutput('From'),
    to: z.array(z.string()).meta(layout({ label: 'To' })),
    date: textOutput('Date'),
    text: textOutput('Text'),
    conversationId: textOutput('Conversation ID'),
    url: textOutput('Address'),
  }),
  async run({ http }, { message }) {
    const url = `/v1.0/me/messages/${encodeURIComponent(message)}`
    const response = await http({ method: 'GET', url, query: { $select: messageColumns }, headers: asText })
    return Message.parse(response.json())
  },
  failure: graphFailure,
  errors: graphErrors,
})
