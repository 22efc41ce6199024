import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { testCommonFailures } from '../testing/common-failures'
import { callWire, keepIn } from '../testing/wire'
import channel from './channel'

const posted = { ok: true, channel: 'C123ABC456', ts: '1503435956.000247', message: { text: 'Hi', type: 'message' } }

test('posts a message, without the optional thread', async () => {
  const { outputs, requests } = await callWire({
    action: 'slack/post-message',
    input: { channel: 'C123ABC456', text: 'Say "hi"\n{{not a template}}' },
    replies: [{ json: posted }],
  })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://slack.com/api/chat.postMessage',
      headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
      json: { channel: 'C123ABC456', text: 'Say "hi"\n{{not a template}}' },
    },
  ])
  expect(requests[0]?.json).not.toHaveProperty('thread_ts')
  expect(outputs).toEqual({ ts: '1503435956.000247', channel: 'C123ABC456' })
})

test('replies in a thread', async () => {
  const { requests } = await callWire({
    action: 'slack/post-message',
    input: { channel: 'C123ABC456', text: 'Hi', threadTs: '1503435956.000247' },
    replies: [{ json: posted }],
  })
  expect(requests[0]?.json).toMatchObject({ thread_ts: '1503435956.000247' })
})

test.each([
  ['not_in_channel', 'TOOL_FAILED', 'The app is not in this channel. Invite it with /invite.'],
  ['token_revoked', 'RECONNECT_REQUIRED', 'The Slack connection was revoked. Reconnect it.'],
  ['ratelimited', 'RATE_LIMITED', 'Slack limits the number of requests. Try again later.'],
  ['some_new_error', 'TOOL_FAILED', 'Slack responded: some_new_error'],
])('reports the failure %s that Slack sends with status 200', async (reason, code, message) => {
  const { error } = await callWire({
    action: 'slack/post-message',
    input: { channel: 'C123ABC456', text: 'Hi' },
    replies: [{ json: { ok: false, error: reason } }],
  })
  expect(error).toMatchObject({ code, message })
})

test('updates a message', async () => {
  const { outputs, requests } = await callWire({
    action: 'slack/update-message',
    input: { channel: 'C123ABC456', ts: '1401383885.000061', text: 'Updated' },
    replies: [{ json: { ok: true, channel: 'C123ABC456', ts: '1401383885.000061', text: 'Updated' } }],
  })
  expect(requests[0]).toMatchObject({ url: 'https://slack.com/api/chat.update', json: { text: 'Updated' } })
  expect(outputs).toEqual({ ts: '1401383885.000061' })
})

test('reads messages over several pages, up to the limit', async () => {
  const page = (texts: string[], next_cursor: string) => ({
    json: {
      ok: true,
      messages: texts.map((text) => ({ type: 'message', user: 'U123ABC456', text, ts: '1512085950.000216' })),
      has_more: next_cursor !== '',
      response_metadata: { next_cursor },
    },
  })
  const { outputs, requests } = await callWire({
    action: 'slack/read-history',
    input: { channel: 'C123ABC456', limit: 3 },
    replies: [page(['a', 'b'], 'bmV4dDoy'), page(['c', 'd'], 'bmV4dDo0')],
  })
  expect(requests.map(({ url }) => url)).toEqual([
    'https://slack.com/api/conversations.history?channel=C123ABC456&limit=3',
    'https://slack.com/api/conversations.history?channel=C123ABC456&limit=3&cursor=bmV4dDoy',
  ])
  const message = { ts: '1512085950.000216', user: 'U123ABC456' }
  expect(outputs).toEqual({ messages: ['a', 'b', 'c'].map((text) => ({ ...message, text })) })
})

test('lists channels', async () => {
  const { outputs } = await callWire({
    action: 'slack/list-channels',
    input: {},
    replies: [
      {
        json: {
          ok: true,
          channels: [
            { id: 'C012AB3CD', name: 'general', is_private: false, is_member: true, topic: { value: 'Work' } },
          ],
          response_metadata: { next_cursor: '' },
        },
      },
    ],
  })
  expect(outputs).toEqual({
    channels: [{ id: 'C012AB3CD', name: 'general', isPrivate: false, isMember: true, topic: 'Work' }],
  })
})

const FILE = 'https://files.slack.com/files-pri/T0-F0/download/menu.pdf'

test('reads a message with a file and downloads the file with the token', async () => {
  const event = {
    type: 'message',
    subtype: 'file_share',
    channel_type: 'im',
    user: 'U1',
    text: '',
    ts: '1.2',
    channel: 'D1',
    files: [
      { id: 'F0', name: 'menu.pdf', mimetype: 'application/pdf', size: 4, url_private_download: FILE },
      // The file of another workspace has no address.
      { id: 'F1', name: 'other.pdf', mimetype: 'application/pdf', size: 4 },
    ],
  }
  const body = { type: 'event_callback', team_id: 'T1', event }
  const file = { name: 'menu.pdf', mediaType: 'application/pdf', sizeBytes: 4, source: { url: FILE } }
  expect(channel.read({ method: 'POST', header: () => null, query: {}, body }, {}).messages).toMatchObject([
    { text: '', files: [file] },
  ])
  const kept: JsonObject[] = []
  const { requests } = await callWire({
    action: { plugin: 'slack', definition: channel.download ?? raiseInternal('none') },
    input: { url: FILE },
    replies: [{ body: '%PDF', headers: { 'content-type': 'application/pdf' } }],
    files: keepIn(kept),
  })
  expect(requests).toMatchObject([{ method: 'GET', url: FILE, headers: { authorization: 'Bearer secret-token' } }])
  expect(kept).toEqual([{ mediaType: 'application/pdf', text: '%PDF' }])
})

test('uploads a file of an answer to its thread', async () => {
  const upload = 'https://files.slack.com/upload/v1/ABC123'
  const { requests } = await callWire({
    action: { plugin: 'slack', definition: channel.sendFile ?? raiseInternal('none') },
    input: {
      channel: 'C1',
      threadTs: '1.2',
      file: { fileId: newId(), name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3 },
    },
    files: { file: async () => ({ name: 'menu.csv', mediaType: 'text/csv', bytes: new TextEncoder().encode('a,b') }) },
    replies: [{ json: { ok: true, upload_url: upload, file_id: 'F1' } }, { body: 'OK - 3' }, { json: { ok: true } }],
  })
  expect(requests).toMatchObject([
    { url: 'https://slack.com/api/files.getUploadURLExternal?filename=menu.csv&length=3' },
    { method: 'POST', url: upload, body: 'a,b' },
    { json: { files: [{ id: 'F1', title: 'menu.csv' }], channel_id: 'C1', thread_ts: '1.2' } },
  ])
})

test('downloads no file from another host', async () => {
  const { error } = await callWire({
    action: { plugin: 'slack', definition: channel.download ?? raiseInternal('none') },
    input: { url: 'https://attacker.example/x' },
    replies: [{ body: 'x' }],
  })
  expect(error?.code).toBe('EGRESS_BLOCKED')
})

testCommonFailures({ action: 'slack/list-channels', label: 'Slack', input: {} })
