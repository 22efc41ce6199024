import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'
import trigger from './triggers/mail-received'

const messages = 'https://gmail.googleapis.com/gmail/v1/users/me/messages'
const encoded = (text: string) => Buffer.from(text).toString('base64url')
const parse = (json: unknown) => {
  const raw =
    (json as { raw?: string; message?: { raw: string } }).raw ?? (json as { message: { raw: string } }).message.raw
  return PostalMime.parse(Buffer.from(raw, 'base64url'))
}
const message = {
  id: 'm1',
  threadId: 't1',
  snippet: 'Hello there',
  labelIds: ['INBOX'],
  payload: {
    mimeType: 'multipart/alternative',
    headers: [
      { name: 'From', value: 'Ada <ada@example.com>' },
      { name: 'Subject', value: 'Question' },
      { name: 'Date', value: 'Mon, 30 Nov 2026 10:00:00 +0000' },
      { name: 'Message-ID', value: '<x@mail.example.com>' },
    ],
    parts: [
      { mimeType: 'text/plain', body: { size: 5, data: encoded('Héllo') } },
      { mimeType: 'text/html', body: { data: encoded('<p>Hello</p>') } },
    ],
  },
}

test('sends a message that a mail parser reads back, without header injection', async () => {
  const subject = 'Grüße 你好 — a subject that is long enough to need several encoded words\r\nBcc: evil@example.com'
  const { outputs, requests } = await callWire({
    action: 'gmail/send-mail',
    input: { to: 'ada@example.com, bob@example.com', subject, text: 'Line 1\nLine 2 ✓' },
    replies: [{ json: { id: 'm2', threadId: 't2', labelIds: ['SENT'] } }],
  })
  const mail = await parse(requests[0]?.json)
  expect(requests[0]?.url).toBe(`${messages}/send`)
  expect(mail.to?.map(({ address }) => address)).toEqual(['ada@example.com', 'bob@example.com'])
  expect(mail.bcc ?? []).toEqual([])
  expect(mail.subject).toBe(subject.replace('\r\n', ' '))
  expect(mail.text?.trim()).toBe('Line 1\nLine 2 ✓')
  expect(outputs).toEqual({ id: 'm2', threadId: 't2' })
})

test.each(['ada@example.com\r\nBcc: evil@example.com', 'nobody'])('rejects the recipient %j', async (to) => {
  const call = callWire({ action: 'gmail/send-mail', input: { to: [to], subject: 'x', text: 'x' }, replies: [] })
  await expect(call).rejects.toThrow(/To/)
})

test('saves a draft', async () => {
  const { outputs, requests } = await callWire({
    action: 'gmail/create-draft',
    input: { to: ['ada@example.com'], subject: 'Hi', text: 'Hello' },
    replies: [{ json: { id: 'd1', message: { id: 'm1' } } }],
  })
  expect((await parse(requests[0]?.json)).subject).toBe('Hi')
  expect(outputs).toEqual({ id: 'd1' })
})

test('replies to the sender in the thread', async () => {
  const { requests } = await callWire({
    action: 'gmail/reply-to-mail',
    input: { message: 'm1', text: 'Thanks' },
    replies: [{ json: message }, { json: { id: 'm3', threadId: 't1' } }],
  })
  const mail = await parse(requests[1]?.json)
  expect([mail.to?.[0]?.address, mail.subject, mail.inReplyTo]).toEqual([
    ...['ada@example.com', 'Re: Question', '<x@mail.example.com>'],
  ])
  expect(requests[1]?.json).toMatchObject({ threadId: 't1' })
})

test('searches and describes messages', async () => {
  const { outputs, requests } = await callWire({
    action: 'gmail/search-mails',
    input: { query: 'from:ada is:unread' },
    replies: [{ json: { messages: [{ id: 'm1', threadId: 't1' }], resultSizeEstimate: 1 } }, { json: message }],
  })
  expect(requests[0]?.url).toBe(`${messages}?q=from%3Aada%20is%3Aunread&maxResults=10`)
  expect(outputs).toMatchObject({ mails: [{ id: 'm1', from: 'Ada <ada@example.com>', subject: 'Question' }] })
})

test('finds nothing', async () => {
  const { outputs } = await callWire({
    action: 'gmail/search-mails',
    input: { query: 'x' },
    replies: [{ json: { resultSizeEstimate: 0 } }],
  })
  expect(outputs).toEqual({ mails: [] })
})

test('reads the plain text of a message', async () => {
  const { outputs } = await callWire({
    action: 'gmail/read-mail',
    input: { message: 'm1' },
    replies: [{ json: message }],
  })
  expect(outputs).toMatchObject({ from: 'Ada <ada@example.com>', subject: 'Question', text: 'Héllo', threadId: 't1' })
})

test('archives a message', async () => {
  const { requests } = await callWire({
    action: 'gmail/label-mail',
    input: { message: 'm1', remove: 'INBOX' },
    replies: [{ json: { id: 'm1', threadId: 't1' } }],
  })
  expect(requests[0]).toMatchObject({ url: `${messages}/m1/modify` })
  expect(requests[0]?.json).toEqual({ removeLabelIds: ['INBOX'] })
})

testCommonFailures({ action: 'gmail/search-mails', label: 'Gmail', input: { query: 'x' } })

test('starts for emails since the last poll, oldest first, over several pages', async () => {
  if (trigger.type !== 'poll') return expect.unreachable('not polled')
  const { poll: definition } = trigger
  const mail = (id: string, at: string) => ({ json: { ...message, id, internalDate: String(Date.parse(at)) } })
  const first = await callWire({ action: { plugin: 'gmail', definition }, input: {}, replies: [{}] })
  expect([first.requests, first.outputs?.events]).toEqual([[], []])
  const { outputs, requests } = await callWire({
    action: { plugin: 'gmail', definition },
    input: { cursor: { since: '2026-11-29T23:00:00.000Z' } },
    replies: [
      { json: { messages: [{ id: 'm3', threadId: 't' }], nextPageToken: 'p2' } },
      { json: { messages: [{ id: 'm2', threadId: 't' }] } },
      mail('m2', '2026-11-29T23:10:00Z'),
      mail('m3', '2026-11-29T23:20:00Z'),
    ],
  })
  expect(requests.map(({ url }) => url.replace(messages, ''))).toEqual([
    `?q=in%3Ainbox%20after%3A${Date.parse('2026-11-29T23:00:00Z') / 1_000}&maxResults=500`,
    `?q=in%3Ainbox%20after%3A${Date.parse('2026-11-29T23:00:00Z') / 1_000}&maxResults=500&pageToken=p2`,
    '/m2?format=full',
    '/m3?format=full',
  ])
  expect(outputs?.events).toMatchObject([
    { id: 'm2', data: { subject: 'Question', text: 'Héllo' } },
    { id: 'm3', data: { from: 'Ada <ada@example.com>' } },
  ])
})
