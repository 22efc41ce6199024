import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../action'
import { defineChannel } from '../events/channel'

const Account = z.object({ id: z.string().min(1), role: z.string().optional() })
const Activity = z.object({
  type: z.literal('message'),
  id: z.string().min(1),
  channelId: z.literal('msteams'),
  serviceUrl: z.string(),
  from: Account,
  recipient: Account,
  conversation: z.object({ id: z.string().min(1), conversationType: z.string().optional() }),
  text: z.string().default(''),
  entities: z
    .array(z.object({ type: z.string(), text: z.string().optional(), mentioned: Account.optional() }))
    .default([]),
})

const MAX_CHARACTERS = 20_000
/** For test messages; messages of people name their own. */
const SERVICE_URL = 'https://smba.trafficmanager.net/teams/'
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
    const parsed = Activity.safeParse(body)
    if (!parsed.success || isBot(parsed.data.from)) return { messages: [] }
    const { id, from, recipient, conversation, serviceUrl, entities, text: sent } = parsed.data
    const mentions = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id)
    // A bot with the permission to read a whole team also receives messages that are not for it.
    if (conversation.conversationType !== 'personal' && mentions.length === 0) return { messages: [] }
    const question = mentions
      .reduce((rest, mention) => (mention.text ? rest.replace(mention.text, '') : rest), sent)
      .replaceAll('&nbsp;', ' ')
      .trim()
    if (question === '') return { messages: [] }
    return {
      messages: [
        {
          eventId: id,
          sender: from.id,
          text: question,
          // In a channel it contains the first message of the reply chain.
          conversation: conversation.id,
          target: { serviceUrl, conversation: conversation.id, replyTo: id },
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
    description: 'Sends an answer.',
    connections: ['bot'],
    effect: 'write',
    idempotency: 'none',
    input: z.strictObject({
      serviceUrl: text('Service URL').default(SERVICE_URL),
      conversation: text('Conversation'),
      replyTo: text('Reply to message').optional(),
      text: text('Text'),
    }),
    output: z.strictObject({}),
    async run({ http }, { serviceUrl, conversation, replyTo, text: answer }) {
      const activities = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversation)}/activities`
      await http({
        method: 'POST',
        url: replyTo === undefined ? activities : `${activities}/${encodeURIComponent(replyTo)}`,
        body: {
          json: {
            type: 'message',
            textFormat: 'markdown',
            text: answer,
            ...(replyTo === undefined ? {} : { replyToId: replyTo }),
          },
        },
      })
      return {}
    },
    failure: { path: '/failed', equals: true, reason: '/error/code', message: '/error/message' },
    errors: {
      ConversationNotFound: { code: 'NOT_FOUND', message: 'Teams does not have this conversation.' },
      BotNotInConversationRoster: {
        code: 'TOOL_FAILED',
        message: 'The bot is not in this conversation. Install its app there.',
      },
    },
  }),
  test: { field: 'conversation', label: 'Conversation ID', placeholder: '19:…@thread.tacv2' },
})
