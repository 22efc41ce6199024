import { rm } from 'node:fs/promises'
import path from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { ImapFlow } from 'imapflow'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, test as everywhere, expect } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { raiseInternal } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { conversationTurns } from '@/lib/db/schema/conversations'
import { alerts } from '@/lib/db/schema/inbox'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { runs } from '@/lib/db/schema/runs'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { hasDovecot } from '@/scripts/test/find-servers.mjs'
import { startDovecot } from '@/scripts/test/servers.mjs'
import { chooseParser } from '../app-files/document-parser'
import { callPlugin } from '../integrations/call-plugin'
import type { System } from '../system'
import { ChannelJobData } from './channel-job'
import { openChannel } from './channel-row'
import { pollChannel, pollChannels } from './poll-channel'
import { PollChannelJobData } from './poll-channel-job'

const PASSWORD = 'secret-password'
const Created = z.object({ channel: z.object({ id: z.string(), url: z.string() }), generated: z.object({}) })
const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })

let imap: NonNullable<Awaited<ReturnType<typeof startDovecot>>>
let parser: URL
let app: TestApp
let channelId = ''
let hook = ''
let smtpPort = 0
/** The next responses of the server to a message. */
let responses: number[] = []
let received: { from: string; to: string[]; source: string }[] = []

const smtp = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _session, done) =>
    password === PASSWORD ? done(null, { user: username }) : done(new Error('Invalid login')),
  onData: (stream, { envelope }, done) => {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const responseCode = responses.shift()
      if (responseCode) return done(Object.assign(new Error('Not now'), { responseCode }))
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      const to = envelope.rcptTo.map(({ address }) => address)
      received.push({ from, to, source: Buffer.concat(parts).toString() })
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
  process.env.EGRESS_ALLOW = `127.0.0.1:${imap.port},127.0.0.1:${smtpPort}`
  dropSingleton('env')
  await closeEgress()
  app = await createTestApp('mailbox', chatApp([], ['in.message -> out.text']))
  const connectionId = await connect()
  const created = await app.request('POST', `/api/studio/apps/${app.appId}/channels`, { plugin: 'email', connectionId })
  const { channel } = Created.parse(created)
  channelId = channel.id
  hook = new URL(channel.url).pathname
})
afterAll(async () => {
  await app.close()
  await new Promise<void>((done) => smtp.close(done))
  await imap.stop()
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  await closeEgress()
  await rm(path.dirname(parser.pathname), { recursive: true })
})
beforeEach(async () => {
  received = []
  responses = []
  app.studio.sentJobs.length = 0
  await app.studio.system.db.delete(channelMessages)
  await poll()
})

async function connect(): Promise<string> {
  const id = newId()
  const { system } = app.studio
  const { workspaceId } = app.person
  const secrets = JSON.stringify({ password: PASSWORD })
  await system.db.insert(integrationConnections).values({
    id,
    workspaceId,
    plugin: 'email',
    kind: 'login',
    name: 'Mailbox',
    state: 'ok',
    encryptedSecrets: await system.keyring.seal(system.db, { workspaceId, id, type: 'integration' }, secrets),
    fields: {
      user: 'ada',
      address: 'ada@example.com',
      imapHost: '127.0.0.1',
      imapPort: String(imap.port),
      smtpHost: '127.0.0.1',
      smtpPort: String(smtpPort),
    },
  })
  return id
}

let sequence = 0
interface Letter {
  from?: string
  subject?: string
  text?: string
  headers?: Readonly<Record<string, string>>
  messageId?: string
}

/** Delivers into the mailbox. @returns the Message-ID */
async function deliver(...letters: Letter[]): Promise<string> {
  const auth = { user: 'ada', pass: PASSWORD }
  const client = new ImapFlow({ host: '127.0.0.1', port: imap.port, secure: false, auth, logger: false })
  await client.connect()
  let last = ''
  for (const { from = 'Bob <bob@example.com>', subject = '', text = 'Hello', headers = {}, messageId } of letters) {
    last = messageId ?? `<${++sequence}@example.com>`
    const head = { From: from, To: 'ada@example.com', Subject: subject, 'Message-ID': last, ...headers }
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
    await client.append('INBOX', `${lines.join('')}\r\n${text.replaceAll('\n', '\r\n')}\r\n`)
  }
  await client.logout()
  return last
}

const address = () => ({ channelId, workspaceId: app.person.workspaceId })
const poll = (system: System = app.studio.system) => pollChannel(system, address(), AbortSignal.timeout(30_000))

/** Processes jobs until none is left, as workers do. */
async function work(): Promise<void> {
  const { system, sentJobs } = app.studio
  for (let job = sentJobs.shift(); job; job = sentJobs.shift()) {
    if (job.kind === 'drive-run') await (await claimAndDrive(system, RunJob.parse(job.data)))?.done
    if (job.kind === 'channel-message')
      await processMessage(system, ChannelJobData.parse(job.data), AbortSignal.timeout(30_000))
  }
}
const messages = () => app.studio.system.db.select().from(channelMessages).orderBy(asc(channelMessages.id))
const channelRow = async () =>
  (await app.studio.system.db.select().from(channels).where(eq(channels.id, channelId)))[0] ?? raiseInternal('None.')
const questions = async () => {
  const rows = await app.studio.system.db.select().from(runs).orderBy(asc(runs.id))
  return rows.map(({ inputs }) => inputs.message)
}

test('answers an email in its thread, marked as automatic', async () => {
  const id = await deliver({ subject: 'Opening hours', text: 'When do you **open**?' })
  await poll()
  await work()
  expect(received).toMatchObject([{ from: 'ada@example.com', to: ['bob@example.com'] }])
  const mail = await PostalMime.parse(received[0]?.source ?? '')
  expect(mail).toMatchObject({ subject: 'Re: Opening hours', inReplyTo: id, references: id })
  expect(mail.text?.trim()).toBe('Opening hours\n\nWhen do you open?')
  const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
  expect(headers).toMatchObject({ 'auto-submitted': 'auto-replied', 'x-auto-response-suppress': 'All' })
  expect(await messages()).toMatchObject([{ status: 'answered', sender: 'bob@example.com' }])
  expect((await channelRow()).lastError).toBeNull()
})

test('continues the conversation of a thread, without the quoted history', async () => {
  const first = await deliver({ subject: 'Beans', text: 'Which beans?' })
  await poll()
  await work()
  const answer = (await PostalMime.parse(received[0]?.source ?? '')).messageId ?? ''
  const text = 'And which water?\n\nOn Mon, Nov 30, 2026 at 10:00 AM Ada <ada@example.com> wrote:\n> Which beans?\n'
  const headers = { 'In-Reply-To': answer, References: `${first} ${answer}` }
  const second = await deliver({ subject: 'Re: Beans', text, headers })
  await poll()
  await work()
  expect((await questions()).slice(-2)).toEqual(['Beans\n\nWhich beans?', 'And which water?'])
  const reply = await PostalMime.parse(received[1]?.source ?? '')
  expect(reply).toMatchObject({ subject: 'Re: Beans', references: `${first} ${answer} ${second}` })
  const turns = await app.studio.system.db
    .select({ id: conversationTurns.conversationId, history: runs.history })
    .from(conversationTurns)
    .innerJoin(runs, eq(runs.id, conversationTurns.runId))
    .orderBy(asc(runs.id))
  expect(turns.at(-1)?.id).toBe(turns.at(-2)?.id)
  expect(turns.at(-1)?.history.map(({ content }) => content)).toEqual([
    'Beans\n\nWhich beans?',
    'Beans\n\nWhich beans?',
  ])
})

test('reads an HTML message as text', async () => {
  await deliver({ text: '<p>What is <b>this</b>?</p><script>x()</script>', headers: { 'Content-Type': 'text/html' } })
  await poll()
  expect(await messages()).toMatchObject([{ text: 'What is this?' }])
})

test('an attachment is a file of the message, and is read again for its run', async () => {
  const part = 'Content-Type: text/csv\nContent-Disposition: attachment; filename="a.csv"\n\nname,price\nSoup,4'
  const text = `--b\nContent-Type: text/plain\n\nVegan?\n--b\n${part}\n--b--`
  await deliver({ text, headers: { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=b' } })
  await poll()
  const [message] = await messages()
  expect(message).toMatchObject({ text: 'Vegan?', files: [{ name: 'a.csv', mediaType: 'text/csv' }] })
  const { system } = app.studio
  const channel = await openChannel(await channelRow())
  const kept: string[] = []
  await callPlugin(system, {
    workspaceId: app.person.workspaceId,
    plugin: channel.plugin,
    connectionId: channel.row.connectionId,
    action: channel.definition.download ?? raiseInternal('none'),
    input: { ...message?.files[0]?.source },
    files: {
      keep: async ({ bytes, ...file }) => {
        kept.push(new TextDecoder().decode(bytes).trim())
        return { ...file, fileId: newId(), sizeBytes: bytes.byteLength }
      },
    },
    idempotencyKey: 'download',
    signal: AbortSignal.timeout(30_000),
  })
  expect(kept).toEqual(['name,price\nSoup,4'])
})

test.each([
  { 'Reply-To': 'all@example.com' },
  { 'Reply-To': '=?utf-8?Q?x=0D=0ABcc:_all@example.com?= <all@example.com>' },
  { Subject: '=?utf-8?Q?Hi=0D=0ABcc:_all@example.com?=' },
  { From: '=?utf-8?Q?x=0D=0ABcc:_all@example.com?= <bob@example.com>' },
  { 'In-Reply-To': '<a@x>=?utf-8?Q?=0D=0ABcc:_all@example.com?=' },
  { References: '<a@x>\r\n <b=0D=0ABcc:all@example.com>' },
])('sends the answer only to the author, whatever the message contains: %j', async (headers) => {
  await deliver({ headers })
  await poll()
  await work()
  expect(received.map(({ to }) => to)).toEqual([['bob@example.com']])
  const mail = await PostalMime.parse(received[0]?.source ?? '')
  expect([mail.to?.map(({ address }) => address), mail.cc ?? [], mail.bcc ?? []]).toEqual([['bob@example.com'], [], []])
})

test('ignores automatic messages, its own, and those without a single author', async () => {
  await deliver(
    { headers: { 'Auto-Submitted': 'auto-replied' } },
    { headers: { Precedence: 'bulk' } },
    { headers: { 'List-Id': '<news.example.com>' } },
    { headers: { 'X-Auto-Response-Suppress': 'All' } },
    { headers: { 'Return-Path': '<>' } },
    { from: 'Mail Delivery System <MAILER-DAEMON@example.com>' },
    { headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' } },
    { from: 'Ada <ADA@example.com>' },
    { from: 'undisclosed' },
    { text: '> Only a quotation', headers: { References: '<first@example.com>' } },
  )
  await poll()
  expect(await messages()).toEqual([])
})

test('stops a loop with a program that answers every answer', async () => {
  await deliver({ from: 'robot@example.com' })
  await poll()
  await work()
  for (let turn = 0; turn < 22; turn++) {
    const last = await PostalMime.parse(received.at(-1)?.source ?? '')
    const references = `${last.references ?? ''} ${last.messageId}`
    await deliver({ from: 'robot@example.com', headers: { References: references } })
    await poll()
    await work()
  }
  expect(received).toHaveLength(20)
  expect((await channelRow()).lastError).not.toBeNull()
})

test('stops a loop with a program that starts a new thread each time', async () => {
  await deliver(...Array.from({ length: 62 }, () => ({ from: 'tickets@example.com' })))
  for (let turn = 0; turn < 7; turn++) await poll()
  expect(await messages()).toHaveLength(60)
})

test('stores the cursor and the messages together, and each message once', async () => {
  const { system } = app.studio
  const before = (await channelRow()).cursor
  const repeated = await deliver({ text: 'One' })
  const crashing: System = {
    ...system,
    jobs: Object.assign(Object.create(system.jobs), {
      send: async () => {
        throw new Error('killed')
      },
    }),
  }
  await expect(poll(crashing)).rejects.toThrow('killed')
  expect([await messages(), (await channelRow()).cursor]).toEqual([[], before])
  await Promise.all([poll(), poll()])
  // The same message in a second copy, as for two recipients that share the mailbox.
  await deliver({ text: 'One', messageId: repeated })
  await poll()
  expect((await messages()).map(({ text }) => text)).toEqual(['One'])
})

test('one process claims a due channel', async () => {
  const { system, sentJobs } = app.studio
  await system.db.update(channels).set({ nextPollAt: new Date(0) })
  expect((await Promise.all([pollChannels(system), pollChannels(system)])).toSorted()).toEqual([0, 1])
  expect(sentJobs.map(({ data }) => PollChannelJobData.parse(data))).toEqual([address()])
  await poll()
  const { nextPollAt } = await channelRow()
  expect((nextPollAt?.getTime() ?? 0) - Date.now()).toBeLessThan(60_000)
})

test('resends an answer after a transient rejection, and drops it after a permanent one', async () => {
  await deliver({ text: 'Later' })
  await poll()
  responses = [451]
  await expect(work()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  const [message] = await messages()
  const again = { messageId: message?.id ?? '', workspaceId: app.person.workspaceId }
  await processMessage(app.studio.system, again, AbortSignal.timeout(30_000))
  expect(received).toHaveLength(1)
  await deliver({ text: 'Never' })
  await poll()
  responses = [554]
  await work()
  expect((await messages()).at(-1)).toMatchObject({ status: 'failed', error: expect.stringContaining('Not now') })
})

test('answers no message that arrived while the channel was off', async () => {
  const set = (enabled: boolean) => app.request('PATCH', `/api/studio/channels/${channelId}`, { enabled })
  await set(false)
  await deliver({ text: 'Closed' })
  await poll()
  await set(true)
  await poll()
  await deliver({ text: 'Open' })
  await poll()
  expect((await messages()).map(({ text }) => text)).toEqual(['Open'])
})

test('reports a folder that does not exist, and raises one alert', async () => {
  const set = (folder: string) => app.request('PATCH', `/api/studio/channels/${channelId}`, { values: { folder } })
  await set('Nowhere')
  for (let turn = 0; turn < 4; turn++) await poll()
  expect(await channelRow()).toMatchObject({ failures: 4, lastError: expect.stringContaining('Nowhere') })
  expect(await app.studio.system.db.select().from(alerts)).toMatchObject([{ count: 1 }])
  await set('')
  await poll()
  expect(await channelRow()).toMatchObject({ failures: 0, lastError: null })
})

test('accepts no webhook', async () => {
  expect((await app.router.request(hook, { method: 'POST', body: '{}' })).status).toBe(404)
})
