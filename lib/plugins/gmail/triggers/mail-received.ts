import { z } from 'zod'
import { defineAction } from '../../action'
import type { ActionContext } from '../../action-context'
import { defineTrigger } from '../../events/trigger'
import { googleErrors } from '../../shared/google-connections'
import { cursorField, MAX_POLLED, pollOutput, pollSince } from '../../shared/poll'
import { gmailKinds, gmailScopes } from '../mail-message'
import { describeMessage, MessageHead, textOf } from '../read-message'

const MESSAGES = '/gmail/v1/users/me/messages'
const MAX_PAGES = 10
const Listed = z.object({
  messages: z.array(z.object({ id: z.string() })).default([]),
  nextPageToken: z.string().optional(),
})
const Full = MessageHead.extend({ internalDate: z.string() })

export default defineTrigger({
  type: 'poll',
  id: 'mail-received',
  label: 'Email received',
  description: 'Starts for each email that arrives in the inbox.',
  synonyms: ['inbox', 'new mail', '收件', '新邮件'],
  connections: gmailKinds,
  input: z.strictObject({}),
  sample: {
    id: '18c3f2a9d0b4e5f6',
    threadId: '18c3f2a9d0b4e5f6',
    from: 'Ada <ada@example.com>',
    to: 'team@example.com',
    subject: 'A question',
    date: 'Mon, 30 Nov 2026 08:00:00 +0000',
    snippet: 'How do I export',
    text: 'How do I export my data?',
  },
  poll: defineAction({
    id: 'poll-mails',
    version: 1,
    label: 'Read new emails',
    description: 'Reads the emails of the inbox since the last known time.',
    connections: gmailKinds,
    scopes: gmailScopes,
    effect: 'read',
    input: z.strictObject({ cursor: cursorField }),
    output: pollOutput,
    run: ({ http, now }, { cursor }) =>
      pollSince({
        cursor,
        now,
        async read(since) {
          // Gmail lists the newest first.
          const ids = (await listIds(http, since)).reverse().slice(0, MAX_POLLED)
          const mails = []
          for (const id of ids) {
            const found = await http({ method: 'GET', url: `${MESSAGES}/${id}`, query: { format: 'full' } })
            const mail = Full.parse(found.json())
            const data = { ...describeMessage(mail), text: textOf(mail.payload) }
            mails.push({ id, at: new Date(Number(mail.internalDate)).toISOString(), data })
          }
          return mails
        },
      }),
    errors: googleErrors,
  }),
})

async function listIds(http: ActionContext['http'], since: string): Promise<string[]> {
  const q = `in:inbox after:${Math.floor(Date.parse(since) / 1_000)}`
  const ids: string[] = []
  let pageToken: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const response = await http({ method: 'GET', url: MESSAGES, query: { q, maxResults: 500, pageToken } })
    const { messages, nextPageToken } = Listed.parse(response.json())
    ids.push(...messages.map(({ id }) => id))
    if (nextPageToken === undefined || nextPageToken === pageToken) break
    pageToken = nextPageToken
  }
  return ids
}
