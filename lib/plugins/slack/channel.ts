import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel } from '../events/channel'
import { slackErrors, slackFailure } from './slack-errors'

const Message = z.object({
  type: z.enum(['app_mention', 'message']),
  /** Edits, joins and other notices; a message with files has one, too. */
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string().min(1),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
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
  connections: ['oauth', 'bot-token'],
  fields: [
    {
      name: 'signingSecret',
      label: 'Signing secret',
      help: 'Copy it from “Basic Information” of your Slack app.',
      secret: true,
      pattern: /^[0-9a-f]{32}$/,
    },
  ],
  steps: [
    'Open your app at api.slack.com/apps, select “Event Subscriptions” and turn it on.',
    'Enter {url} as the request URL.',
    'Under “Subscribe to bot events”, add app_mention and message.im, and save.',
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
    const envelope = Envelope.safeParse(body)
    if (!envelope.success) return { messages: [] }
    const { type, challenge, team_id: team = '', event } = envelope.data
    if (type === 'url_verification') return { messages: [], response: { text: challenge ?? '' } }
    const parsed = Message.safeParse(event)
    if (!parsed.success) return { messages: [] }
    const { user, text, ts, thread_ts: thread, channel, ...message } = parsed.data
    const isNotice = message.subtype !== undefined && message.subtype !== 'file_share'
    // In channels the app is mentioned; Slack also delivers the same text as a message there.
    const isForApp = message.type === 'app_mention' || message.channel_type === 'im'
    if (message.bot_id !== undefined || isNotice || !isForApp) return { messages: [] }
    const content = text.replaceAll(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, '').trim()
    if (content === '') return { messages: [] }
    const isDirect = message.channel_type === 'im' && thread === undefined
    return {
      messages: [
        {
          eventId: `${channel}:${ts}`,
          conversation: isDirect ? `${team}:${channel}` : `${team}:${channel}:${thread ?? ts}`,
          sender: `${team}:${user}`,
          text: readable(content),
          target: { channel, ...(isDirect ? {} : { threadTs: thread ?? ts }) },
        },
      ],
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'markdown',
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
    }),
    output: z.strictObject({}),
    request: {
      method: 'POST',
      path: '/api/chat.postMessage',
      body: { json: { channel: '{{channel}}', markdown_text: '{{text}}', thread_ts: '{{threadTs}}' } },
    },
    failure: slackFailure,
    errors: slackErrors,
  }),
  test: { field: 'channel', label: 'Channel ID', placeholder: 'C0123456789' },
})

/** Slack escapes three characters, and marks links and names. */
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
