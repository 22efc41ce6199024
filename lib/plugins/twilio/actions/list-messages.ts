import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput } from '../../shared/fields'
import { twilioErrors, twilioFailure } from '../twilio-fields'

const phone = (label: string) =>
  z
    .string()
    .max(40)
    .optional()
    .meta(layout({ label, placeholder: '+4915112345678', references: true }))

const Page = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      body: z.string(),
      status: z.string(),
      direction: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      date_sent: z.string().nullable(),
    }),
  ),
  next_page_uri: z.string().nullish(),
})

const MAX_PAGES = 20

export default defineAction({
  id: 'list-messages',
  version: 1,
  label: 'List messages',
  description: 'Lists sent and received messages, newest first.',
  synonyms: ['sms', 'history', '列出', '短信'],
  connections: ['account'],
  effect: 'read',
  input: z.strictObject({ to: phone('Sent to'), from: phone('Sent from'), limit: limitField(20) }),
  output: z.strictObject({ messages: listOutput('Messages') }),
  async run({ http }, { to, from, limit }) {
    const messages: z.infer<typeof Page>['messages'] = []
    let url: string | null = '/Messages.json'
    for (let page = 0; page < MAX_PAGES && url !== null && messages.length < limit; page += 1) {
      // The address of the next page contains the filters.
      const query = page === 0 ? { To: to, From: from, PageSize: Math.min(limit, 1_000) } : {}
      const response = await http({ method: 'GET', url, query })
      const found: z.infer<typeof Page> = Page.parse(response.json())
      messages.push(...found.messages)
      url = found.next_page_uri ? `https://api.twilio.com${found.next_page_uri}` : null
    }
    return { messages: messages.slice(0, limit).map(({ date_sent: sentAt, ...message }) => ({ ...message, sentAt })) }
  },
  failure: twilioFailure,
  errors: twilioErrors,
})
