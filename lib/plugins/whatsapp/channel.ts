import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel } from '../events/channel'
import { whatsappErrors, whatsappFailure } from './whatsapp-fields'

const Message = z.object({
  from: z.string(),
  id: z.string(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
})
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
    return {
      messages: changes.flatMap((change) => {
        const found = Change.safeParse(change)
        if (!found.success) return []
        const { metadata, messages } = found.data.value
        return messages.flatMap(({ from, id, text: body }) => {
          const content = body?.body.trim() ?? ''
          if (content === '') return []
          const conversation = `${metadata.phone_number_id}:${from}`
          return [{ eventId: id, conversation, sender: from, text: content, target: { to: from } }]
        })
      }),
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'plain',
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['token'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({ to: text('Recipient'), text: text('Text') }),
    output: z.strictObject({}),
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
    failure: whatsappFailure,
    errors: whatsappErrors,
  }),
  test: { field: 'to', label: 'Number', placeholder: '+4915112345678' },
})
