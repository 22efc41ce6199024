import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import teams from './channel'

const team = 'fbe2bf47-16c8-47cf-b4a5-4b9b187c508b'
const channel = '19:4a95f7d8db4c4e7fae857bcebe0623e6@thread.tacv2'
const at = `https://graph.microsoft.com/v1.0/teams/${team}/channels`

test('lists teams and channels', async () => {
  const listed = await callWire({
    action: 'microsoft-teams/list-teams',
    input: {},
    replies: [{ json: { value: [{ id: team, displayName: 'Sales', description: 'All of us' }] } }],
  })
  expect(listed.outputs).toEqual({ teams: [{ id: team, name: 'Sales', description: 'All of us' }] })
  const channels = await callWire({
    action: 'microsoft-teams/list-channels',
    input: { team },
    replies: [{ json: { value: [{ id: channel, displayName: 'General', webUrl: 'https://teams.microsoft.com/l' }] } }],
  })
  expect(channels.requests[0]?.url).toBe(at)
  expect(channels.outputs).toEqual({
    channels: [{ id: channel, name: 'General', url: 'https://teams.microsoft.com/l' }],
  })
})

test('posts to a channel and replies in it', async () => {
  const message = { id: '1616990032035', webUrl: 'https://teams.microsoft.com/m' }
  const posted = await callWire({
    action: 'microsoft-teams/post-message',
    input: { team, channel, text: 'Hi' },
    replies: [{ status: 201, json: message }],
  })
  const messages = `${at}/${encodeURIComponent(channel)}/messages`
  expect(posted.requests[0]).toMatchObject({ method: 'POST', url: messages })
  expect(posted.requests[0]?.json).toEqual({ body: { contentType: 'text', content: 'Hi' } })
  expect(posted.outputs).toEqual({ id: message.id, url: message.webUrl })
  const reply = await callWire({
    action: 'microsoft-teams/post-message',
    input: { team, channel, text: '<b>Hi</b>', format: 'html', replyTo: message.id },
    replies: [{ status: 201, json: { id: '2', webUrl: null } }],
  })
  expect(reply.requests[0]?.url).toBe(`${messages}/${message.id}/replies`)
  expect(reply.outputs).toEqual({ id: '2' })
})

test('reads messages and sends one to a chat', async () => {
  const { outputs } = await callWire({
    action: 'microsoft-teams/read-messages',
    input: { team, channel },
    replies: [
      {
        json: {
          value: [
            {
              id: '1',
              body: { contentType: 'html', content: '<p>Hi</p>' },
              from: { user: { displayName: 'Ada' } },
              createdDateTime: '2026-11-30T08:00:00Z',
              webUrl: null,
            },
          ],
        },
      },
    ],
  })
  expect(outputs).toEqual({
    messages: [{ id: '1', text: '<p>Hi</p>', format: 'html', from: 'Ada', createdAt: '2026-11-30T08:00:00Z' }],
  })
  const sent = await callWire({
    action: 'microsoft-teams/send-chat-message',
    input: { chat: '19:2da4@thread.v2', text: 'Hi' },
    replies: [{ status: 201, json: { id: '9' } }],
  })
  expect(sent.requests[0]?.url).toBe('https://graph.microsoft.com/v1.0/chats/19%3A2da4%40thread.v2/messages')
  expect(sent.outputs).toEqual({ id: '9' })
})

testCommonFailures({ action: 'microsoft-teams/list-teams', label: 'Microsoft Teams', input: {} })

test('answers a Teams activity in its reply chain', async () => {
  const { requests } = await callWire({
    action: { plugin: 'microsoft-teams', definition: teams.send },
    input: {
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      replyTo: '1485983408511',
      text: '**Hi**',
      conversation: '19:253b1f@thread.skype;messageid=1485983194839',
    },
    replies: [{ status: 201, json: { id: '1485983500000' } }],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://smba.trafficmanager.net/emea/v3/conversations/19%3A253b1f%40thread.skype%3Bmessageid%3D1485983194839/activities/1485983408511',
    headers: { authorization: 'Bearer secret-token' },
    json: { type: 'message', textFormat: 'markdown', text: '**Hi**', replyToId: '1485983408511' },
  })
})

test('sends no token to another host, whatever the activity names', async () => {
  const { error, requests } = await callWire({
    action: { plugin: 'microsoft-teams', definition: teams.send },
    input: { serviceUrl: 'https://attacker.example/', conversation: 'a:1', text: 'Hi' },
    replies: [{ json: {} }],
  })
  expect([error?.code, requests]).toEqual(['EGRESS_BLOCKED', []])
})
