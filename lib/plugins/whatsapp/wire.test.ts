import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import channel from './channel'

const fields = { phoneNumberId: '106540352242922' }
const sent = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
  messages: [{ id: 'wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA' }],
}

test('sends a text message from the number of the connection', async () => {
  const { outputs, requests } = await callWire({
    action: 'whatsapp/send-text',
    fields,
    input: { to: '+16505551234', text: 'Hello' },
    replies: [{ json: sent }],
  })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://graph.facebook.com/v23.0/106540352242922/messages',
      headers: { authorization: 'Bearer secret-token' },
      json: { messaging_product: 'whatsapp', to: '+16505551234', type: 'text', text: { body: 'Hello' } },
    },
  ])
  expect(outputs).toEqual({ id: sent.messages[0]?.id })
})

test('fills a template', async () => {
  const { requests } = await callWire({
    action: 'whatsapp/send-template',
    fields,
    replies: [{ json: sent }],
    input: { to: '+16505551234', template: 'order_shipped', language: 'en_US', values: ['Ada', '17'] },
  })
  expect(requests[0]?.json).toMatchObject({
    type: 'template',
    template: {
      name: 'order_shipped',
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ada' },
            { type: 'text', text: '17' },
          ],
        },
      ],
    },
  })
})

test('reads text messages, and answers the check of the address', () => {
  const message = {
    from: '16315551181',
    id: 'wamid.ABGG',
    timestamp: '1602139392',
    type: 'text',
    text: { body: 'hello' },
  }
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '106540352242922' } }
  const body = (overrides: object) => ({
    object: 'x',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { ...value, ...overrides } }] }],
  })
  const read = (value: unknown) => channel.read({ method: 'POST', header: () => null, query: {}, body: value }, {})
  expect(read(body({ messages: [message] })).messages).toEqual([
    {
      eventId: 'wamid.ABGG',
      conversation: '106540352242922:16315551181',
      sender: '16315551181',
      text: 'hello',
      target: { to: '16315551181' },
    },
  ])
  expect(read(body({ statuses: [{ id: 'wamid.ABGG', status: 'delivered' }] })).messages).toEqual([])
  expect(read(body({ messages: [{ ...message, type: 'sticker', text: undefined }] })).messages).toEqual([])
  const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'x' }
  expect(channel.read({ method: 'GET', header: () => null, query, body: null }, {}).response).toEqual({
    text: '1158201444',
  })
})

test('sends an answer', async () => {
  const { requests } = await callWire({
    action: { plugin: 'whatsapp', definition: channel.send },
    fields,
    input: { to: '16315551181', text: 'Hi' },
    replies: [{ json: sent }],
  })
  expect(requests[0]).toMatchObject({ json: { to: '16315551181', text: { body: 'Hi' } } })
})

testCommonFailures({
  action: 'whatsapp/send-text',
  label: 'WhatsApp',
  fields,
  input: { to: '+16505551234', text: 'x' },
})
