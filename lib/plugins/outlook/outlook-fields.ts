import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const outlookKinds = ['oauth'] as const
export const mailScopes = ['Mail.ReadWrite'] as const
export const sendScopes = ['Mail.Send'] as const
export const calendarScopes = ['Calendars.ReadWrite'] as const

const id = (label: string) =>
  z
    .string()
    .regex(/^[\w=-]{10,1000}$/, 'Use an ID that Outlook returned.')
    .meta(layout({ label, references: true }))

export const mailField = id('Message ID')
export const eventField = id('Event ID')

const Address = z.object({ emailAddress: z.object({ address: z.string().default('') }) })

export const Message = z
  .object({
    id: z.string(),
    subject: z.string().nullish(),
    from: Address.nullish(),
    toRecipients: z.array(Address).default([]),
    receivedDateTime: z.string(),
    conversationId: z.string().default(''),
    webLink: z.string().default(''),
    body: z.object({ content: z.string() }),
  })
  .transform(({ id, subject, from, toRecipients, receivedDateTime, conversationId, webLink, body }) => ({
    id,
    subject: subject ?? '',
    from: from?.emailAddress.address ?? '',
    text: body.content,
    to: toRecipients.map(({ emailAddress }) => emailAddress.address),
    date: receivedDateTime,
    conversationId,
    url: webLink,
  }))

export const messageColumns = 'id,subject,from,toRecipients,receivedDateTime,conversationId,webLink,body'

/** Requests the body of a message as text; it is HTML otherwise. */
export const asText = { prefer: 'outlook.body-content-type="text"' } as const

export const recipientsOf = (addresses: readonly string[] = []) =>
  addresses.map((address) => ({ emailAddress: { address } }))

/** Outlook expects a time without an offset, and its time zone in another field. */
export const utcOf = (time: string) => ({ dateTime: new Date(time).toISOString().slice(0, 19), timeZone: 'UTC' })
