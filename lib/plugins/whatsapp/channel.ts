import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel, type ReceivedMessage, type ReceivedRating } from '../events/channel'
import { thumbOf } from '../events/thumb-of'
import { download, sendFile } from './channel-files'
import { whatsappErrors, whatsappFailure } from './whatsapp-fields'

const Media = z.object({
  id: z.string(),
  mime_type: z.string().default(''),
  caption: z.string().default(''),
  filename: z.string().optional(),
})
const Message = z.object({
  from: z.string(),
  id: z.string(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  image: Media.optional(),
  document: Media.optional(),
  audio: Media.optional(),
  /** Without an emoji when it was removed. */
  reaction: z.object({ message_id: z.string(), emoji: z.string().optional() }).optional(),
})
type SentMessage = z.infer<typeof Message>
const Change = z.object({
  value: z.object({
    metadata: z.object({ phone_number_id: z.string() }),
    /** Absent in reports about sent messages. */
    messages: z.array(Message).default([]),
  }),
})
const Notification = z.object({ entry: z.array(z.object({ changes: z.array(z.unknown()) })) })

const MAX_CHARACTERS = 4_096
const text = (label: string) => z.string().meta(layout({ label }))

export default defineChannel({
  type: 'webhook',
  connections: ['token'],
  fields: [
    {
      name: 'appSecret',
      label: 'App secret',
      help: 'Copy it from “App settings”, “Basic” of your Meta app.',
      secret: true,
      pattern: /^[0-9a-f]{32}$/,
    },
    { name: 'verifyToken', label: 'Verify token', secret: true, generated: true },
  ],
  steps: [
    'Open your app at developers.facebook.com/apps and select “WhatsApp”, “Configuration”.',
    'Enter {url} as the callback URL and the verify token, and save.',
    'Subscribe to the webhook field “messages”.',
  ],
  stepsUrl: 'https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks',
  verification: {
    type: 'signature',
    algorithm: 'hmac-sha256',
    key: 'appSecret',
    encoding: 'hex',
    parts: ['body'],
    signature: { header: 'x-hub-signature-256', prefix: 'sha256=' },
  },
  handshake: { type: 'token', secret: 'verifyToken', place: { query: 'hub.verify_token' } },
  read({ method, query, body }) {
    if (method === 'GET') return { messages: [], response: { text: query['hub.challenge'] ?? '' } }
    const parsed = Notification.safeParse(body)
    const changes = parsed.success ? parsed.data.entry.flatMap((entry) => entry.changes) : []
    const values = changes.flatMap((change) => Change.safeParse(change).data?.value ?? [])
    return {
      messages: values.flatMap(({ metadata, messages }) =>
        messages.flatMap((message) => messagesIn(message, metadata.phone_number_id)),
      ),
      ratings: values.flatMap(({ messages }) => messages.flatMap(ratingsIn)),
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'plain',
  hasRatings: true,
  download,
  sendFile,
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['token'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      to: text('Recipient'),
      text: text('Text'),
      isLast: z
        .boolean()
        .default(false)
        .meta(layout({ label: 'Last part' })),
    }),
    output: z.strictObject({ sentId: z.string() }),
    request: {
      method: 'POST',
      path: '/messages',
      body: {
        json: {
          messaging_product: 'whatsapp',
          recipient_type: 'individual',
          to: '{{to}}',
          type: 'text',
          text: { body: '{{text}}', preview_url: false },
        },
      },
    },
    pick: { sentId: '/messages/0/id' },
    failure: whatsappFailure,
    errors: whatsappErrors,
  }),
  isPrivate: () => true,
  test: { field: 'to', label: 'Number', placeholder: '+4915112345678' },
})

function messagesIn({ from, id, ...message }: SentMessage, phoneNumberId: string): ReceivedMessage[] {
  const media = [
    { sent: message.image, name: 'picture.jpg' },
    { sent: message.document, name: 'document' },
    { sent: message.audio, name: 'voice.ogg' },
  ]
  const files = media.flatMap(({ sent, name }) =>
    sent ? [{ name: sent.filename ?? name, mediaType: sent.mime_type, sizeBytes: 0, source: { media: sent.id } }] : [],
  )
  const text = (message.text?.body ?? message.image?.caption ?? message.document?.caption ?? '').trim()
  if (text === '' && files.length === 0) return []
  const conversation = `${phoneNumberId}:${from}`
  const attached = files.length > 0 ? { files } : {}
  return [{ eventId: id, conversation, sender: from, text, ...attached, target: { to: from } }]
}

function ratingsIn({ from, reaction }: SentMessage): ReceivedRating[] {
  const rating = thumbOf(reaction?.emoji ?? '')
  return reaction && rating ? [{ sentId: reaction.message_id, sender: from, rating }] : []
}
