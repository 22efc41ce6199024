import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { pollWire } from '../testing/poll-wire'
import { callWire } from '../testing/wire'
import mailReceived from './triggers/mail-received'

const me = 'https://graph.microsoft.com/v1.0/me'
const id = 'AAMkADRmMDExYzhjLWYyNGM='
const message = {
  id,
  subject: 'Hi',
  from: { emailAddress: { name: 'Ada', address: 'ada@example.com' } },
  isRead: false,
  toRecipients: [{ emailAddress: { address: 'me@example.com' } }],
  receivedDateTime: '2026-11-29T23:30:00Z',
  conversationId: 'c1',
  webLink: 'https://outlook.office365.com/owa/?ItemID=1',
  bodyPreview: 'How',
  body: { contentType: 'text', content: 'How do I export?' },
}
const mail = {
  id,
  subject: 'Hi',
  from: 'ada@example.com',
  to: ['me@example.com'],
  date: '2026-11-29T23:30:00Z',
  text: 'How do I export?',
  conversationId: 'c1',
  url: message.webLink,
}

test('sends and replies', async () => {
  const sent = await callWire({
    action: 'outlook/send-mail',
    input: { to: ['ada@example.com'], subject: 'Hi', text: 'Hello' },
    replies: [{ status: 202 }],
  })
  expect(sent.requests[0]).toMatchObject({ method: 'POST', url: `${me}/sendMail` })
  expect(sent.requests[0]?.json).toEqual({
    message: {
      subject: 'Hi',
      body: { contentType: 'Text', content: 'Hello' },
      ccRecipients: [],
      toRecipients: [{ emailAddress: { address: 'ada@example.com' } }],
    },
  })
  const reply = await callWire({
    action: 'outlook/reply-to-mail',
    input: { message: id, text: 'Yes.' },
    replies: [{ status: 202 }],
  })
  expect(reply.requests[0]).toMatchObject({ url: `${me}/messages/AAMkADRmMDExYzhjLWYyNGM%3D/reply` })
  expect(reply.requests[0]?.json).toEqual({ comment: 'Yes.' })
})

test('searches over pages', async () => {
  const { outputs, requests } = await callWire({
    action: 'outlook/search-mails',
    input: { query: 'from:ada', limit: 150 },
    replies: [
      { json: { value: [message], '@odata.nextLink': `${me}/messages?$skiptoken=abc` } },
      { json: { value: [message] } },
    ],
  })
  expect(new URL(requests[0]?.url ?? '').searchParams.get('$search')).toBe('"from:ada"')
  expect(new URL(requests[0]?.url ?? '').searchParams.get('$top')).toBe('100')
  expect(requests[1]?.url).toBe(`${me}/messages?$skiptoken=abc`)
  const item = {
    id,
    subject: 'Hi',
    from: 'ada@example.com',
    date: '2026-11-29T23:30:00Z',
    excerpt: 'How',
    isRead: false,
    url: message.webLink,
  }
  expect(outputs).toEqual({ mails: [item, item] })
})

test('sends no credentials to the page of another host', async () => {
  const { error, requests } = await callWire({
    action: 'outlook/search-mails',
    input: { query: 'a', limit: 150 },
    replies: [{ json: { value: [message], '@odata.nextLink': 'https://evil.example/next' } }],
  })
  expect(error?.code).toBe('EGRESS_BLOCKED')
  expect(requests).toHaveLength(1)
})

test('reads an email as text', async () => {
  const { outputs, requests } = await callWire({
    action: 'outlook/read-mail',
    input: { message: id },
    replies: [{ json: message }],
  })
  expect(requests[0]?.headers.prefer).toBe('outlook.body-content-type="text"')
  expect(outputs).toEqual(mail)
})

test('lists, creates and deletes events', async () => {
  const from = '2026-01-31T09:00:00+01:00'
  const to = '2026-01-31T18:00:00+01:00'
  const listed = await callWire({
    action: 'outlook/list-events',
    input: { start: from, end: to },
    replies: [{ json: { value: [{ id: 'e1', subject: 'Review', location: { displayName: 'Room 1' } }] } }],
  })
  expect(new URL(listed.requests[0]?.url ?? '').searchParams.get('startDateTime')).toBe(from)
  expect(listed.outputs).toEqual({ events: [{ id: 'e1', title: 'Review', location: 'Room 1' }] })
  const made = await callWire({
    action: 'outlook/create-event',
    input: { title: 'Review', start: from, end: to, attendees: ['ada@example.com'] },
    replies: [{ status: 201, json: { id: 'e1', webLink: 'https://outlook.office365.com/e1' } }],
  })
  expect(made.requests[0]?.json).toEqual({
    subject: 'Review',
    start: { dateTime: '2026-01-31T08:00:00', timeZone: 'UTC' },
    end: { dateTime: '2026-01-31T17:00:00', timeZone: 'UTC' },
    transactionId: 'run-1:node-1',
    attendees: [{ emailAddress: { address: 'ada@example.com' }, type: 'required' }],
  })
  expect(made.outputs).toEqual({ id: 'e1', url: 'https://outlook.office365.com/e1' })
  const gone = await callWire({
    action: 'outlook/delete-event',
    input: { event: id },
    replies: [{ status: 204 }],
  })
  expect([gone.requests[0]?.method, gone.outputs]).toEqual(['DELETE', {}])
})

test('reports emails since the last poll', async () => {
  const { outputs, requests } = await pollWire({
    plugin: 'outlook',
    trigger: mailReceived,
    input: {},
    since: '2026-11-29T23:00:00.000Z',
    replies: [{ json: { value: [message] } }],
  })
  expect(new URL(requests[0]?.url ?? '').searchParams.get('$filter')).toBe(
    'receivedDateTime ge 2026-11-29T23:00:00.000Z',
  )
  expect(outputs).toMatchObject({ events: [{ id, data: mail }] })
})

test('names the reason of a failure', async () => {
  const { error } = await callWire({
    action: 'outlook/read-mail',
    input: { message: id },
    replies: [{ status: 404, json: { error: { code: 'ErrorItemNotFound', message: 'The object was not found.' } } }],
  })
  expect(error?.message).toContain('The object was not found.')
})

testCommonFailures({ action: 'outlook/search-mails', label: 'Outlook', input: { query: 'a' } })
