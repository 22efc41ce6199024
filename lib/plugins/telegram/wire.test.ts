import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

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
