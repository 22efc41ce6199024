import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { approvalChatField } from '../events/approval-chat-field'
import { type DecisionOutcome, defineChannel, type ReceivedFile, type Reception } from '../events/channel'
import { readDecision } from '../events/decision-value'
import { ask } from './ask'
import { edit } from './edit'
import { SentMessage, sentIdOf, telegramErrors, telegramFailure } from './telegram-fields'
import { THUMBS } from './thumbs'

const Entity = z.object({ type: z.string(), offset: z.number(), length: z.number() })
const Media = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().default(0),
})
const Message = z.object({
  message_id: z.number(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  from: z.object({ id: z.number(), is_bot: z.boolean() }),
  chat: z.object({ id: z.number(), type: z.string() }),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** The same picture in several sizes, the largest last. */
  photo: z.array(Media).default([]),
  document: Media.optional(),
  audio: Media.optional(),
  voice: Media.optional(),
  entities: z.array(Entity).default([]),
  caption_entities: z.array(Entity).default([]),
  reply_to_message: z.object({ from: z.object({ is_bot: z.boolean() }).optional() }).optional(),
})
/** A press of a button below an answer. */
const Callback = z.object({
  id: z.string(),
  from: z.object({ id: z.number() }),
  data: z.string(),
  message: z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) }),
})
const Update = z.object({ update_id: z.number(), message: Message.optional(), callback_query: z.unknown().optional() })

const MAX_CHARACTERS = 4_096

export default defineChannel({
  type: 'webhook',
  connections: ['bot-token'],
  fields: [
    { name: 'secretToken', label: 'Secret token', secret: true, generated: true },
    approvalChatField('-1001234567890'),
  ],
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
    const pressed = Callback.safeParse(update.data?.callback_query)
    if (pressed.success) return receptionOf(pressed.data)
    const message = update.success ? update.data.message : undefined
    if (!update.success || !message || message.from.is_bot) return { messages: [] }
    const { chat, from, message_id: id } = message
    const isPrivate = chat.type === 'private'
    const { text, isForBot } = withoutNames(message)
    const isReply = message.reply_to_message?.from?.is_bot === true
    // A bot without privacy mode, or an administrator, receives every message of a group.
    const files = filesOf(message)
    if ((text === '' && files.length === 0) || !(isPrivate || isForBot || isReply)) return { messages: [] }
    const topic = message.is_topic_message ? message.message_thread_id : undefined
    return {
      messages: [
        {
          eventId: String(update.data.update_id),
          conversation: `${chat.id}${topic === undefined ? '' : `:${topic}`}`,
          sender: String(from.id),
          text,
          ...(files.length > 0 ? { files } : {}),
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
  hasRatings: true,
  ask,
  edit,
  // Telegram documents one message a second in a chat, and 20 a minute in a group.
  editEveryMs: ({ replyTo }) => (replyTo === undefined ? 1_100 : 3_100),
  sendFile: defineAction({
    id: 'send-file',
    version: 1,
    label: 'Send a file',
    description: 'Sends a file.',
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
      file: FileRef.meta(layout({ label: 'File' })),
    }),
    output: z.strictObject({}),
    request: {
      method: 'POST',
      path: '/sendDocument',
      body: { multipart: { chat_id: '{{chat}}', document: '{{file}}', message_thread_id: '{{topic}}' } },
    },
    failure: telegramFailure,
    errors: telegramErrors,
  }),
  download: defineAction({
    id: 'download',
    version: 1,
    label: 'Download',
    description: 'Downloads a file of a message.',
    connections: ['bot-token'],
    effect: 'read',
    input: z.strictObject({ file: z.string().meta(layout({ label: 'File' })) }),
    output: z.strictObject({}),
    async run({ http, files }, { file }) {
      const found = await http({ method: 'GET', url: '/getFile', query: { file_id: file } })
      const { result } = z.object({ result: z.object({ file_path: z.string() }) }).parse(found.json())
      const path = result.file_path.split('/').map(encodeURIComponent).join('/')
      const url = `https://api.telegram.org/file/bot{token}/${path}`
      const { bytes, headers } = await http({ method: 'GET', url, isFile: true })
      await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name: 'file' })
      return {}
    },
    failure: telegramFailure,
    errors: telegramErrors,
  }),
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
      isLast: z
        .boolean()
        .default(false)
        .meta(layout({ label: 'Last part' })),
    }),
    output: z.strictObject({ sentId: z.string().optional() }),
    async run({ http }, { chat, topic, replyTo, text, isLast }) {
      const response = await http({
        method: 'POST',
        url: '/sendMessage',
        body: {
          json: {
            chat_id: chat,
            text,
            parse_mode: 'HTML',
            link_preview_options: { is_disabled: true },
            ...(topic === undefined ? {} : { message_thread_id: Number(topic) }),
            ...(replyTo === undefined
              ? {}
              : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }),
            ...(isLast ? { reply_markup: THUMBS } : {}),
          },
        },
      })
      const sent = z.object({ result: SentMessage }).safeParse(response.json()).data
      return sent ? { sentId: sentIdOf(sent.result) } : {}
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
    // Setting the same address again changes nothing, so no real key is needed.
    idempotency: { header: 'x-request-id' },
    input: z.strictObject({
      url: z.string().meta(layout({ label: 'Address' })),
      secretToken: z.string().meta(layout({ label: 'Secret token' })),
    }),
    output: z.strictObject({}),
    request: {
      method: 'POST',
      path: '/setWebhook',
      body: {
        json: { url: '{{url}}', secret_token: '{{secretToken}}', allowed_updates: ['message', 'callback_query'] },
      },
    },
    failure: telegramFailure,
    errors: telegramErrors,
  }),
  // Messages of groups are answered as replies.
  isPrivate: ({ target }) => target.replyTo === undefined,
  test: { field: 'chat', label: 'Chat ID', placeholder: '123456789' },
})

function filesOf({ photo, document, audio, voice }: z.infer<typeof Message>): ReceivedFile[] {
  const sent = [
    { media: photo.at(-1), name: 'picture.jpg', mediaType: 'image/jpeg' },
    { media: document, name: 'document', mediaType: '' },
    { media: audio, name: 'recording.mp3', mediaType: 'audio/mpeg' },
    { media: voice, name: 'voice.ogg', mediaType: 'audio/ogg' },
  ]
  return sent.flatMap(({ media, name, mediaType }) =>
    media
      ? [
          {
            name: media.file_name ?? name,
            mediaType: media.mime_type ?? mediaType,
            sizeBytes: media.file_size,
            source: { file: media.file_id },
          },
        ]
      : [],
  )
}

const NOTICES: Readonly<Record<DecisionOutcome, string>> = {
  accepted: '✓',
  late: 'This question was already answered.',
  forbidden: 'You may not answer this question.',
}

/** The response stops the animation of the button: Telegram accepts a method call in it. */
function receptionOf({ id, from, data, message }: z.infer<typeof Callback>): Reception {
  const sender = String(from.id)
  const respond = (text: string) => ({
    json: { method: 'answerCallbackQuery', callback_query_id: id, text },
  })
  const pressed = readDecision(data)
  if (pressed) {
    const decision = { ...pressed, sender, place: String(message.chat.id) }
    return { messages: [], decisions: [{ ...decision, respond: (outcome) => respond(NOTICES[outcome]) }] }
  }
  const rating = z.enum(['up', 'down']).safeParse(data).data
  if (!rating) return { messages: [] }
  return {
    messages: [],
    ratings: [{ sentId: sentIdOf(message), sender, rating }],
    response: respond(rating === 'up' ? '👍' : '👎'),
  }
}

/** Removes the names of bots, which end in “bot”. `isForBot`: the message mentions a bot or is a command. */
function withoutNames(message: z.infer<typeof Message>): { text: string; isForBot: boolean } {
  const { text = message.caption ?? '' } = message
  const entities = message.text === undefined ? message.caption_entities : message.entities
  const names = entities.filter(
    ({ type, offset, length }) => type === 'mention' && /bot$/i.test(text.slice(offset, offset + length)),
  )
  const kept = names
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((rest, { offset, length }) => rest.slice(0, offset) + rest.slice(offset + length), text)
  return { text: kept.trim(), isForBot: names.length > 0 || entities.some(({ type }) => type === 'bot_command') }
}
