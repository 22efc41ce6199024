import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { approvalChatField } from '../events/approval-chat-field'
import { defineChannel, type ReceivedDecision, type ReceivedRating } from '../events/channel'
import { readDecision } from '../events/decision-value'
import { ask } from './ask'
import { edit } from './edit'
import { slackErrors, slackFailure } from './slack-errors'

const Message = z.object({
  type: z.enum(['app_mention', 'message']),
  /** Set for edits, joins and other notices, but also for messages with files. */
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string().min(1),
  text: z.string().default(''),
  files: z
    .array(
      z.object({
        name: z.string().default('file'),
        mimetype: z.string().default(''),
        size: z.number().default(0),
        url_private_download: z.string().optional(),
      }),
    )
    .default([]),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
})
const Reaction = z.object({
  type: z.literal('reaction_added'),
  user: z.string().min(1),
  /** With a skin tone as in `+1::skin-tone-2`. */
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
})
const THUMBS: Readonly<Record<string, 'up' | 'down'>> = { '+1': 'up', thumbsup: 'up', '-1': 'down', thumbsdown: 'down' }
const Posted = z.object({ channel: z.string(), ts: z.string() })
const Upload = z.object({ upload_url: z.string(), file_id: z.string() })
/** Presses of buttons are sent as a form with JSON in its only field. */
const Form = z.object({ payload: z.string().max(200_000) })
const Press = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string().min(1), team_id: z.string().optional() }),
  channel: z.object({ id: z.string() }),
  actions: z.array(z.object({ value: z.string().optional() })),
})
const Envelope = z.object({
  type: z.string(),
  challenge: z.string().optional(),
  team_id: z.string().optional(),
  event: z.unknown().optional(),
})

/** The text of answers is Markdown, which chat.postMessage accepts in `markdown_text` up to this length. */
const MAX_CHARACTERS = 12_000

export default defineChannel({
  type: 'webhook',
  connections: ['oauth', 'bot-token'],
  fields: [
    {
      name: 'signingSecret',
      label: 'Signing secret',
      help: 'Copy it from “Basic Information” of your Slack app.',
      secret: true,
      pattern: /^[0-9a-f]{32}$/,
    },
    approvalChatField('C0123456789'),
  ],
  steps: [
    'Open your app at api.slack.com/apps, select “Event Subscriptions” and turn it on.',
    'Enter {url} as the request URL.',
    'Under “Subscribe to bot events”, add app_mention, message.im and, for feedback, reaction_added, and save. To read files, add the scope files:read under “OAuth & Permissions”.',
    'For approval buttons, select “Interactivity & Shortcuts”, turn it on and enter {url} as the request URL there, too.',
    'Reinstall the app, and invite it to a channel with /invite.',
  ],
  stepsUrl: 'https://docs.slack.dev/apis/events-api/',
  verification: {
    type: 'signature',
    algorithm: 'hmac-sha256',
    key: 'signingSecret',
    encoding: 'hex',
    parts: [{ text: 'v0:' }, { header: 'x-slack-request-timestamp' }, { text: ':' }, 'body'],
    signature: { header: 'x-slack-signature', prefix: 'v0=' },
    time: { header: 'x-slack-request-timestamp', unit: 'seconds' },
  },
  read({ body }) {
    const pressed = Form.safeParse(body)
    if (pressed.success) return { messages: [], decisions: decisionsOf(pressed.data.payload) }
    const envelope = Envelope.safeParse(body)
    if (!envelope.success) return { messages: [] }
    const { type, challenge, team_id: team = '', event } = envelope.data
    if (type === 'url_verification') return { messages: [], response: { text: challenge ?? '' } }
    const reaction = Reaction.safeParse(event)
    if (reaction.success) return { messages: [], ratings: ratingsOf(reaction.data, team) }
    const parsed = Message.safeParse(event)
    if (!parsed.success) return { messages: [] }
    const { user, text, ts, thread_ts: thread, channel, ...message } = parsed.data
    const isNotice = message.subtype !== undefined && message.subtype !== 'file_share'
    // In channels the app is mentioned; Slack also delivers the same text as a message there.
    const isForApp = message.type === 'app_mention' || message.channel_type === 'im'
    if (message.bot_id !== undefined || isNotice || !isForApp) return { messages: [] }
    const content = text.replaceAll(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, '').trim()
    const files = message.files.flatMap(({ name, mimetype, size, url_private_download: url }) =>
      url === undefined ? [] : [{ name, mediaType: mimetype, sizeBytes: size, source: { url } }],
    )
    if (content === '' && files.length === 0) return { messages: [] }
    const isDirect = message.channel_type === 'im' && thread === undefined
    return {
      messages: [
        {
          eventId: `${channel}:${ts}`,
          conversation: isDirect ? `${team}:${channel}` : `${team}:${channel}:${thread ?? ts}`,
          sender: `${team}:${user}`,
          text: readable(content),
          ...(files.length > 0 ? { files } : {}),
          target: { channel, ...(isDirect ? {} : { threadTs: thread ?? ts }) },
        },
      ],
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'markdown',
  hasRatings: true,
  ask,
  edit,
  // chat.update allows 50 requests a minute (tier 3).
  editEveryMs: () => 1_500,
  sendFile: defineAction({
    id: 'send-file',
    version: 1,
    label: 'Send a file',
    description: 'Uploads a file to a channel.',
    connections: ['oauth', 'bot-token'],
    scopes: ['files:write'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      channel: z.string().meta(layout({ label: 'Channel' })),
      threadTs: z
        .string()
        .optional()
        .meta(layout({ label: 'Thread' })),
      file: FileRef.meta(layout({ label: 'File' })),
    }),
    output: z.strictObject({}),
    async run({ http, files }, { channel, threadTs, file }) {
      const { bytes, name, mediaType } = await files.read(file)
      const query = { filename: name, length: bytes.byteLength }
      const reserved = await http({ method: 'GET', url: '/api/files.getUploadURLExternal', query })
      const { upload_url: url, file_id: id } = Upload.parse(reserved.json())
      await http({ method: 'POST', url, body: { bytes, contentType: mediaType || 'application/octet-stream' } })
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
      const json = { files: [{ id, title: name }], channel_id: channel, ...thread }
      await http({ method: 'POST', url: '/api/files.completeUploadExternal', body: { json } })
      return {}
    },
    failure: slackFailure,
    errors: slackErrors,
  }),
  download: defineAction({
    id: 'download',
    version: 1,
    label: 'Download',
    description: 'Downloads a file of a message.',
    connections: ['oauth', 'bot-token'],
    scopes: ['files:read'],
    effect: 'read',
    input: z.strictObject({ url: z.string().meta(layout({ label: 'Address' })) }),
    output: z.strictObject({}),
    async run({ http, files }, { url }) {
      const { bytes, headers } = await http({ method: 'GET', url, isFile: true })
      const mediaType = headers['content-type'] ?? ''
      await files.keep({ bytes, mediaType, name: 'file' })
      return {}
    },
    failure: slackFailure,
    errors: slackErrors,
  }),
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Posts an answer.',
    connections: ['oauth', 'bot-token'],
    scopes: ['chat:write'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      channel: z.string().meta(layout({ label: 'Channel' })),
      threadTs: z
        .string()
        .optional()
        .meta(layout({ label: 'Thread' })),
      text: z
        .string()
        .max(MAX_CHARACTERS)
        .meta(layout({ label: 'Text' })),
      isLast: z
        .boolean()
        .default(false)
        .meta(layout({ label: 'Last part' })),
    }),
    output: z.strictObject({ sentId: z.string().optional() }),
    async run({ http }, { channel, threadTs, text }) {
      const response = await http({
        method: 'POST',
        url: '/api/chat.postMessage',
        body: { json: { channel, markdown_text: text, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) } },
      })
      const posted = Posted.safeParse(response.json()).data
      return posted ? { sentId: `${posted.channel}:${posted.ts}` } : {}
    },
    failure: slackFailure,
    errors: slackErrors,
  }),
  // Ids of direct messages begin with a D.
  isPrivate: ({ target }) => target.channel?.startsWith('D') === true,
  test: { field: 'channel', label: 'Channel ID', placeholder: 'C0123456789' },
})

function decisionsOf(payload: string): ReceivedDecision[] {
  const parsed = Press.safeParse(jsonOrNull(payload))
  if (!parsed.success) return []
  const { team, user, channel, actions } = parsed.data
  const sender = `${team?.id ?? user.team_id ?? ''}:${user.id}`
  return actions.flatMap(({ value }) => {
    const decision = readDecision(value)
    return decision ? [{ ...decision, sender, place: channel.id }] : []
  })
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function ratingsOf({ user, reaction, item }: z.infer<typeof Reaction>, team: string): ReceivedRating[] {
  const name = reaction.replace(/::.*$/, '')
  const rating = Object.hasOwn(THUMBS, name) ? THUMBS[name] : undefined
  return rating === undefined ? [] : [{ sentId: `${item.channel}:${item.ts}`, sender: `${team}:${user}`, rating }]
}

/** Converts the markup of Slack to plain text: three escaped characters, links and names. */
function readable(text: string): string {
  return text
    .replaceAll(/<(https?:[^|>]+)(?:\|([^>]*))?>/g, (_, url: string, label = '') =>
      label === '' || label === url ? url : `${label} (${url})`,
    )
    .replaceAll(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
