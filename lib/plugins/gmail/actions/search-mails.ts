import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { listOutput, textField } from '../../shared/fields'
import { googleErrors } from '../../shared/google-connections'
import { gmailKinds, gmailScopes } from '../mail-message'
import { describeMessage, MessageHead } from '../read-message'

export default defineAction({
  id: 'search-mails',
  version: 1,
  label: 'Search emails',
  description: 'Finds emails with the search operators of Gmail, such as from:ada is:unread.',
  synonyms: ['find', 'list', '搜索', '查找'],
  connections: gmailKinds,
  scopes: gmailScopes,
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query', placeholder: 'from:ada@example.com is:unread' }, { max: 500 }),
    limit: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(10)
      .meta(layout({ label: 'Maximum results', input: 'number', advanced: true })),
  }),
  output: z.strictObject({ mails: listOutput('Emails') }),
  async run({ http }, { query, limit }) {
    const url = '/gmail/v1/users/me/messages'
    const { messages } = Found.parse(
      (await http({ method: 'GET', url, query: { q: query, maxResults: limit } })).json(),
    )
    const mails = await Promise.all(
      messages.slice(0, limit).map(async ({ id }) => {
        const head = await http({ method: 'GET', url: `${url}/${id}`, query: { format: 'metadata' } })
        return describeMessage(MessageHead.parse(head.json()))
      }),
    )
    return { mails }
  },
  errors: googleErrors,
})

const Found = z.object({ messages: z.array(z.object({ id: z.string() })).default([]) })
