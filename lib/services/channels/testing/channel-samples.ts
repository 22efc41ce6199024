import type { Json, JsonObject } from '@/lib/core/json'

/** What a channel must do. */
export const ABILITIES = ['files from people', 'files in answers', 'feedback'] as const
type Ability = (typeof ABILITIES)[number]

export interface ChannelSamples {
  plugin: string
  /** As the guide calls it. */
  label: string
  /** The longest message that the service documents. */
  limit: { unit: 'characters' | 'bytes'; max: number }
  /** Abilities that are absent, with the reason in the words of the guide. */
  absent: Partial<Record<Ability, string>>
  /** A message of `person` in a thread. */
  message(sent: { id: string; thread: string; person: string }): Json
  direct: Json
  /** A message that must not be answered. */
  fromBot: Json
  withFile: Json | null
  rating: Json | null
}

const MEDIA = { id: 'F1', mime_type: 'application/pdf', filename: 'menu.pdf' }

const slack = (event: JsonObject): Json => ({
  type: 'event_callback',
  team_id: 'T1',
  event: { type: 'app_mention', user: 'U1', text: 'Hi', channel: 'C1', ts: '1.1', ...event },
})
const telegram = (message: JsonObject, id = 1): Json => ({
  update_id: id,
  message: {
    message_id: id,
    from: { id: 5, is_bot: false },
    chat: { id: -100, type: 'supergroup' },
    text: '/ask',
    entities: [{ type: 'bot_command', offset: 0, length: 4 }],
    ...message,
  },
})
const discord = ({ member = { user: { id: 'U1' } }, ...interaction }: JsonObject): Json => ({
  type: 2,
  id: '1',
  application_id: 'A1',
  token: 't',
  channel_id: 'C1',
  channel: { type: 11 },
  context: 0,
  ...(member === null ? {} : { member }),
  data: { options: [{ value: 'Hi' }] },
  ...interaction,
})
const teams = (activity: JsonObject): Json => ({
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  from: { id: '29:1' },
  recipient: { id: '28:bot' },
  conversation: { id: '19:a', conversationType: 'channel' },
  text: '<at>Bot</at> Hi',
  entities: [{ type: 'mention', mentioned: { id: '28:bot' }, text: '<at>Bot</at>' }],
  ...activity,
})
const whatsapp = (message: JsonObject): Json => ({
  entry: [
    {
      changes: [
        {
          value: {
            metadata: { phone_number_id: 'P1' },
            messages: [{ from: '49', id: 'w1', type: 'text', text: { body: 'Hi' }, ...message }],
          },
        },
      ],
    },
  ],
})
const feishu = (message: JsonObject, sender = 'ou_1', type = 'user'): Json => ({
  header: { event_type: 'im.message.receive_v1' },
  event: {
    sender: { sender_type: type, sender_id: { open_id: sender } },
    message: {
      message_id: 'om_1',
      chat_id: 'oc_1',
      chat_type: 'group',
      message_type: 'text',
      content: '{"text":"Hi"}',
      ...message,
    },
  },
})
const dingtalk = (message: JsonObject): Json => ({
  msgId: 'm1',
  msgtype: 'text',
  conversationId: 'cid1',
  conversationType: '2',
  senderStaffId: 'staff1',
  text: { content: 'Hi' },
  ...message,
})
const wecom = (message: JsonObject): Json => ({
  MsgType: 'text',
  FromUserName: 'ada',
  MsgId: '1',
  AgentID: '100',
  Content: 'Hi',
  ...message,
})

/** Messages as each service documents them. Email, which is polled, has tests with a real mail server. */
export const CHANNEL_SAMPLES: readonly ChannelSamples[] = [
  {
    plugin: 'slack',
    label: 'Slack',
    limit: { unit: 'characters', max: 12_000 },
    absent: {},
    message: ({ id, thread, person }) => slack({ ts: id, thread_ts: thread, user: person }),
    direct: slack({ type: 'message', channel_type: 'im', channel: 'D1' }),
    fromBot: slack({ bot_id: 'B1' }),
    withFile: slack({ files: [{ name: 'menu.pdf', url_private_download: 'https://files.slack.com/menu.pdf' }] }),
    rating: {
      type: 'event_callback',
      event: {
        ...{ type: 'reaction_added', user: 'U1', reaction: '+1' },
        item: { type: 'message', channel: 'C1', ts: '1.1' },
      },
    },
  },
  {
    plugin: 'telegram',
    label: 'Telegram',
    limit: { unit: 'characters', max: 4_096 },
    absent: {},
    message: ({ id, thread, person }) =>
      telegram(
        { from: { id: Number(person), is_bot: false }, is_topic_message: true, message_thread_id: Number(thread) },
        Number(id),
      ),
    direct: telegram({ chat: { id: 5, type: 'private' } }),
    fromBot: telegram({ from: { id: 6, is_bot: true } }),
    withFile: telegram({ document: { file_id: 'F1', file_name: 'menu.pdf' } }),
    rating: {
      update_id: 2,
      callback_query: {
        ...{ id: 'q1', from: { id: 5 }, data: 'up' },
        message: { message_id: 1, chat: { id: -100 } },
      },
    },
  },
  {
    plugin: 'discord',
    label: 'Discord',
    limit: { unit: 'characters', max: 2_000 },
    absent: {},
    message: ({ id, thread, person }) => discord({ id, channel_id: thread, member: { user: { id: person } } }),
    direct: discord({ context: 1, channel: { type: 1 }, member: null, user: { id: 'U1' } }),
    // Discord sends interactions of people only; a ping is not a message.
    fromBot: discord({ type: 1 }),
    withFile: discord({
      data: {
        options: [{ value: 'Hi' }],
        resolved: { attachments: { F1: { filename: 'menu.pdf', url: 'https://cdn.discordapp.com/menu.pdf' } } },
      },
    }),
    rating: discord({ type: 3, message: { id: '9' }, data: { custom_id: 'up' } }),
  },
  {
    plugin: 'microsoft-teams',
    label: 'Microsoft Teams',
    limit: { unit: 'bytes', max: 100_000 },
    absent: { 'files in answers': 'names only: Teams requires consent to each file' },
    message: ({ id, thread, person }) =>
      teams({ id, from: { id: person }, conversation: { id: `19:${thread}`, conversationType: 'channel' } }),
    direct: teams({ conversation: { id: 'a:1', conversationType: 'personal' } }),
    fromBot: teams({ from: { id: '28:other' } }),
    withFile: teams({
      attachments: [{ contentType: 'image/png', contentUrl: 'https://smba.trafficmanager.net/teams/picture' }],
    }),
    rating: {
      ...{ type: 'invoke', name: 'message/submitAction', from: { id: '29:1' }, replyToId: '9' },
      value: { actionName: 'feedback', actionValue: { reaction: 'like' } },
    },
  },
  {
    plugin: 'whatsapp',
    label: 'WhatsApp',
    limit: { unit: 'characters', max: 4_096 },
    absent: {},
    message: ({ id, thread }) => whatsapp({ id, from: thread }),
    direct: whatsapp({}),
    // WhatsApp delivers messages of people only; reports about sent messages have none.
    fromBot: { entry: [{ changes: [{ value: { metadata: { phone_number_id: 'P1' }, statuses: [{ id: 'w1' }] } }] }] },
    withFile: whatsapp({ type: 'document', document: MEDIA }),
    rating: whatsapp({ type: 'reaction', text: { body: '' }, reaction: { message_id: 'w0', emoji: '👍' } }),
  },
  {
    plugin: 'feishu',
    label: 'Feishu/Lark',
    // Of a card, in JSON.
    limit: { unit: 'bytes', max: 30_000 },
    absent: {},
    message: ({ id, thread, person }) => feishu({ message_id: id, root_id: thread }, person),
    direct: feishu({ chat_type: 'p2p' }),
    fromBot: feishu({}, 'cli_1', 'app'),
    withFile: feishu({ message_type: 'file', content: '{"file_key":"F1","file_name":"menu.pdf"}' }),
    rating: {
      header: { event_type: 'im.message.reaction.created_v1' },
      event: {
        ...{ message_id: 'om_9', operator_type: 'user', user_id: { open_id: 'ou_1' } },
        reaction_type: { emoji_type: 'THUMBSUP' },
      },
    },
  },
  {
    plugin: 'dingtalk',
    label: 'DingTalk',
    limit: { unit: 'characters', max: 5_000 },
    absent: {
      'files from people': 'none: DingTalk does not document the host that serves files',
      'files in answers': 'names only',
      feedback: 'none: DingTalk reports no reactions to robots',
    },
    message: ({ id, thread, person }) => dingtalk({ msgId: id, conversationId: thread, senderStaffId: person }),
    direct: dingtalk({ conversationType: '1' }),
    // A robot has no staff ID.
    fromBot: dingtalk({ senderStaffId: '' }),
    withFile: null,
    rating: null,
  },
  {
    plugin: 'wecom',
    label: 'WeCom',
    limit: { unit: 'bytes', max: 2_048 },
    absent: { feedback: 'none: WeCom reports no reactions' },
    message: ({ id, thread }) => wecom({ MsgId: id, FromUserName: thread }),
    direct: wecom({}),
    // Events of the app have no text.
    fromBot: wecom({ MsgType: 'event', Content: '' }),
    withFile: wecom({ MsgType: 'image', MediaId: 'F1', Content: '' }),
    rating: null,
  },
]
