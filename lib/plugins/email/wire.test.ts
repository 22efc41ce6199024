import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { ImapFlow } from 'imapflow'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, test as everywhere, expect } from 'vitest'
import { z } from 'zod'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chooseParser } from '@/lib/services/app-files/document-parser'
import { hasDovecot } from '@/scripts/test/find-servers.mjs'
import { startDovecot } from '@/scripts/test/servers.mjs'
import type { TestedAction } from '../testing/find-action'
import { callLogin } from '../testing/login-wire'
import trigger from './triggers/mail-received'

const pollAction = trigger.type === 'poll' ? trigger.poll : raiseInternal('The trigger is not polled.')
const PASSWORD = 'secret-password'
let imap: NonNullable<Awaited<ReturnType<typeof startDovecot>>>
let smtpPort = 0
let parser: URL
let rejects: string | null = null
const received: { from: string; to: string[]; source: string }[] = []

const smtp = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) =>
    password === PASSWORD ? done(null, { user: username }) : done(new Error('Invalid login')),
  onData: (stream, { envelope }, done) => {
    let source = ''
    stream.on('data', (chunk: Buffer) => {
      source += chunk.toString()
    })
    stream.on('end', () => {
      if (rejects) return done(Object.assign(new Error(rejects), { responseCode: 554 }))
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      received.push({ from, to: envelope.rcptTo.map(({ address }) => address), source })
      done()
    })
  },
})

const test = everywhere.skipIf(!hasDovecot())

beforeAll(async () => {
  parser = await bundleEntry('lib/rag/parse/worker.entry.ts')
  chooseParser(parser)
  imap = (await startDovecot()) ?? raiseInternal('Dovecot is not installed.')
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done))
  const address = smtp.server.address()
  smtpPort = typeof address === 'object' && address ? address.port : 0
})
afterAll(async () => {
  await new Promise<void>((done) => smtp.close(done))
  await imap.stop()
  await rm(path.dirname(parser.pathname), { recursive: true })
})
beforeEach(() => {
  received.length = 0
  rejects = null
})

function call(action: TestedAction, input: JsonObject, overrides: { allow?: string; password?: string } = {}) {
  const { allow = `127.0.0.1:${imap.port},127.0.0.1:${smtpPort}`, password = PASSWORD } = overrides
  return callLogin({
    action: typeof action === 'string' ? `email/${action}` : action,
    input,
    allow,
    password,
    fields: {
      user: 'ada',
      address: 'ada@example.com',
      imapHost: '127.0.0.1',
      imapPort: String(imap.port),
      smtpHost: '127.0.0.1',
      smtpPort: String(smtpPort),
    },
  })
}

const message = (overrides: JsonObject = {}) => ({
  to: ['bob@example.com'],
  subject: 'Grüße',
  text: 'Hello\n.\nBob',
  ...overrides,
})

test('sends an email with copies and a file, under a Message-ID that every attempt repeats', async () => {
  const file = { fileId: newId(), name: 'table.csv', mediaType: 'text/csv', sizeBytes: 8 }
  const { outputs } = await call('send-mail', message({ cc: ['eve@example.com'], bcc: ['max@example.com'], file }))
  expect(outputs).toEqual({ messageId: '<run-1.node-1@patchbay>' })
  expect(received).toMatchObject([
    { from: 'ada@example.com', to: ['bob@example.com', 'eve@example.com', 'max@example.com'] },
  ])
  const mail = await PostalMime.parse(received[0]?.source ?? '')
  expect(mail).toMatchObject({
    subject: 'Grüße',
    messageId: '<run-1.node-1@patchbay>',
    cc: [{ address: 'eve@example.com' }],
  })
  expect(mail.text?.trim()).toBe('Hello\n.\nBob')
  expect(mail.attachments).toMatchObject([{ filename: 'table.csv', mimeType: 'text/csv' }])
  expect(received[0]?.source).not.toContain('max@example.com')
})

test('answers an email in its conversation', async () => {
  await call('send-mail', message({ inReplyTo: '<first@example.com>' }))
  const mail = await PostalMime.parse(received[0]?.source ?? '')
  expect(mail).toMatchObject({ inReplyTo: '<first@example.com>', references: '<first@example.com>' })
})

test.each([
  ['bob@example.com\r\nBcc: all@example.com', 'To'],
  ['Bob <bob@example.com>, all@example.com', 'To'],
])('rejects the recipient %j', async (to) => {
  await expect(call('send-mail', message({ to: [to] }))).rejects.toThrow(/“To”/)
  expect(received).toEqual([])
})

test('a line break in the subject adds no header', async () => {
  await call('send-mail', message({ subject: 'Hi\r\nBcc: all@example.com' }))
  expect(received[0]?.to).toEqual(['bob@example.com'])
  const mail = await PostalMime.parse(received[0]?.source ?? '')
  expect(mail.bcc ?? []).toEqual([])
})

test('shows why the server rejects a message, and requests a new login when it rejects the current one', async () => {
  rejects = 'Message looks like spam'
  const { error } = await call('send-mail', message())
  expect(error?.message).toContain('Message looks like spam')
  const wrong = await call('send-mail', message(), { password: 'wrong' })
  expect(wrong.error?.code).toBe('RECONNECT_REQUIRED')
  const inbox = await call('search-mails', {}, { password: 'wrong' })
  expect(inbox.error?.code).toBe('RECONNECT_REQUIRED')
})

/** Opens the mailbox as a client does. */
async function inMailbox<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { ImapFlow } = await import('imapflow')
  const auth = { user: 'ada', pass: PASSWORD }
  const client = new ImapFlow({ host: '127.0.0.1', port: imap.port, secure: false, auth, logger: false })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

/** Delivers into the mailbox as a client does. */
async function deliver(subject: string, body = 'Hello', headers = ''): Promise<void> {
  const head = `From: Bob <bob@example.com>\r\nTo: ada@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n`
  const source = `${head}Date: Mon, 30 Nov 2026 10:00:00 +0000\r\n${headers}\r\n${body}\r\n`
  await inMailbox((client) => client.append('INBOX', source))
}

test('searches, reads and moves emails', async () => {
  await deliver('first')
  await deliver('second', '<p>Hello <b>Ada</b></p>', 'Content-Type: text/html\r\n')
  const attached =
    '--b\r\nContent-Type: text/plain\r\n\r\nSee file\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="a.csv"\r\n\r\n1,2\r\n--b--'
  await deliver('third', attached, 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n')
  const all = await call('search-mails', { isUnread: true })
  expect(all.outputs?.mails).toMatchObject([
    { subject: 'third', isUnread: true },
    { subject: 'second' },
    { subject: 'first' },
  ])
  const found = await call('search-mails', { subject: 'second', limit: 1 })
  const [mail] = Array.isArray(found.outputs?.mails) ? found.outputs.mails : []
  const id = typeof mail === 'object' && mail !== null && !Array.isArray(mail) ? String(mail.id) : ''
  const read = await call('read-mail', { mail: id })
  expect(read.outputs).toMatchObject({
    from: 'Bob <bob@example.com>',
    subject: 'second',
    text: 'Hello Ada',
    messageId: '<second@x>',
  })
  const withFile = await call('read-mail', { mail: '3' })
  expect(withFile.kept).toMatchObject([{ name: 'a.csv', mediaType: 'text/csv' }])
  const folders = await call('list-folders', {})
  expect(folders.outputs?.folders).toEqual(expect.arrayContaining(['INBOX', 'Archive']))
  await call('move-mail', { mail: id, target: 'Archive' })
  const archive = await call('search-mails', { folder: 'Archive' })
  expect(archive.outputs?.mails).toMatchObject([{ subject: 'second' }])
})

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 10, 29, 12)
/** Stores messages that the server received at these hours after the start. */
const store = (folder: string, hours: readonly number[]) =>
  inMailbox(async (client) => {
    for (const hour of hours)
      await client.append(
        folder,
        `From: bob@example.com\r\nTo: ada@example.com\r\nSubject: ${hour}\r\nMessage-ID: <${hour}@x>\r\n\r\nHello\r\n`,
        [],
        new Date(START_MS + hour * HOUR_MS),
      )
  })

const Polled = z.object({
  events: z.array(z.object({ id: z.string(), data: z.object({ subject: z.string() }) })),
  cursor: z.record(z.string(), z.json()),
})
/** Polls a folder until no event is left, as the trigger does. */
async function pollAll(folder: string, cursor?: JsonObject) {
  const ids: string[] = []
  const subjects: string[] = []
  let next = cursor
  for (;;) {
    const { outputs } = await call(
      { plugin: 'email', definition: pollAction },
      { folder, ...(next ? { cursor: next } : {}) },
    )
    const polled = Polled.parse(outputs)
    ids.push(...polled.events.map(({ id }) => id))
    subjects.push(...polled.events.map(({ data }) => data.subject))
    const isEnd = JSON.stringify(polled.cursor) === JSON.stringify(next)
    next = polled.cursor
    if (isEnd) return { ids, subjects, cursor: next }
  }
}
const recreate = (folder: string) =>
  inMailbox(async (client) => {
    await client.mailboxDelete(folder)
    await client.mailboxCreate(folder)
  })
const subjectsOf = (hours: readonly number[]) => hours.map(String)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('the trigger starts with the next message, and reports each of many once and in order', async () => {
  await inMailbox((client) => client.mailboxCreate('Orders'))
  await store('Orders', [1, 2])
  const first = await pollAll('Orders')
  expect(first.subjects).toEqual([])
  // In IMAP, “3:*” also matches message 2, the last one.
  expect((await pollAll('Orders', first.cursor)).subjects).toEqual([])
  await store(
    'Orders',
    upTo(45).map((hour) => hour + 2),
  )
  const { subjects, ids, cursor } = await pollAll('Orders', first.cursor)
  expect(subjects).toEqual(subjectsOf(upTo(45).map((hour) => hour + 2)))
  expect(new Set(ids).size).toBe(45)
  await inMailbox(async (client) => {
    await client.mailboxOpen('Orders')
    await client.messageDelete('1:*', { uid: true })
  })
  expect((await pollAll('Orders', cursor)).subjects).toEqual([])
  await store('Orders', [48])
  expect((await pollAll('Orders', cursor)).subjects).toEqual(['48'])
})

test('the trigger loses and repeats no message when the server renumbers the folder', async () => {
  await inMailbox((client) => client.mailboxCreate('Moved'))
  await store('Moved', [1, 2, 3])
  const first = await pollAll('Moved')
  await store('Moved', [4, 5])
  const before = await pollAll('Moved', first.cursor)
  expect(before.subjects).toEqual(['4', '5'])
  await recreate('Moved')
  // Known messages in another order, and between them more new ones than a poll reads.
  await store('Moved', [5, 6, 1, ...upTo(30).map((hour) => hour + 6), 4, 2, 3, 37])
  const after = await pollAll('Moved', before.cursor)
  expect(after.subjects).toEqual(subjectsOf(upTo(32).map((hour) => hour + 5)))
  expect(after.ids.filter((id) => before.ids.includes(id))).toEqual([])
  expect(after.cursor.since).toBeNull()
  // Afterwards the ids decide again, also for a message that another folder received earlier.
  await store('Moved', [0])
  expect((await pollAll('Moved', after.cursor)).subjects).toEqual(['0'])
})

test('the trigger reports every message of a folder that was empty and was renumbered', async () => {
  await inMailbox((client) => client.mailboxCreate('Empty'))
  const { cursor } = await pollAll('Empty')
  await recreate('Empty')
  await store('Empty', [1, 2])
  expect((await pollAll('Empty', cursor)).subjects).toEqual(['1', '2'])
})

test.each([
  ['read-mail', { mail: '1:*' }, 'There is no message 1:*'],
  ['read-mail', { mail: '99' }, 'There is no message 99'],
  ['search-mails', { folder: 'Nowhere' }, 'no folder “Nowhere”'],
])('%s with %j says: %s', async (action, input, expected) => {
  const { error } = await call(action, input)
  expect(error?.message).toContain(expected)
})

test('connects only where the egress rules allow it', async () => {
  for (const [action, input] of [['search-mails', {}] as const, ['send-mail', message()] as const]) {
    const { error } = await call(action, input, { allow: '' })
    expect(error?.code).toBe('EGRESS_BLOCKED')
  }
})
