import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import type { ActionDefinition } from '../action'
import discord from '../discord/channel'
import teams from '../microsoft-teams/channel'
import slack from '../slack/channel'
import telegram from '../telegram/channel'
import { callWire } from '../testing/wire'
import type { ChannelDefinition, Reception } from './channel'

const QUESTION = '0198c0de-0000-7000-8000-000000000001'
const SERVICE_URL = 'https://smba.trafficmanager.net/emea/'

interface Service {
  plugin: string
  channel: ChannelDefinition
  target: JsonObject
  place: string
  /** Reply of the service to a message, and the id that it leads to. */
  reply: JsonObject
  sentId: string
  /** Where the values of the buttons are, and an edit. */
  values(json: unknown): unknown[]
  editUrl: string
  removed: JsonObject
  pressed: unknown
  sender: string
}

const at = (json: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => Object(value)[key], json)

const SERVICES: Service[] = [
  {
    plugin: 'slack',
    channel: slack,
    target: { channel: 'C1', threadTs: '1.2' },
    place: 'C1',
    reply: { ok: true, channel: 'C1', ts: '5.6' },
    sentId: 'C1:5.6',
    values: (json) => [0, 1].map((index) => at(json, 'blocks', 1, 'elements', index, 'value')),
    editUrl: 'https://slack.com/api/chat.update',
    removed: { channel: 'C1', ts: '5.6', blocks: [{ type: 'markdown', text: 'Done' }] },
    pressed: {
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: 'T1', domain: 'x' },
        user: { id: 'U1', username: 'ada', team_id: 'T1' },
        channel: { id: 'C1', name: 'general' },
        actions: [{ type: 'button', block_id: 'b', action_id: 'approved', value: `approved:${QUESTION}` }],
      }),
    },
    sender: 'T1:U1',
  },
  {
    plugin: 'telegram',
    channel: telegram,
    target: { chat: '-100', topic: '3', replyTo: '4' },
    place: '-100',
    reply: { ok: true, result: { message_id: 9, chat: { id: -100 } } },
    sentId: '-100:9',
    values: (json) => [0, 1].map((index) => at(json, 'reply_markup', 'inline_keyboard', 0, index, 'callback_data')),
    editUrl: 'https://api.telegram.org/botsecret-key/editMessageText',
    removed: { chat_id: '-100', message_id: 9, text: 'Done' },
    pressed: {
      update_id: 1,
      callback_query: {
        id: '77',
        from: { id: 5, is_bot: false },
        data: `approved:${QUESTION}`,
        message: { message_id: 9, chat: { id: -100, type: 'supergroup' } },
      },
    },
    sender: '5',
  },
  {
    plugin: 'discord',
    channel: discord,
    target: { channel: '123456789012345678' },
    place: '123456789012345678',
    reply: { id: '42' },
    sentId: '42',
    values: (json) => [0, 1].map((index) => at(json, 'components', 0, 'components', index, 'custom_id')),
    editUrl: 'https://discord.com/api/v10/channels/123456789012345678/messages/42',
    removed: { content: 'Done', components: [] },
    pressed: {
      type: 3,
      id: '1',
      application_id: '2',
      token: 't',
      channel_id: '123456789012345678',
      member: { user: { id: '5' } },
      message: { id: '42' },
      data: { custom_id: `approved:${QUESTION}`, component_type: 2 },
    },
    sender: '5',
  },
  {
    plugin: 'microsoft-teams',
    channel: teams,
    target: { serviceUrl: SERVICE_URL, conversation: '19:a@thread.tacv2', replyTo: '7' },
    place: '19:a@thread.tacv2',
    reply: { id: '8' },
    sentId: '8',
    values: (json) =>
      [0, 1].map((index) => at(json, 'attachments', 0, 'content', 'actions', index, 'data', 'decision')),
    editUrl: `${SERVICE_URL}v3/conversations/19%3Aa%40thread.tacv2/activities/8`,
    removed: { id: '8', text: 'Done', attachments: [] },
    pressed: {
      type: 'message',
      id: '9',
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      from: { id: '29:ada' },
      recipient: { id: '28:bot' },
      conversation: { id: '19:a@thread.tacv2', conversationType: 'channel' },
      replyToId: '8',
      value: { decision: `approved:${QUESTION}` },
    },
    sender: '29:ada',
  },
]

const need = (action: ActionDefinition | undefined): ActionDefinition => action ?? raiseInternal('none')

function read(channel: ChannelDefinition, body: unknown): Reception {
  if (channel.type === 'poll') throw raiseInternal('polled')
  return channel.read({ method: 'POST', header: () => null, query: {}, body }, {})
}

test.each(SERVICES)('$plugin asks with two buttons whose values name the question', async (service) => {
  const { outputs, requests } = await callWire({
    action: { plugin: service.plugin, definition: need(service.channel.ask) },
    input: { ...service.target, text: 'Send it?', questionId: QUESTION },
    replies: [{ json: service.reply }],
  })
  const values = service.values(requests[0]?.json)
  expect(values).toEqual([`approved:${QUESTION}`, `rejected:${QUESTION}`])
  expect(Math.max(...values.map((value) => Buffer.byteLength(String(value))))).toBeLessThanOrEqual(64)
  expect(JSON.stringify(requests[0]?.json)).toContain('Send it?')
  expect(outputs).toEqual({ sentId: service.sentId })
})

test.each(SERVICES)('$plugin replaces the text and removes the buttons', async (service) => {
  const { outputs, requests } = await callWire({
    action: { plugin: service.plugin, definition: need(service.channel.edit) },
    input: { ...service.target, text: 'Done', sentId: service.sentId },
    replies: [{ json: service.reply }],
  })
  expect(requests[0]).toMatchObject({ url: service.editUrl, json: service.removed })
  expect(requests[0]?.json).not.toHaveProperty('reply_markup')
  expect(outputs).toEqual({ sentId: service.sentId })
})

test.each(SERVICES)('$plugin reads a press with its person and place', ({ channel, pressed, sender, place }) => {
  const { messages, ratings = [], decisions } = read(channel, pressed)
  expect(messages).toEqual([])
  expect(ratings).toEqual([])
  expect(decisions).toMatchObject([{ questionId: QUESTION, decision: 'approved', sender, place }])
})

test('shows in Telegram and Discord whether a button press counted', () => {
  const [inTelegram] = read(telegram, SERVICES[1]?.pressed).decisions ?? []
  expect(inTelegram?.respond?.('forbidden')).toEqual({
    json: {
      method: 'answerCallbackQuery',
      callback_query_id: '77',
      text: 'You may not answer this question.',
    },
  })
  const [inDiscord] = read(discord, SERVICES[2]?.pressed).decisions ?? []
  expect(inDiscord?.respond?.('late')).toEqual({
    json: { type: 4, data: { content: 'This question was already answered.', flags: 64 } },
  })
  expect(inDiscord?.respond?.('accepted')).toEqual({ json: { type: 6 } })
})

test('accepts an edit in Telegram that changes nothing', async () => {
  const { error } = await callWire({
    action: { plugin: 'telegram', definition: need(telegram.edit) },
    input: { sentId: '-100:9', text: 'Done' },
    replies: [
      { status: 400, json: { ok: false, error_code: 400, description: 'Bad Request: message is not modified: same' } },
    ],
  })
  expect(error).toBeNull()
})

test.each(['approved:x', 'approve', `deleted:${QUESTION}`, '{"decision":1}'])(
  'ignores the button value %s',
  (value) => {
    const payload = JSON.stringify({
      type: 'block_actions',
      user: { id: 'U1' },
      channel: { id: 'C1' },
      actions: [{ value }],
    })
    expect(read(slack, { payload })).toMatchObject({ messages: [], decisions: [] })
    expect(read(slack, { payload: '{' })).toMatchObject({ messages: [], decisions: [] })
  },
)
