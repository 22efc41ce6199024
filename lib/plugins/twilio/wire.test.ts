import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

const fields = { user: 'AC123' }
const account = 'https://api.twilio.com/2010-04-01/Accounts/AC123'
const input = { to: '+15558675310', from: '+15017122661', body: 'Hello & welcome' }
const sent = { sid: 'SM1', status: 'queued', direction: 'outbound-api' }

test('sends a text message with the sender and recipient of the author', async () => {
  const { outputs, requests } = await callWire({
    action: 'twilio/send-sms',
    fields,
    input,
    replies: [{ status: 201, json: sent }],
  })
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: `${account}/Messages.json`,
    body: 'To=%2B15558675310&From=%2B15017122661&Body=Hello%20%26%20welcome',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(outputs).toEqual({ sid: 'SM1', status: 'queued' })
})

test('sends a WhatsApp message between WhatsApp addresses', async () => {
  const { requests } = await callWire({
    action: 'twilio/send-whatsapp',
    fields,
    input,
    replies: [{ status: 201, json: sent }],
  })
  expect(requests[0]?.body).toBe(
    'To=whatsapp%3A%2B15558675310&From=whatsapp%3A%2B15017122661&Body=Hello%20%26%20welcome',
  )
})

test('lists messages over the pages that Twilio names', async () => {
  const message = (sid: string) => ({
    sid,
    body: 'x',
    to: '+15558675310',
    from: null,
    status: 'received',
    direction: 'inbound',
    date_sent: 'Mon, 30 Nov 2026 10:00:00 +0000',
  })
  const next = '/2010-04-01/Accounts/AC123/Messages.json?PageSize=3&Page=1&PageToken=PASM2'
  const { outputs, requests } = await callWire({
    action: 'twilio/list-messages',
    fields,
    input: { to: '+15558675310', limit: 3 },
    replies: [
      { json: { messages: [message('SM1'), message('SM2')], next_page_uri: next } },
      { json: { messages: [message('SM3'), message('SM4')], next_page_uri: null } },
    ],
  })
  expect(requests.map(({ url }) => url)).toEqual([
    `${account}/Messages.json?To=%2B15558675310&PageSize=3`,
    `https://api.twilio.com${next}`,
  ])
  expect(outputs?.messages).toMatchObject([
    { sid: 'SM1', sentAt: 'Mon, 30 Nov 2026 10:00:00 +0000' },
    {},
    { sid: 'SM3' },
  ])
})

test('looks up a number at the other host', async () => {
  const { outputs, requests } = await callWire({
    action: 'twilio/look-up-number',
    fields,
    input: { phone: '+14159929960' },
    replies: [
      {
        json: {
          phone_number: '+14159929960',
          valid: true,
          country_code: 'US',
          national_format: '(415) 992-9960',
          validation_errors: [],
        },
      },
    ],
  })
  expect(requests[0]?.url).toBe('https://lookups.twilio.com/v2/PhoneNumbers/%2B14159929960')
  expect(outputs).toEqual({ phone: '+14159929960', isValid: true, country: 'US', national: '(415) 992-9960' })
})

test.each([
  [21610, 'The recipient has unsubscribed from messages of this number.'],
  [21608, 'A trial account sends to verified numbers only.'],
  [30007, 'Carrier violation'],
])('explains the failure %i', async (code, message) => {
  const { error } = await callWire({
    action: 'twilio/send-sms',
    fields,
    input,
    replies: [{ status: 400, json: { code, message: 'Carrier violation', status: 400 } }],
  })
  expect(error).toMatchObject({ code: 'TOOL_FAILED', message: expect.stringContaining(message) })
})

test('rejects a number without its country code before a request', async () => {
  const call = callWire({ action: 'twilio/send-sms', fields, input: { ...input, to: '0151 1234' }, replies: [] })
  await expect(call).rejects.toThrow(/country code/)
})

testCommonFailures({ action: 'twilio/list-messages', label: 'Twilio', input: {}, fields })
