import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import channel from './channel'

const fields = { appId: 'dingabc' }
const reply = { processQueryKey: 'KEY1' }

test('sends a message of the robot to a group and to people', async () => {
  const group = await callWire({
    action: 'dingtalk/send-to-group',
    fields,
    input: { group: 'cid6KeBBLoveMJOGXoYKF5x7', text: '# Title\nHi' },
    replies: [{ json: reply }],
  })
  expect(group.requests[0]).toMatchObject({
    url: 'https://api.dingtalk.com/v1.0/robot/groupMessages/send',
    json: {
      robotCode: 'dingabc',
      openConversationId: 'cid6KeBBLoveMJOGXoYKF5x7',
      msgKey: 'sampleMarkdown',
      msgParam: JSON.stringify({ title: 'Title', text: '# Title\nHi' }),
    },
  })
  expect(group.outputs).toEqual({ key: 'KEY1' })
  const people = await callWire({
    action: 'dingtalk/send-to-people',
    fields,
    input: { users: ['manager1'], text: 'Hi' },
    replies: [{ json: reply }],
  })
  expect(people.requests[0]).toMatchObject({
    url: 'https://api.dingtalk.com/v1.0/robot/oToMessages/batchSend',
    json: { userIds: ['manager1'] },
  })
})

const message = {
  msgId: 'msg0',
  msgtype: 'text',
  conversationId: 'cid6KeB',
  senderStaffId: 'manager4220',
  conversationType: '2',
  text: { content: ' Hello ' },
}
const read = (body: unknown) => channel.read({ method: 'POST', header: () => null, query: {}, body }, {}).messages

test('reads and answers messages of groups and people', async () => {
  expect(read(message)).toEqual([
    {
      eventId: 'msg0',
      conversation: 'cid6KeB',
      sender: 'manager4220',
      text: 'Hello',
      target: { group: 'cid6KeB' },
    },
  ])
  expect(read({ ...message, conversationType: '1' })[0]?.target).toEqual({ user: 'manager4220' })
  expect(read({ ...message, msgtype: 'picture', text: undefined })).toEqual([])
  const { requests } = await callWire({
    action: { plugin: 'dingtalk', definition: channel.send },
    fields,
    input: { user: 'manager4220', text: 'Hi' },
    replies: [{ json: reply }],
  })
  expect(requests[0]).toMatchObject({ json: { robotCode: 'dingabc', userIds: ['manager4220'] } })
})

testCommonFailures({
  action: 'dingtalk/send-to-group',
  label: 'DingTalk',
  fields,
  input: { group: 'cid6KeBBLoveMJOGXoYKF5x7', text: 'Hi' },
})
