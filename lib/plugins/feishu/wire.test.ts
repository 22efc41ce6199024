import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import channel from './channel'

const fields = { host: 'open.feishu.cn' }
const CHAT = 'oc_a0553eda9014c201e6969b478895c230'
const sent = { code: 0, msg: 'success', data: { message_id: 'om_dc13264520392913993dd051dba21dcf' } }

test('sends a card once per uuid', async () => {
  const { outputs, requests } = await callWire({
    action: 'feishu/send-message',
    fields,
    input: { chat: CHAT, text: '**Hi**' },
    replies: [{ json: sent }],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: 'https://open.feishu.cn/open-apis/im/v1/messages?receive_id_type=chat_id',
    headers: { authorization: 'Bearer secret-token' },
    json: {
      receive_id: CHAT,
      msg_type: 'interactive',
      uuid: 'run-1:node-1',
      content: expect.stringContaining('**Hi**'),
    },
  })
  expect(outputs).toEqual({ id: 'om_dc13264520392913993dd051dba21dcf' })
})

test('reads and creates records of a Base', async () => {
  const records = await callWire({
    action: 'feishu/list-records',
    fields,
    input: { base: 'bascnCMII2ORej2RI', table: 'tblxI2tWaxP5dG7p' },
    replies: [
      {
        json: {
          code: 0,
          msg: 'success',
          data: { has_more: false, total: 1, items: [{ record_id: 'recn0hoyXL', fields: { Name: 'Ada' } }] },
        },
      },
    ],
  })
  expect(records.outputs).toEqual({ records: [{ id: 'recn0hoyXL', fields: { Name: 'Ada' } }] })
  const created = await callWire({
    action: 'feishu/create-record',
    fields,
    input: { base: 'bascnCMII2ORej2RI', table: 'tblxI2tWaxP5dG7p', fields: { Name: 'Grace' } },
    replies: [{ json: { code: 0, data: { record: { record_id: 'recusyQbB0', fields: { Name: 'Grace' } } } } }],
  })
  expect(created.requests[0]?.json).toEqual({ fields: { Name: 'Grace' } })
  expect(created.outputs).toEqual({ id: 'recusyQbB0' })
})

const event = (overrides: object = {}) => ({
  schema: '2.0',
  header: { event_id: '5e3702a8', event_type: 'im.message.receive_v1', token: 'v' },
  event: {
    sender: { sender_id: { open_id: 'ou_84aad35d' }, sender_type: 'user' },
    message: {
      message_id: 'om_5ce6d572',
      chat_id: 'oc_5ce6d572',
      chat_type: 'group',
      message_type: 'text',
      content: '{"text":"@_user_1 How \\"far\\"?"}',
      ...overrides,
    },
  },
})
const read = (body: unknown) => channel.read({ method: 'POST', header: () => null, query: {}, body }, {})

test('reads a mention, and answers in its thread', async () => {
  expect(read(event()).messages).toEqual([
    {
      eventId: 'om_5ce6d572',
      sender: 'ou_84aad35d',
      text: 'How "far"?',
      target: { messageId: 'om_5ce6d572' },
      conversation: 'oc_5ce6d572:om_5ce6d572',
    },
  ])
  expect(read(event({ root_id: 'om_1' })).messages[0]?.conversation).toBe('oc_5ce6d572:om_1')
  expect(read(event({ message_type: 'sticker', content: '{"file_key":"x"}' })).messages).toEqual([])
  expect(read({ challenge: 'ajls384k', token: 'x', type: 'url_verification' }).response).toEqual({
    json: { challenge: 'ajls384k' },
  })
  const { requests } = await callWire({
    action: { plugin: 'feishu', definition: channel.send },
    fields,
    input: { messageId: 'om_5ce6d572', text: 'Far.' },
    replies: [{ json: sent }],
  })
  expect(requests[0]?.url).toBe('https://open.feishu.cn/open-apis/im/v1/messages/om_5ce6d572/reply')
})

testCommonFailures({
  action: 'feishu/list-records',
  label: 'Feishu / Lark',
  fields,
  input: { base: 'bascnCMII2ORej2RI', table: 'tblxI2tWaxP5dG7p' },
})
