import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { isVerified } from '@/lib/secrets/verify-request'
import { formatAnswer } from '@/lib/services/channels/format-answer'
import { splitAnswer } from '@/lib/services/channels/split-answer'
import { testCommonFailures } from '../testing/common-failures'
import { callWire, keepIn } from '../testing/wire'
import channel from './channel'

const sent = {
  ok: true,
  result: { message_id: 365, chat: { id: -100123, type: 'supergroup' }, date: 1441645532, text: 'Hi' },
}

test('sends a message with the token in the path', async () => {
  const { outputs, requests } = await callWire({
    action: 'telegram/send-message',
    input: { chat: '-1001234567890', text: 'Hi' },
    replies: [{ json: sent }],
  })
  expect(requests).toMatchObject([{ method: 'POST', url: 'https://api.telegram.org/botsecret-key/sendMessage' }])
  expect(requests[0]?.json).toEqual({ chat_id: '-1001234567890', text: 'Hi' })
  expect(outputs).toEqual({ messageId: 365 })
})

test('edits a message', async () => {
  const { requests } = await callWire({
    action: 'telegram/edit-message',
    input: { chat: '@patchbay', messageId: '365', text: 'Hello' },
    replies: [{ json: sent }],
  })
  expect(requests[0]?.json).toEqual({ chat_id: '@patchbay', message_id: 365, text: 'Hello' })
})

test('sends a file as multipart/form-data', async () => {
  const file = {
    fileId: '0198c0de-0000-7000-8000-000000000001',
    name: 'r"é.txt',
    mediaType: 'text/plain',
    sizeBytes: 5,
  }
  const { requests, outputs } = await callWire({
    action: 'telegram/send-document',
    input: { chat: '-1001234567890', file },
    replies: [{ json: sent }],
    files: {
      file: async () => ({ bytes: new TextEncoder().encode('Hello'), mediaType: 'text/plain', name: 'r"é.txt' }),
    },
  })
  const type = String(requests[0]?.headers['content-type'])
  const parts = await new Response(Buffer.from(requests[0]?.body ?? '', 'utf8'), {
    headers: { 'content-type': type },
  }).formData()
  const document = parts.get('document')
  expect(parts.get('chat_id')).toBe('-1001234567890')
  expect(parts.has('caption')).toBe(false)
  expect(document instanceof File && (await document.text())).toBe('Hello')
  expect(outputs).toEqual({ messageId: 365 })
})

test.each([
  ['Bad Request: chat not found', 'Telegram does not know this chat, or the bot is not in it.'],
  ['Bad Request: message is too long', 'Telegram responded: Bad Request: message is too long'],
])('explains the failure “%s”', async (description, message) => {
  const { error } = await callWire({
    action: 'telegram/send-message',
    input: { chat: '12345', text: 'Hi' },
    replies: [{ status: 400, json: { ok: false, error_code: 400, description } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message })
})

testCommonFailures({
  action: 'telegram/edit-message',
  label: 'Telegram',
  input: { chat: '12345', messageId: 1, text: 'x' },
})

const USER = { id: 1111, is_bot: false, first_name: 'Ada' }
const GROUP = { id: -100123, type: 'supergroup', title: 'Team' }
const read = (overrides: JsonObject) => {
  const message = { message_id: 1365, date: 1441645532, from: USER, chat: { id: 1111, type: 'private' }, ...overrides }
  const body = { update_id: 10000, message }
  return channel.read({ method: 'POST', header: () => null, query: {}, body }, {}).messages
}

test('reads a private message and a caption', () => {
  const expected = { eventId: '10000', conversation: '1111', sender: '1111', text: 'Why?', target: { chat: '1111' } }
  expect(read({ text: ' Why? ' })).toEqual([expected])
  expect(read({ caption: 'Why?', photo: [] })).toEqual([expected])
})

test('reads a group message that mentions the bot, replies to it or is a command, without the name', () => {
  const mention = { type: 'mention', offset: 0, length: 13 }
  const inTopic = { is_topic_message: true, message_thread_id: 7 }
  expect(read({ chat: GROUP, text: '@patchbay_bot Why?', entities: [mention], ...inTopic })).toEqual([
    {
      eventId: '10000',
      conversation: '-100123:7',
      sender: '1111',
      text: 'Why?',
      target: { chat: '-100123', topic: '7', replyTo: '1365' },
    },
  ])
  const caption = { caption: '@patchbay_bot Why?', caption_entities: [mention] }
  expect(read({ chat: GROUP, ...caption })).toMatchObject([{ text: 'Why?' }])
  const answered = { message_id: 1, from: { id: 2, is_bot: true, first_name: 'Bot' } }
  expect(read({ chat: GROUP, text: 'And then?', reply_to_message: answered })).toMatchObject([{ text: 'And then?' }])
  const command = { type: 'bot_command', offset: 0, length: 4 }
  expect(read({ chat: GROUP, text: '/ask Why?', entities: [command] })).toMatchObject([{ text: '/ask Why?' }])
})

test('ignores other group messages, bots, edits, and messages without text', () => {
  expect(read({ chat: GROUP, text: 'Lunch?' })).toEqual([])
  expect(read({ chat: GROUP, text: '@ada Lunch?', entities: [{ type: 'mention', offset: 0, length: 4 }] })).toEqual([])
  expect(read({ chat: GROUP, text: 'Yes', reply_to_message: { message_id: 1, from: USER } })).toEqual([])
  expect(read({ from: { ...USER, is_bot: true }, text: 'Hi' })).toEqual([])
  expect(read({ sticker: {} })).toEqual([])
  const body = { update_id: 1, edited_message: { message_id: 1, from: USER, chat: GROUP, text: 'x' } }
  expect(channel.read({ method: 'POST', header: () => null, query: {}, body }, {})).toEqual({ messages: [] })
})

test('reads pictures and documents, and downloads a file by its path', async () => {
  const photo = [
    { file_id: 'small', file_unique_id: 'a', width: 90, height: 90, file_size: 1_000 },
    { file_id: 'large', file_unique_id: 'b', width: 800, height: 800, file_size: 90_000 },
  ]
  expect(read({ photo })).toMatchObject([
    {
      text: '',
      files: [{ name: 'picture.jpg', mediaType: 'image/jpeg', sizeBytes: 90_000, source: { file: 'large' } }],
    },
  ])
  const document = {
    file_id: 'd',
    file_unique_id: 'c',
    file_name: 'menu.pdf',
    mime_type: 'application/pdf',
    file_size: 4,
  }
  expect(read({ document, caption: 'Vegan?' })).toMatchObject([
    { text: 'Vegan?', files: [{ name: 'menu.pdf', mediaType: 'application/pdf', source: { file: 'd' } }] },
  ])
  const kept: JsonObject[] = []
  const { requests } = await callWire({
    action: { plugin: 'telegram', definition: channel.download ?? raiseInternal('none') },
    input: { file: 'd' },
    replies: [
      { json: { ok: true, result: { file_id: 'd', file_path: 'documents/file 1.pdf' } } },
      { body: '%PDF', headers: { 'content-type': 'application/octet-stream' } },
    ],
    files: keepIn(kept),
  })
  expect(requests.map(({ url }) => url)).toEqual([
    'https://api.telegram.org/botsecret-key/getFile?file_id=d',
    'https://api.telegram.org/file/botsecret-key/documents/file%201.pdf',
  ])
  expect(kept).toEqual([{ mediaType: 'application/octet-stream', text: '%PDF' }])
})

test('puts thumbs below the last part of an answer, and reads a press as a rating', async () => {
  const { outputs, requests } = await answer(
    { chat: '1111', text: 'Yes', isLast: true },
    { ok: true, result: { message_id: 1366, chat: { id: 1111, type: 'private' }, date: 1441645533 } },
  )
  expect(requests[0]?.json).toMatchObject({
    reply_markup: { inline_keyboard: [[{ callback_data: 'up' }, { callback_data: 'down' }]] },
  })
  expect(outputs).toEqual({ sentId: '1111:1366' })
  const query = {
    id: '4382bfdwdsb323b2d9',
    from: USER,
    chat_instance: '1',
    data: 'down',
    message: { message_id: 1366, date: 1441645533, chat: { id: 1111, type: 'private' } },
  }
  const press = (callback: JsonObject) =>
    channel.read(
      { method: 'POST', header: () => null, query: {}, body: { update_id: 2, callback_query: callback } },
      {},
    )
  expect(press(query)).toEqual({
    messages: [],
    ratings: [{ sentId: '1111:1366', sender: '1111', rating: 'down' }],
    response: { json: { method: 'answerCallbackQuery', callback_query_id: '4382bfdwdsb323b2d9', text: '👎' } },
  })
  expect(press({ ...query, data: 'other' })).toEqual({ messages: [] })
})

test.each([
  ['s3cret', true],
  ['other', false],
  [null, false],
])('verifies the secret token %j: %j', (token, expected) => {
  const header = (name: string) => (name === 'x-telegram-bot-api-secret-token' ? token : null)
  const request = { header, query: {}, body: Buffer.from('{}') }
  expect(isVerified(channel.verification, { secretToken: 's3cret' }, request, Date.now())).toBe(expected)
})

const answer = (input: JsonObject, json: JsonObject = sent) =>
  callWire({ action: { plugin: 'telegram', definition: channel.send }, input, replies: [{ json }] })

test('answers in the topic of a group as a reply, as HTML', async () => {
  const text = formatAnswer('**Yes** <&>', channel.format)
  const { requests } = await answer({ chat: '-100123', topic: '7', replyTo: '1365', text })
  expect(requests).toMatchObject([{ method: 'POST', url: 'https://api.telegram.org/botsecret-key/sendMessage' }])
  expect(requests[0]?.json).toEqual({
    chat_id: '-100123',
    text: '<b>Yes</b> &lt;&amp;&gt;',
    parse_mode: 'HTML',
    message_thread_id: 7,
    link_preview_options: { is_disabled: true },
    reply_parameters: { message_id: 1365, allow_sending_without_reply: true },
  })
  const direct = await answer({ chat: '1111', text: 'Hi' })
  expect(Object.keys(Object(direct.requests[0]?.json))).not.toContain('reply_parameters')
})

test('splits an answer that is longer than 4,096 characters', () => {
  const line = 'A sentence of the answer.'
  const parts = splitAnswer(Array(400).fill(line).join('\n'), channel.maxCharacters)
  expect(parts).toHaveLength(3)
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(4_096)
  expect(parts.join('\n').split('\n')).toEqual(Array(400).fill(line))
})

test('explains a rejected answer', async () => {
  const { error } = await answer(
    { chat: '1111', text: 'Hi' },
    { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  )
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: 'The user has blocked the bot.' })
})

test('registers the address with the secret token, for messages and buttons', async () => {
  const { requests } = await callWire({
    action: { plugin: 'telegram', definition: channel.register ?? raiseInternal('none') },
    input: { url: 'https://patchbay.example/hooks/channels/x', secretToken: 's3cret' },
    replies: [{ json: { ok: true, result: true } }],
  })
  expect(requests).toMatchObject([
    {
      url: 'https://api.telegram.org/botsecret-key/setWebhook',
      json: {
        url: 'https://patchbay.example/hooks/channels/x',
        secret_token: 's3cret',
        allowed_updates: ['message', 'callback_query'],
      },
    },
  ])
})
