import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { testCommonFailures } from '../testing/common-failures'
import { callWire, keepIn } from '../testing/wire'
import channel from './channel'

const CHANNEL = '123456789012345678'
const request = (body: unknown) => ({ method: 'POST' as const, header: () => null, query: {}, body })

test('sends a message without notifying anyone', async () => {
  const { outputs, requests } = await callWire({
    action: 'discord/send-message',
    input: { channel: CHANNEL, text: 'Hi @everyone' },
    replies: [{ json: { id: '334385199974967042', content: 'Hi @everyone' } }],
  })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: `https://discord.com/api/v10/channels/${CHANNEL}/messages`,
      headers: { authorization: 'Bot secret-key' },
      json: { content: 'Hi @everyone', allowed_mentions: { parse: [] } },
    },
  ])
  expect(outputs).toEqual({ id: '334385199974967042' })
})

test('edits a message and starts a thread', async () => {
  const edited = await callWire({
    action: 'discord/edit-message',
    input: { channel: CHANNEL, message: CHANNEL, text: 'New' },
    replies: [{ json: { id: CHANNEL } }],
  })
  expect(edited.requests[0]).toMatchObject({ method: 'PATCH', json: { content: 'New' } })
  const thread = await callWire({
    action: 'discord/create-thread',
    input: { channel: CHANNEL, message: CHANNEL, name: 'Topic' },
    replies: [{ status: 201, json: { id: '41771983423143937' } }],
  })
  expect(thread.requests[0]).toMatchObject({
    url: `https://discord.com/api/v10/channels/${CHANNEL}/messages/${CHANNEL}/threads`,
    json: { name: 'Topic' },
  })
  expect(thread.outputs).toEqual({ id: '41771983423143937' })
})

test('reads messages', async () => {
  const message = { id: CHANNEL, content: 'Hi', timestamp: '2017-07-11T17:27:07Z', author: { username: 'Mason' } }
  const { outputs } = await callWire({
    action: 'discord/list-messages',
    input: { channel: CHANNEL },
    replies: [{ json: [message] }],
  })
  expect(outputs).toEqual({
    messages: [{ id: CHANNEL, author: 'Mason', text: 'Hi', createdAt: '2017-07-11T17:27:07Z' }],
  })
})

const command = {
  type: 2,
  id: '786008729715212338',
  application_id: '1',
  token: 'A_UNIQUE_TOKEN',
  channel_id: '645027906669510667',
  member: { user: { id: '53908232506183680' } },
  data: { name: 'ask', options: [{ type: 3, value: 'Why?' }] },
}

test('answers a ping, and a command with a message that follows', () => {
  expect(channel.read(request({ ...command, type: 1 }), {})).toEqual({ messages: [], response: { json: { type: 1 } } })
  expect(channel.read(request(command), {})).toEqual({
    messages: [
      {
        eventId: '786008729715212338',
        sender: '53908232506183680',
        text: 'Why?',
        conversation: '645027906669510667:53908232506183680',
        target: {
          application: '1',
          token: 'A_UNIQUE_TOKEN',
          interaction: '786008729715212338',
          channel: '645027906669510667',
        },
      },
    ],
    response: { json: { type: 5 } },
  })
  const inThread = channel.read(request({ ...command, channel: { type: 11 } }), {})
  expect(inThread.messages[0]?.conversation).toBe('645027906669510667')
})

/** The id of an interaction that began this long before the time of the test. */
const interactionOf = (minutes: number): string =>
  String(BigInt(Date.UTC(2026, 10, 30) - minutes * 60_000 - 1_420_070_400_000) << 22n)

test.each([
  [14, 'webhooks/1/A_UNIQUE_TOKEN?wait=true'],
  [15, `channels/${CHANNEL}/messages`],
])('sends an answer after %i minutes to %s', async (minutes, path) => {
  const { requests } = await callWire({
    action: { plugin: 'discord', definition: channel.send },
    input: {
      application: '1',
      token: 'A_UNIQUE_TOKEN',
      interaction: interactionOf(minutes),
      channel: CHANNEL,
      text: 'Because.',
    },
    replies: [{ json: { id: '1' } }],
  })
  expect(requests).toMatchObject([{ url: `https://discord.com/api/v10/${path}`, json: { content: 'Because.' } }])
})

test('puts thumbs below the last part of an answer, and reads a press as a rating', async () => {
  const { outputs, requests } = await callWire({
    action: { plugin: 'discord', definition: channel.send },
    input: { channel: CHANNEL, text: 'Because.', isLast: true },
    replies: [{ json: { id: '1039178961027780659' } }],
  })
  expect(requests[0]?.json).toMatchObject({
    components: [
      {
        type: 1,
        components: [
          { type: 2, custom_id: 'up' },
          { type: 2, custom_id: 'down' },
        ],
      },
    ],
  })
  expect(outputs).toEqual({ sentId: '1039178961027780659' })
  const press = {
    ...command,
    type: 3,
    message: { id: '1039178961027780659' },
    data: { component_type: 2, custom_id: 'up' },
  }
  expect(channel.read(request(press), {})).toEqual({
    messages: [],
    response: { json: { type: 6 } },
    ratings: [{ sentId: '1039178961027780659', sender: '53908232506183680', rating: 'up' }],
  })
  expect(channel.read(request({ ...press, data: { custom_id: 'other' } }), {}).ratings).toEqual([])
})

test('reads the file of a command, downloads it, and sends a file as a follow-up', async () => {
  const url = 'https://cdn.discordapp.com/ephemeral-attachments/1/2/menu.csv?ex=1&hm=2'
  const attachment = { id: '9', filename: 'menu.csv', content_type: 'text/csv', size: 3, url, proxy_url: url }
  const options = [
    { name: 'question', type: 3, value: 'Vegan?' },
    { name: 'file', type: 11, value: '9' },
  ]
  const sent = { ...command, data: { name: 'ask', options, resolved: { attachments: { 9: attachment } } } }
  expect(channel.read(request(sent), {}).messages).toMatchObject([
    { text: 'Vegan?', files: [{ name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3, source: { url } }] },
  ])
  const kept: JsonObject[] = []
  const downloaded = await callWire({
    action: { plugin: 'discord', definition: channel.download ?? raiseInternal('none') },
    input: { url },
    replies: [{ body: 'a,b', headers: { 'content-type': 'text/csv' } }],
    files: keepIn(kept),
  })
  expect([downloaded.requests[0]?.url, kept]).toEqual([url, [{ mediaType: 'text/csv', text: 'a,b' }]])
  const { requests } = await callWire({
    action: { plugin: 'discord', definition: channel.sendFile ?? raiseInternal('none') },
    input: { channel: CHANNEL, file: { fileId: newId(), name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3 } },
    files: { file: async () => ({ name: 'menu.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('a,b') }) },
    replies: [{ json: { id: '1' } }],
  })
  expect(requests[0]?.url).toBe(`https://discord.com/api/v10/channels/${CHANNEL}/messages`)
  expect(requests[0]?.body).toContain('name="files[0]"; filename="menu.csv"')
})

test('sends a test message to a channel, and creates the command', async () => {
  const sent = await callWire({
    action: { plugin: 'discord', definition: channel.send },
    input: { channel: CHANNEL, text: 'Test' },
    replies: [{ json: { id: '1' } }],
  })
  expect(sent.requests[0]?.url).toBe(`https://discord.com/api/v10/channels/${CHANNEL}/messages`)
  const created = await callWire({
    action: { plugin: 'discord', definition: channel.register ?? raiseInternal('none') },
    input: { url: 'https://patchbay.example/x', applicationId: '1' },
    replies: [{ status: 201, json: { id: '2' } }],
  })
  expect(created.requests[0]).toMatchObject({
    url: 'https://discord.com/api/v10/applications/1/commands',
    json: {
      name: 'ask',
      options: [
        { name: 'question', required: true },
        { type: 11, name: 'file' },
      ],
    },
  })
})

testCommonFailures({ action: 'discord/list-messages', label: 'Discord', input: { channel: CHANNEL } })
