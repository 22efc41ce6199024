import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel } from '../events/channel'
import { discordErrors, discordFailure } from './discord-fields'

const PING = 1
const COMMAND = 2
/** A press of a button below an answer. */
const COMPONENT = 3
/** Discord shows that an answer follows. */
const DEFERRED = 5
/** The message stays as it is. */
const UPDATE_DEFERRED = 6
/** Discord accepts answers to an interaction for 15 minutes, and rejects later ones with 401; less a reserve to send. */
const ANSWERABLE_MS = 14.5 * 60_000
/** The first millisecond of Discord's ids, which begin with their time. */
const EPOCH_MS = 1_420_070_400_000
const THREADS: readonly number[] = [10, 11, 12]

const User = z.object({ id: z.string() })
const Interaction = z.object({
  type: z.number(),
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  channel_id: z.string().optional(),
  channel: z.object({ type: z.number() }).optional(),
  member: z.object({ user: User }).optional(),
  user: User.optional(),
  message: z.object({ id: z.string() }).optional(),
  data: z
    .object({
      custom_id: z.string().optional(),
      options: z.array(z.object({ value: z.unknown().optional() })).default([]),
    })
    .optional(),
})

const MAX_CHARACTERS = 2_000

const Thumb = z.enum(['up', 'down'])
const button = (emoji: string, rating: z.infer<typeof Thumb>) => ({
  ...{ type: 2, style: 2, emoji: { name: emoji }, custom_id: rating },
})
const THUMBS = [{ type: 1, components: [button('👍', 'up'), button('👎', 'down')] }]
const text = (label: string) => z.string().meta(layout({ label }))

export default defineChannel({
  type: 'webhook',
  connections: ['bot-token'],
  fields: [
    {
      name: 'applicationId',
      label: 'Application ID',
      help: 'Copy it from “General Information” of your application.',
      pattern: /^\d{15,22}$/,
    },
    {
      name: 'publicKey',
      label: 'Public key',
      help: 'Copy it from “General Information” of your application.',
      pattern: /^[0-9a-f]{64}$/,
    },
  ],
  steps: [
    'When you save, Patchbay creates the command /ask for the application.',
    'Open the application at discord.com/developers/applications and enter {url} as the “Interactions Endpoint URL” under “General Information”.',
    'Under “Installation”, select the scope applications.commands, and install the application on your server.',
  ],
  stepsUrl: 'https://discord.com/developers/docs/interactions/overview',
  hasManualSteps: true,
  verification: {
    type: 'signature',
    algorithm: 'ed25519',
    key: 'publicKey',
    encoding: 'hex',
    parts: [{ header: 'x-signature-timestamp' }, 'body'],
    signature: { header: 'x-signature-ed25519' },
    time: { header: 'x-signature-timestamp', unit: 'seconds' },
  },
  read({ body }) {
    const parsed = Interaction.safeParse(body)
    if (!parsed.success) return { messages: [] }
    const { type, id, application_id: application, token, channel_id: channel = '', ...sent } = parsed.data
    if (type === PING) return { messages: [], response: { json: { type: PING } } }
    const question = sent.data?.options[0]?.value
    const user = sent.member?.user.id ?? sent.user?.id
    if (type === COMPONENT) {
      const rating = Thumb.safeParse(sent.data?.custom_id).data
      const { message } = sent
      const isRating = rating !== undefined && user !== undefined && message !== undefined
      return {
        messages: [],
        ratings: isRating ? [{ sentId: message.id, sender: user, rating }] : [],
        response: { json: { type: UPDATE_DEFERRED } },
      }
    }
    if (type !== COMMAND || typeof question !== 'string' || user === undefined) return { messages: [] }
    const isThread = THREADS.includes(sent.channel?.type ?? -1)
    return {
      messages: [
        {
          ...{ eventId: id, sender: user, text: question },
          conversation: isThread ? channel : `${channel}:${user}`,
          target: { application, token, interaction: id, channel },
        },
      ],
      response: { json: { type: DEFERRED } },
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'markdown',
  hasRatings: true,
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['bot-token'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      ...{ application: text('Application').optional(), token: text('Token').optional() },
      ...{ interaction: text('Interaction').optional(), channel: text('Channel'), text: text('Text') },
      isLast: z
        .boolean()
        .default(false)
        .meta(layout({ label: 'Last part' })),
    }),
    output: z.strictObject({ sentId: z.string().optional() }),
    async run({ http, now }, { application = '', token = '', interaction, channel, text: content, isLast }) {
      // The first message after a deferred response replaces it. A late one is an ordinary message of the bot.
      const url =
        interaction !== undefined && now() < timeOf(interaction) + ANSWERABLE_MS
          ? `/webhooks/${encodeURIComponent(application)}/${encodeURIComponent(token)}?wait=true`
          : `/channels/${encodeURIComponent(channel)}/messages`
      const json = { content, allowed_mentions: { parse: [] }, ...(isLast ? { components: THUMBS } : {}) }
      const response = await http({ method: 'POST', url, body: { json } })
      const sent = z.object({ id: z.string() }).safeParse(response.json()).data
      return sent ? { sentId: sent.id } : {}
    },
    failure: discordFailure,
    errors: discordErrors,
  }),
  register: defineAction({
    id: 'create-command',
    version: 1,
    label: 'Create the command',
    description: 'Creates the command /ask.',
    connections: ['bot-token'],
    effect: 'write',
    // A command of the same name is replaced.
    idempotency: { header: 'X-Request-Id' },
    input: z.strictObject({ url: text('Address'), applicationId: text('Application ID') }),
    output: z.strictObject({}),
    request: {
      method: 'POST',
      path: '/applications/{{applicationId}}/commands',
      body: {
        json: {
          ...{ name: 'ask', description: 'Ask a question', type: 1 },
          options: [{ type: 3, name: 'question', description: 'Your question', required: true }],
        },
      },
    },
    failure: discordFailure,
    errors: discordErrors,
  }),
  test: { field: 'channel', label: 'Channel ID', placeholder: '123456789012345678' },
})

const timeOf = (id: string): number => (/^\d{1,20}$/.test(id) ? Number(BigInt(id) >> 22n) + EPOCH_MS : 0)
