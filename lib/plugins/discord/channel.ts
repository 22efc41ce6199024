import { z } from 'zod'
import { FileRef } from '@/lib/core/file-ref'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { approvalChatField } from '../events/approval-chat-field'
import { type DecisionOutcome, defineChannel, type Reception } from '../events/channel'
import { readDecision } from '../events/decision-value'
import { multipartBody } from '../execute/multipart-body'
import { messagesOf } from './address-of'
import { ask } from './ask'
import { THUMBS } from './buttons'
import { discordErrors, discordFailure } from './discord-fields'
import { edit } from './edit'
import { placeFields } from './place-fields'

const PING = 1
const COMMAND = 2
/** A press of a button below an answer. */
const COMPONENT = 3
/** The type of a response that announces a later answer. */
const DEFERRED = 5
/** The type of a response with a message. */
const MESSAGE = 4
/** Flag of a message that only one person sees. */
const EPHEMERAL = 64
/** The type of a response that leaves the message as it is. */
const UPDATE_DEFERRED = 6
/** The context of a command in the direct messages with the bot. */
const BOT_DM = 1
const THREADS: readonly number[] = [10, 11, 12]

const User = z.object({ id: z.string() })
const Attachment = z.object({
  filename: z.string(),
  url: z.string(),
  content_type: z.string().optional(),
  size: z.number().default(0),
})
const Interaction = z.object({
  type: z.number(),
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  channel_id: z.string().optional(),
  channel: z.object({ type: z.number() }).optional(),
  context: z.number().optional(),
  member: z.object({ user: User }).optional(),
  user: User.optional(),
  message: z.object({ id: z.string() }).optional(),
  data: z
    .object({
      custom_id: z.string().optional(),
      options: z.array(z.object({ value: z.unknown().optional() })).default([]),
      resolved: z.object({ attachments: z.record(z.string(), Attachment).default({}) }).optional(),
    })
    .optional(),
})

const MAX_CHARACTERS = 2_000

const NOTICES: Readonly<Record<Exclude<DecisionOutcome, 'accepted'>, string>> = {
  late: 'This question was already answered.',
  forbidden: 'You may not answer this question.',
}

/** A rejected press gets a notice that only its person sees. */
const responseTo = (outcome: DecisionOutcome): Reception['response'] =>
  outcome === 'accepted'
    ? { json: { type: UPDATE_DEFERRED } }
    : { json: { type: MESSAGE, data: { content: NOTICES[outcome], flags: EPHEMERAL } } }

const Thumb = z.enum(['up', 'down'])
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
    approvalChatField('123456789012345678'),
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
      const pressed = readDecision(sent.data?.custom_id)
      if (pressed && user !== undefined)
        return { messages: [], decisions: [{ ...pressed, sender: user, place: channel, respond: responseTo }] }
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
    const files = Object.values(sent.data?.resolved?.attachments ?? {}).map(
      ({ filename: name, content_type: mediaType = '', size: sizeBytes, url }) => ({
        name,
        mediaType,
        sizeBytes,
        source: { url },
      }),
    )
    const isDirect = sent.context === BOT_DM
    const isThread = THREADS.includes(sent.channel?.type ?? -1)
    return {
      messages: [
        {
          eventId: id,
          sender: user,
          text: question,
          ...(files.length > 0 ? { files } : {}),
          conversation: isThread ? channel : `${channel}:${user}`,
          target: { application, token, interaction: id, channel, ...(isDirect ? { direct: 'true' } : {}) },
        },
      ],
      response: { json: { type: DEFERRED } },
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'markdown',
  hasRatings: true,
  ask,
  edit,
  // Discord documents its limits in response headers; five requests in two seconds are common for a channel.
  editEveryMs: () => 1_000,
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['bot-token'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      ...placeFields,
      text: text('Text'),
      isLast: z
        .boolean()
        .default(false)
        .meta(layout({ label: 'Last part' })),
    }),
    output: z.strictObject({ sentId: z.string().optional() }),
    async run({ http, now }, { text: content, isLast, ...place }) {
      const url = messagesOf(place, now())
      const json = { content, allowed_mentions: { parse: [] }, ...(isLast ? { components: THUMBS } : {}) }
      const response = await http({ method: 'POST', url, body: { json } })
      const sent = z.object({ id: z.string() }).safeParse(response.json()).data
      return sent ? { sentId: sent.id } : {}
    },
    failure: discordFailure,
    errors: discordErrors,
  }),
  sendFile: defineAction({
    id: 'send-file',
    version: 1,
    label: 'Send a file',
    description: 'Sends a file.',
    connections: ['bot-token'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      ...placeFields,
      file: FileRef.meta(layout({ label: 'File' })),
    }),
    output: z.strictObject({}),
    async run({ http, files, now }, { file, ...place }) {
      const { bytes, mediaType, name } = await files.read(file)
      const { content, contentType } = multipartBody([{ name: 'files[0]', bytes, mediaType, fileName: name }])
      const url = messagesOf(place, now())
      await http({ method: 'POST', url, body: { bytes: content, contentType } })
      return {}
    },
    failure: discordFailure,
    errors: discordErrors,
  }),
  download: defineAction({
    id: 'download',
    version: 1,
    label: 'Download',
    description: 'Downloads a file of a command.',
    connections: ['bot-token'],
    effect: 'read',
    input: z.strictObject({ url: text('Address') }),
    output: z.strictObject({}),
    async run({ http, files }, { url }) {
      const { bytes, headers } = await http({ method: 'GET', url, isFile: true })
      await files.keep({ bytes, mediaType: headers['content-type'] ?? '', name: 'file' })
      return {}
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
          name: 'ask',
          description: 'Ask a question',
          type: 1,
          options: [
            { type: 3, name: 'question', description: 'Your question', required: true },
            { type: 11, name: 'file', description: 'A file for the question' },
          ],
        },
      },
    },
    failure: discordFailure,
    errors: discordErrors,
  }),
  isPrivate: ({ target }) => target.direct !== undefined,
  test: { field: 'channel', label: 'Channel ID', placeholder: '123456789012345678' },
})
