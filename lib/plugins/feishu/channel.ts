import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel, type ReceivedFile, type ReceivedRating } from '../events/channel'
import { download, sendFile } from './channel-files'
import { edit } from './edit'
import { cardOf, feishuErrors, feishuFailure } from './feishu-fields'

const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string() })
const Event = z.object({
  header: z.object({ event_type: z.literal('im.message.receive_v1') }),
  event: z.object({
    sender: z.object({ sender_type: z.string(), sender_id: z.object({ open_id: z.string() }) }),
    message: z.object({
      message_id: z.string(),
      root_id: z.string().optional(),
      chat_id: z.string(),
      chat_type: z.string(),
      message_type: z.string(),
      content: z.string(),
    }),
  }),
})
const Reaction = z.object({
  header: z.object({ event_type: z.literal('im.message.reaction.created_v1') }),
  event: z.object({
    message_id: z.string(),
    operator_type: z.literal('user'),
    user_id: z.object({ open_id: z.string() }),
    reaction_type: z.object({ emoji_type: z.string() }),
  }),
})
const THUMBS: Readonly<Record<string, 'up' | 'down'>> = { THUMBSUP: 'up', ThumbsDown: 'down' }
const Sent = z.object({ data: z.object({ message_id: z.string() }).optional() })
const text = (label: string) => z.string().meta(layout({ label }))

export default defineChannel({
  type: 'webhook',
  connections: ['app'],
  fields: [
    {
      name: 'encryptKey',
      label: 'Encrypt key',
      help: 'Set it under “Events & Callbacks”, “Encryption strategy”.',
      secret: true,
      pattern: /^\S{8,200}$/,
    },
  ],
  steps: [
    'Open your app at open.feishu.cn/app or open.larksuite.com/app and select “Events & Callbacks”.',
    'Enter {url} as the request URL of events.',
    'Add the event im.message.receive_v1 with the permission to read messages that mention the bot and, for feedback, im.message.reaction.created_v1. Publish a version.',
  ],
  stepsUrl: 'https://open.feishu.cn/document/server-docs/event-subscription-guide/overview',
  verification: {
    type: 'signature',
    algorithm: 'sha256',
    encoding: 'hex',
    parts: [
      { header: 'x-lark-request-timestamp' },
      { header: 'x-lark-request-nonce' },
      { secret: 'encryptKey' },
      'body',
    ],
    signature: { header: 'x-lark-signature' },
    time: { header: 'x-lark-request-timestamp', unit: 'seconds' },
  },
  encryption: 'feishu',
  acceptsUnsigned: (body) => Challenge.safeParse(body).success,
  read({ body }) {
    const challenge = Challenge.safeParse(body)
    if (challenge.success) return { messages: [], response: { json: { challenge: challenge.data.challenge } } }
    const reaction = Reaction.safeParse(body)
    if (reaction.success) return { messages: [], ratings: ratingsOf(reaction.data) }
    const parsed = Event.safeParse(body)
    if (!parsed.success || parsed.data.event.sender.sender_type !== 'user') return { messages: [] }
    const { sender, message } = parsed.data.event
    const text = message.message_type === 'text' ? textOf(message.content) : ''
    const files = filesOf(message)
    if (text === '' && files.length === 0) return { messages: [] }
    const { message_id: messageId, root_id: root, chat_id: chat, chat_type: type } = message
    const thread = root ?? (type === 'p2p' ? undefined : messageId)
    return {
      messages: [
        {
          eventId: messageId,
          sender: sender.sender_id.open_id,
          text,
          ...(files.length > 0 ? { files } : {}),
          target: { messageId },
          conversation: thread === undefined ? chat : `${chat}:${thread}`,
        },
      ],
    }
  },
  // A card may have at most 30 kB.
  maxCharacters: 8_000,
  format: 'markdown',
  hasRatings: true,
  edit,
  // Feishu allows five edits of a message per second.
  editEveryMs: () => 1_000,
  download,
  sendFile,
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['app'],
    effect: 'write',
    // Feishu sends one message per uuid and hour.
    idempotency: { field: 'uuid' },
    input: z.strictObject({
      messageId: text('Message').optional(),
      chat: text('Chat').optional(),
      text: text('Text'),
      isLast: z
        .boolean()
        .default(false)
        .meta(layout({ label: 'Last part' })),
    }),
    // A failure with status 200 has no message ID, so the schema rejects it.
    output: z.strictObject({ sentId: z.string().min(1) }),
    async run({ http, idempotencyKey }, { messageId, chat = '', text: markdown }) {
      const content = { msg_type: 'interactive', content: cardOf(markdown), uuid: idempotencyKey.slice(-50) }
      const messages = '/open-apis/im/v1/messages'
      const response = await (messageId === undefined
        ? http({
            method: 'POST',
            url: messages,
            query: { receive_id_type: 'chat_id' },
            body: { json: { ...content, receive_id: chat } },
          })
        : http({
            method: 'POST',
            url: `${messages}/${encodeURIComponent(messageId)}/reply`,
            body: { json: content },
          }))
      return { sentId: Sent.parse(response.json()).data?.message_id ?? '' }
    },
    failure: feishuFailure,
    errors: feishuErrors,
  }),
  // In a group, each message begins a thread.
  isPrivate: ({ conversation }) => !conversation.includes(':'),
  test: { field: 'chat', label: 'Chat ID', placeholder: 'oc_…' },
})

const Content = z.object({
  image_key: z.string().optional(),
  file_key: z.string().optional(),
  file_name: z.string().default('file'),
})

function filesOf({
  message_id: messageId,
  message_type: type,
  content,
}: z.infer<typeof Event>['event']['message']): ReceivedFile[] {
  if (!['image', 'file', 'audio'].includes(type)) return []
  const { image_key: image, file_key: file, file_name: name } = Content.safeParse(jsonOrNull(content)).data ?? {}
  if (image !== undefined)
    return [{ name: 'picture.png', mediaType: '', sizeBytes: 0, source: { messageId, key: image, type: 'image' } }]
  if (file === undefined) return []
  const given = type === 'audio' ? 'voice.opus' : (name ?? 'file')
  return [{ name: given, mediaType: '', sizeBytes: 0, source: { messageId, key: file, type: 'file' } }]
}

function ratingsOf({ event }: z.infer<typeof Reaction>): ReceivedRating[] {
  const { message_id: sentId, user_id: user, reaction_type: reaction } = event
  const emoji = reaction.emoji_type
  const rating = Object.hasOwn(THUMBS, emoji) ? THUMBS[emoji] : undefined
  return rating === undefined ? [] : [{ sentId, sender: user.open_id, rating }]
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `{"text":"@_user_1 Hello"}`: mentions are placeholders. */
function textOf(content: string): string {
  const match = /"text"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(content)
  const parsed = z.string().safeParse(match?.[1] === undefined ? '' : JSON.parse(match[1]))
  return (parsed.data ?? '').replaceAll(/@_user_\d+/g, '').trim()
}
