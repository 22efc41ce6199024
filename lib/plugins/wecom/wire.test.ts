import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import channel from './channel'

const fields = { agentId: '1000002' }

test('sends a message of the app', async () => {
  const { outputs, requests } = await callWire({
    action: 'wecom/send-message',
    fields,
    input: { to: 'ada|grace', text: 'Hi', format: 'markdown' },
    replies: [{ json: { errcode: 0, errmsg: 'ok', msgid: 'xxxx' } }],
  })
  expect(requests[0]).toMatchObject({
    url: 'https://qyapi.weixin.qq.com/cgi-bin/message/send',
    json: { touser: 'ada|grace', msgtype: 'markdown', agentid: 1000002, markdown: { content: 'Hi' } },
  })
  expect(outputs).toEqual({ id: 'xxxx' })
})

test('reports a failure that has status 200', async () => {
  const send = (errcode: number) =>
    callWire({
      action: 'wecom/send-message',
      fields,
      input: { to: 'ada', text: 'Hi' },
      replies: [{ json: { errcode, errmsg: 'x' } }],
    })
  expect((await send(40014)).error?.code).toBe('RECONNECT_REQUIRED')
  expect((await send(81013)).error?.code).toBe('TOOL_FAILED')
})

test('reads a member', async () => {
  const { outputs, requests } = await callWire({
    action: 'wecom/get-member',
    fields,
    input: { user: 'zhangsan' },
    replies: [{ json: { errcode: 0, userid: 'zhangsan', name: '张三', position: '后台工程师' } }],
  })
  expect(requests[0]?.url).toBe('https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=zhangsan')
  expect(outputs).toEqual({ id: 'zhangsan', name: '张三', position: '后台工程师' })
})

test('reads the text of a member, and answers it', async () => {
  const body = { FromUserName: 'mycreate', MsgType: 'text', Content: 'hello', MsgId: '1234567890', AgentID: '1' }
  const read = (value: unknown) =>
    channel.read({ method: 'POST', header: () => null, query: {}, body: value }, {}).messages
  expect(read(body)).toEqual([
    {
      eventId: '1234567890',
      conversation: '1:mycreate',
      sender: 'mycreate',
      text: 'hello',
      target: { user: 'mycreate' },
    },
  ])
  expect(read({ ...body, MsgType: 'event' })).toEqual([])
  const { requests } = await callWire({
    action: { plugin: 'wecom', definition: channel.send },
    fields,
    input: { user: 'mycreate', text: 'Hi' },
    replies: [{ json: { errcode: 0, msgid: 'x' } }],
  })
  expect(requests[0]).toMatchObject({ json: { touser: 'mycreate', text: { content: 'Hi' } } })
})

testCommonFailures({ action: 'wecom/get-member', label: 'WeCom', fields, input: { user: 'zhangsan' } })
