import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { graphErrors, graphFailure } from '../../shared/microsoft-connections'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { asText, Message, mailScopes, messageColumns, outlookKinds } from '../outlook-fields'

export default defineTrigger({
  type: 'poll',
  id: 'mail-received',
  label: 'Email received',
  description: 'Starts for each email that arrives in the inbox.',
  synonyms: ['inbox', 'new mail', '收件', '新邮件'],
  connections: outlookKinds,
  input: z.strictObject({}),
  sample: {
    id: 'AAMkADRmMDExYzhjLWYyNGMtNDZmMC1iZDU4LTRkMjk4YTdjMjU5OABGAAAAAABp4MZ',
    subject: 'A question',
    from: 'ada@example.com',
    to: ['team@example.com'],
    text: 'How do I export my data?',
    date: '2026-11-30T08:00:00Z',
    conversationId: 'AAQkADRmMDExYzhjLWYyNGMtNDZmMC1i',
    url: 'https://outlook.office365.com/owa/?ItemID=AAMkADRmMDExYzhj',
  },
  poll: defineAction({
    id: 'poll-mails',
    version: 1,
    label: 'Read new emails',
    description: 'Reads the emails of the inbox since the last known time.',
    connections: outlookKinds,
    scopes: mailScopes,
    effect: 'read',
    input: z.strictObject({ cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const query = {
            $filter: `receivedDateTime ge ${since}`,
            $orderby: 'receivedDateTime asc',
            $top: MAX_POLLED,
            $select: messageColumns,
          }
          const url = '/v1.0/me/mailFolders/inbox/messages'
          const { value } = Page.parse((await http({ method: 'GET', url, query, headers: asText })).json())
          return value.map((mail) => ({ id: mail.id, at: mail.date, data: mail }))
        },
      })
    },
    failure: graphFailure,
    errors: graphErrors,
  }),
})

const Page = z.object({ value: z.array(Message) })
