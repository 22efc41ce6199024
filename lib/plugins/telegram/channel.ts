import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel } from '../events/channel'
import { telegramErrors, telegramFailure } from './telegram-fields'

const Message = z.object({
  message_id: z.number(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  from: z.object({ id: z.number(), is_bot: z.boolean() }),
  chat: z.object({ id: z.number(), type: z.string() }),
  text: z.string().optional(),
  caption: z.string().optional(),
})
const Update = z.object({ update_id: z.number(), message: Message.optional() })

const MAX_CHARACTERS = 4_096

export default defineChannel({
  connections: ['bot-token'],
  fields: [{ name: 'secretToken', label: 'Secret token', secret: true, generated: true }],
  steps: [
    'Patchbay registers {url} for your bot when you save. A bot has one webhook: another program that uses it stops receiving messages.',
    'To use the bot in a group, add it there. It receives messages that mention it or reply to it.',
  ],
  stepsUrl: 'https://core.telegram.org/bots/api#setwebhook',
  verification: {
    type: 'token',
    secret: 'secretToken',
    place: { header: 'x-telegram-bot-api-secret-token' },
  },
  read({ body }) {
    const update = Update.safeParse(body)
    const message = update.success ? update.data.message : undefined
    const text = (message?.text ?? message?.caption ?? '').trim()
    if (!update.success || !message || message.from.is_bot || text === '') return { messages: [] }
    const { chat, from, message_id: id } = message
    const topic = message.is_topic_message ? message.message_thread_id : undefined
    const isPrivate = chat.type === 'private'
    return {
      messages: [
        {
          eventId: String(update.data.update_id),
          conversation: `${chat.id}${topic === undefined ? '' : `:${topic}`}`,
          sender: String(from.id),
          text,
          target: {
            chat: String(chat.id),
            ...(topic === undefined ? {} : { topic: String(topic) }),
            ...(isPrivate ? {} : { replyTo: String(id) }),
          },
        },
      ],
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'telegram',
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['bot-token'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      chat: z.string().meta(layout({ label: 'Chat' })),
      topic: z
        .string()
        .optional()
        .meta(layout({ label: 'Topic' })),
      replyTo: z
        .string()
        .optional()
        .meta(layout({ label: 'Reply to message' })),
      text: z.string().meta(layout({ label: 'Text' })),
    }),
    output: z.strictObject({}),
    async run({ http }, { chat, topic, replyTo, text }) {
      await http({
        method: 'POST',
        url: '/sendMessage',
        body: {
          json: {
            ...{ chat_id: chat, text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
            ...(topic === undefined ? {} : { message_thread_id: Number(topic) }),
            ...(replyTo === undefined
              ? {}
              : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }),
          },
        },
      })
      return {}
    },
    failure: telegramFailure,
    errors: telegramErrors,
  }),
  register: defineAction({
    id: 'set-webhook',
    version: 1,
    label: 'Set the webhook',
    description: 'Registers the address at Telegram.',
    connections: ['bot-token'],
    effect: 'write',
    // The same address again changes nothing.
    idempotency: { header: 'x-request-id' },
    input: z.strictObject({
      url: z.string().meta(layout({ label: 'Address' })),
      secretToken: z.string().meta(layout({ label: 'Secret token' })),
    }),
    output: z.strictObject({}),
    request: {
      method: 'POST',
      path: '/setWebhook',
      body: { json: { url: '{{url}}', secret_token: '{{secretToken}}', allowed_updates: ['message'] } },
    },
    failure: telegramFailure,
    errors: telegramErrors,
  }),
  test: { field: 'chat', label: 'Chat ID', placeholder: '123456789' },
})
