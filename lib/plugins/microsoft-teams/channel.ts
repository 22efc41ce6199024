import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { approvalChatField } from '../events/approval-chat-field'
import { defineChannel, type ReceivedFile, type ReceivedRating } from '../events/channel'
import { readDecision } from '../events/decision-value'
import { ask } from './ask'
import { activitiesOf, botErrors, botFailure, placeFields, Sent, withThumbs } from './bot-messages'
import { download } from './download'
import { edit } from './edit'

const Account = z.object({ id: z.string().min(1), role: z.string().optional() })
const Activity = z.object({
  type: z.literal('message'),
  id: z.string().min(1),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: Account,
  recipient: Account,
  conversation: z.object({ id: z.string().min(1), conversationType: z.string().optional() }),
  text: z.string().nullish(),
  /** Data of a pressed button. */
  value: z.object({ decision: z.string() }).optional().catch(undefined),
  attachments: z
    .array(z.object({ contentType: z.string(), contentUrl: z.string().optional(), name: z.string().optional() }))
    .nullish(),
  entities: z
    .array(z.object({ type: z.string(), text: z.string().optional(), mentioned: Account.optional() }))
    .default([]),
})

/** A thumb below an answer, sent by the feedback buttons of Teams. */
const Feedback = z.object({
  type: z.literal('invoke'),
  name: z.literal('message/submitAction'),
  from: Account,
  replyToId: z.string().min(1),
  value: z.object({
    actionName: z.literal('feedback'),
    actionValue: z.object({ reaction: z.enum(['like', 'dislike']) }),
  }),
})

const MAX_CHARACTERS = 20_000
const text = (label: string) => z.string().meta(layout({ label }))

/** Accounts of bots in Teams. */
const isBot = ({ id, role }: z.infer<typeof Account>): boolean => id.startsWith('28:') || role === 'bot'

export default defineChannel({
  type: 'webhook',
  connections: ['bot'],
  fields: [
    {
      name: 'appId',
      label: 'App ID',
      help: 'Copy the Microsoft app ID from “Configuration” of the Azure Bot.',
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    },
    approvalChatField('19:…@thread.tacv2'),
  ],
  steps: [
    'Open the Azure Bot at portal.azure.com, and enter {url} as the messaging endpoint under “Configuration”.',
    'Under “Channels”, add Microsoft Teams.',
    'Create an app with the bot at dev.teams.microsoft.com, and install it in a team or chat. In a channel, mention the bot to ask it.',
  ],
  stepsUrl: 'https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-quickstart',
  verification: {
    type: 'jwt',
    metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.com',
    audience: 'appId',
    claims: [{ claim: 'serviceurl', property: 'serviceUrl' }],
    endorsement: 'channelId',
  },
  read({ body }) {
    const feedback = Feedback.safeParse(body)
    if (feedback.success) return { messages: [], ratings: [ratingOf(feedback.data)], response: { json: {} } }
    const parsed = Activity.safeParse(body)
    if (!parsed.success || isBot(parsed.data.from)) return { messages: [] }
    const { id, from, recipient, conversation, serviceUrl, entities, value } = parsed.data
    const pressed = readDecision(value?.decision)
    if (pressed) return { messages: [], decisions: [{ ...pressed, sender: from.id, place: conversation.id }] }
    const mentions = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id)
    // A bot with the permission to read a whole team also receives messages that are not for it.
    const isDirect = conversation.conversationType === 'personal'
    if (!isDirect && mentions.length === 0) return { messages: [] }
    const question = mentions
      .reduce((rest, mention) => (mention.text ? rest.replace(mention.text, '') : rest), parsed.data.text ?? '')
      .replaceAll('&nbsp;', ' ')
      .trim()
    const files = filesOf(parsed.data)
    if (question === '' && files.length === 0) return { messages: [] }
    return {
      messages: [
        {
          eventId: id,
          sender: from.id,
          text: question,
          ...(files.length > 0 ? { files } : {}),
          // In a channel it contains the first message of the reply chain.
          conversation: conversation.id,
          target: {
            serviceUrl,
            conversation: conversation.id,
            replyTo: id,
            ...(isDirect ? { direct: 'true' } : {}),
          },
        },
      ],
    }
  },
  maxCharacters: MAX_CHARACTERS,
  format: 'markdown',
  hasRatings: true,
  download,
  ask,
  edit,
  // The Bot Framework allows 1,800 messages an hour in a conversation.
  editEveryMs: () => 2_000,
  send: defineAction({
    id: 'answer',
    version: 1,
    label: 'Answer',
    description: 'Sends an answer.',
    connections: ['bot'],
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
    async run({ http }, { replyTo, text: answer, isLast, ...place }) {
      const activities = activitiesOf(place)
      const response = await http({
        method: 'POST',
        url: replyTo === undefined ? activities : `${activities}/${encodeURIComponent(replyTo)}`,
        body: {
          json: {
            type: 'message',
            textFormat: 'markdown',
            text: answer,
            ...(isLast ? withThumbs : {}),
            ...(replyTo === undefined ? {} : { replyToId: replyTo }),
          },
        },
      })
      const sent = Sent.safeParse(response.json()).data
      return sent ? { sentId: sent.id } : {}
    },
    failure: botFailure,
    errors: botErrors,
  }),
  isPrivate: ({ target }) => target.direct !== undefined,
  test: { field: 'conversation', label: 'Conversation ID', placeholder: '19:…@thread.tacv2' },
})

/** Pictures. The files of a chat are in SharePoint, whose host the connection does not know. */
const filesOf = ({ attachments, serviceUrl }: z.infer<typeof Activity>): ReceivedFile[] =>
  (attachments ?? []).flatMap(({ contentType, contentUrl: url, name = 'picture' }) =>
    contentType.startsWith('image/') && url?.startsWith(new URL(serviceUrl).origin)
      ? [{ name, mediaType: contentType === 'image/*' ? '' : contentType, sizeBytes: 0, source: { url } }]
      : [],
  )

const ratingOf = ({ from, replyToId: sentId, value }: z.infer<typeof Feedback>): ReceivedRating => ({
  sentId,
  sender: from.id,
  rating: value.actionValue.reaction === 'like' ? 'up' : 'down',
})
