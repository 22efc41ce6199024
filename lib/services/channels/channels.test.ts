import { createHmac } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { conversationTurns } from '@/lib/db/schema/conversations'
import { runFeedback } from '@/lib/db/schema/datasets'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { runs } from '@/lib/db/schema/runs'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { pruneRuns } from '@/lib/runs/maintenance/prune-runs'
import type { CallPlugin } from '../integrations/call-plugin'
import { ChannelJobData } from './channel-job'

const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5'.replace(/[^0-9a-f]/g, '0')
const Created = z.object({ channel: z.object({ id: z.string(), url: z.string() }) })

let app: TestApp
let connectionId = ''
let channel: z.infer<typeof Created>['channel']
/** Messages received by the service. */
let sent: JsonObject[] = []
let failure: AppError | null = null
const call: CallPlugin = async (_system, { input }) => {
  if (failure) throw failure
  sent.push(input)
  return { sentId: `C123ABC456:${sent.length}` }
}

beforeAll(async () => {
  app = await createTestApp('handbook', chatApp([], ['in.message -> out.text']))
  connectionId = await connect('slack', 'bot-token')
  const body = { plugin: 'slack', connectionId, values: { signingSecret: SIGNING_SECRET } }
  channel = Created.parse(await app.request('POST', `/api/studio/apps/${app.appId}/channels`, body)).channel
})
afterAll(() => app.close())
beforeEach(async () => {
  sent = []
  failure = null
  app.studio.sentJobs.length = 0
  await app.studio.system.db.delete(channelMessages)
})

async function connect(plugin: string, kind: string): Promise<string> {
  const id = newId()
  const { system } = app.studio
  const { workspaceId } = app.person
  const sealed = await system.keyring.seal(system.db, { workspaceId, id, type: 'integration' }, '{"key":"xoxb-1"}')
  await system.db
    .insert(integrationConnections)
    .values({ id, workspaceId, plugin, kind, name: plugin, state: 'ok', encryptedSecrets: sealed })
  return id
}

let clock = 1_700_000_000
const mention = (text: string, overrides: JsonObject = {}): JsonObject => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: newId(),
  event: {
    type: 'app_mention',
    user: 'U061F7AUR',
    text: `<@U0LAN0Z89> ${text}`,
    channel: 'C123ABC456',
    ts: `${clock++}.000100`,
    ...overrides,
  },
})

function deliver(value: JsonObject, { secret = SIGNING_SECRET, atMs = Date.now() } = {}) {
  const body = JSON.stringify(value)
  const time = String(Math.floor(atMs / 1_000))
  const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')
  return app.router.request(new URL(channel.url).pathname, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': time,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
}

/** Processes jobs until none is left, as workers do. */
async function work(): Promise<void> {
  const { system, sentJobs } = app.studio
  for (let job = sentJobs.shift(); job; job = sentJobs.shift()) {
    if (job.kind === 'drive-run')
      await (await claimAndDrive(system, z.object({ runId: z.string(), workspaceId: z.string() }).parse(job.data)))
        ?.done
    if (job.kind === 'channel-message')
      await processMessage(system, ChannelJobData.parse(job.data), AbortSignal.timeout(10_000), call)
  }
}
const messages = () => app.studio.system.db.select().from(channelMessages).orderBy(asc(channelMessages.id))

test('answers a mention in its thread, as an end user of the app', async () => {
  expect((await deliver(mention('What is &lt;this&gt;?'))).status).toBe(200)
  await work()
  const [message] = await messages()
  expect(sent).toEqual([
    { channel: 'C123ABC456', threadTs: message?.eventId.split(':')[1], text: 'What is <this>?', isLast: true },
  ])
  expect(message).toMatchObject({ status: 'answered', text: '', sentParts: 1 })
  const [run] = await app.studio.system.db
    .select()
    .from(runs)
    .where(eq(runs.id, message?.runId ?? ''))
  expect(run).toMatchObject({
    origin: 'channel',
    endUser: 'slack:T1:U061F7AUR',
    inputs: { message: 'What is <this>?' },
  })
})

test('answers the address check of Slack', async () => {
  const response = await deliver({ type: 'url_verification', challenge: '3eZbrw1aBm2rZgRN', token: 'x' })
  expect([response.status, await response.text()]).toEqual([200, '3eZbrw1aBm2rZgRN'])
})

test('rejects wrong, old and missing signatures without storing anything', async () => {
  const value = mention('Hello')
  expect((await deliver(value, { secret: 'f'.repeat(32) })).status).toBe(401)
  expect((await deliver(value, { atMs: Date.now() - 301_000 })).status).toBe(401)
  const bare = await app.router.request(new URL(channel.url).pathname, { method: 'POST', body: JSON.stringify(value) })
  expect(bare.status).toBe(401)
  expect((await app.router.request(`/hooks/channels/${'x'.repeat(22)}`, { method: 'POST', body: '{}' })).status).toBe(
    404,
  )
  expect(await messages()).toEqual([])
})

test('answers a repeated delivery, and the same text as a message event, once', async () => {
  const value = mention('Once')
  await deliver(value)
  await work()
  await deliver({ ...value, event_id: newId() })
  await work()
  expect(sent).toHaveLength(1)
})

test('rejects a repeated delivery for 30 days, and deletes only messages that ended', async () => {
  const { system } = app.studio
  const age = async (days: number) => {
    await system.db.update(channelMessages).set({ createdAt: sql`now() - make_interval(days => ${days})` })
    await pruneRuns(system, Date.now())
  }
  const value = mention('Once')
  await deliver(value)
  await age(31)
  expect(await messages()).toMatchObject([{ status: 'waiting' }])
  await work()
  await age(29)
  await deliver(value)
  await work()
  expect(sent).toHaveLength(1)
  await age(31)
  expect(await messages()).toEqual([])
})

test('ignores bots, edits and channel messages that do not mention it', async () => {
  await deliver(mention('x', { bot_id: 'B1' }))
  await deliver(mention('x', { subtype: 'message_changed' }))
  await deliver(mention('x', { type: 'message', channel_type: 'channel' }))
  expect(await messages()).toEqual([])
})

test('processes a conversation in order, with the history of earlier answers', async () => {
  const thread = '1600000000.000100'
  for (const text of ['one', 'two', 'three']) await deliver(mention(text, { thread_ts: thread }))
  // Workers may claim the jobs in any order.
  app.studio.sentJobs.reverse()
  await work()
  expect(sent.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  const rows = await app.studio.system.db
    .select({ history: runs.history, conversation: conversationTurns.conversationId })
    .from(runs)
    .innerJoin(conversationTurns, eq(conversationTurns.runId, runs.id))
    .where(eq(runs.endUser, 'slack:T1:U061F7AUR'))
    .orderBy(asc(runs.id))
  expect(rows.at(-1)?.history.map(({ content }) => content)).toEqual(['one', 'one', 'two', 'two'])
})

test('resends an answer after a transient rejection, but not one whose outcome is unknown', async () => {
  await deliver(mention('Busy'))
  failure = new AppError('RATE_LIMITED', verbatim('Slow down.'))
  await expect(work()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  failure = null
  const [waiting] = await messages()
  const retry = { messageId: waiting?.id ?? '', workspaceId: app.person.workspaceId }
  await processMessage(app.studio.system, retry, AbortSignal.timeout(10_000), call)
  expect(sent).toHaveLength(1)

  await deliver(mention('Lost'))
  failure = new AppError('TOOL_FAILED', verbatim('No response.'), { isFinal: true })
  await work()
  expect((await messages()).at(-1)).toMatchObject({ status: 'failed', error: 'No response.' })
  const [row] = await app.studio.system.db.select().from(channels)
  expect(row?.lastError).toBe('No response.')
})

test('sends no part twice when the process died while it was sending', async () => {
  await deliver(mention('Crash'))
  const { system, sentJobs } = app.studio
  await processMessage(system, ChannelJobData.parse(sentJobs.shift()?.data), AbortSignal.timeout(10_000), call)
  // The worker died after it had claimed the part.
  await system.db.update(channelMessages).set({ isSending: true })
  await work()
  expect(sent).toEqual([])
  expect((await messages())[0]).toMatchObject({ status: 'failed', error: expect.stringContaining('Slack may have') })
})

test('starts one run when the process died after it was stored', async () => {
  await deliver(mention('Twice'))
  const data = ChannelJobData.parse(app.studio.sentJobs.shift()?.data)
  await processMessage(app.studio.system, data, AbortSignal.timeout(10_000), call)
  await app.studio.system.db.update(channelMessages).set({ status: 'waiting', text: 'Twice', runId: null })
  await processMessage(app.studio.system, data, AbortSignal.timeout(10_000), call)
  await work()
  expect(sent.map(({ text }) => text)).toEqual(['Twice'])
})

test('splits a long answer at the limit of the service and continues after a failed part', async () => {
  const lines = Array.from({ length: 900 }, (_, index) => `Line ${index} of the answer.`).join('\n')
  await deliver(mention(lines))
  await work()
  expect(sent.length).toBe(2)
  expect(sent.map(({ text }) => text).join('\n')).toBe(lines)
})

const react = (reaction: string, { user = 'U061F7AUR', ts = '1' } = {}) =>
  deliver({
    type: 'event_callback',
    team_id: 'T1',
    event_id: newId(),
    event: { type: 'reaction_added', user, reaction, item: { type: 'message', channel: 'C123ABC456', ts } },
  })

test('stores a thumb on an answer as feedback of the person on its run, and replaces it', async () => {
  await deliver(mention('Rate me'))
  await work()
  expect((await react('-1')).status).toBe(200)
  await react('+1::skin-tone-3')
  await react('thumbsdown', { user: 'U2' })
  await react('eyes', { user: 'U3' })
  await react('+1', { user: 'U4', ts: '99' })
  const [message] = await messages()
  const stored = await app.studio.system.db
    .select({ author: runFeedback.author, rating: runFeedback.rating })
    .from(runFeedback)
    .where(eq(runFeedback.runId, message?.runId ?? ''))
    .orderBy(asc(runFeedback.author))
  expect(stored).toEqual([
    { author: 'end:slack:T1:U061F7AUR', rating: 'up' },
    { author: 'end:slack:T1:U2', rating: 'down' },
  ])
  expect(await app.studio.system.db.select().from(runFeedback)).toHaveLength(2)
})

test('stops a loop between two bots', async () => {
  for (let turn = 0; turn < 22; turn++) await deliver(mention(`Turn ${turn}`, { thread_ts: '1500000000.000100' }))
  expect(await messages()).toHaveLength(20)
})

test('registers the address again when a channel is saved with its connection', async () => {
  const telegram = await connect('telegram', 'bot-token')
  const { workspaceId } = app.person
  const id = newId()
  const { system } = app.studio
  await system.db.insert(channels).values({
    id,
    workspaceId,
    appId: app.appId,
    plugin: 'telegram',
    connectionId: telegram,
    publicId: newId(),
    encryptedSecrets: await system.keyring.seal(system.db, { workspaceId, id, type: 'channel' }, '{"secretToken":"s"}'),
  })
  const save = (body: object) =>
    app.studio.call({ method: 'PATCH', path: `/api/studio/channels/${id}`, body, person: app.person })
  expect((await save({ enabled: true })).status).toBe(200)
  // Nothing reaches Telegram from a test.
  expect((await save({ connectionId: telegram })).status).toBeGreaterThan(400)
  await system.db.delete(channels).where(eq(channels.id, id))
})

test('accepts only a connection of the service, and returns no secret', async () => {
  const telegram = await connect('telegram', 'bot-token')
  const create = (body: object) =>
    app.studio.call({ method: 'POST', path: `/api/studio/apps/${app.appId}/channels`, body, person: app.person })
  const values = { signingSecret: SIGNING_SECRET }
  expect((await create({ plugin: 'slack', connectionId: telegram, values })).status).toBe(400)
  expect((await create({ plugin: 'slack', connectionId, values: { signingSecret: 'short' } })).status).toBe(400)
  expect((await create({ plugin: 'github', connectionId, values })).status).toBe(404)
  const list = JSON.stringify(await app.request('GET', `/api/studio/apps/${app.appId}/channels`))
  expect(list).not.toContain(SIGNING_SECRET)
  await app.request('PATCH', `/api/studio/channels/${channel.id}`, { enabled: false })
  expect((await deliver(mention('Closed'))).status).toBe(404)
  await app.request('PATCH', `/api/studio/channels/${channel.id}`, { enabled: true })
})
