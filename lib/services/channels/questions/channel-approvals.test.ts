import { createHmac } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { channelMessages, channelQuestions } from '@/lib/db/schema/channels'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { auditEvents } from '@/lib/db/schema/people'
import { waits } from '@/lib/db/schema/waits'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { processMessage } from '@/lib/runs/channels/process-message'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import type { CallPlugin } from '../../integrations/call-plugin'
import { ChannelJobData } from '../channel-job'
import { processQuestion } from './process-question'
import { QuestionJobData } from './question-job'

const SIGNING_SECRET = '8f742231b10e8888abcd99aaa111185a'
const Created = z.object({ channel: z.object({ id: z.string(), url: z.string() }) })
const RunJob = z.object({ runId: z.string(), workspaceId: z.string() })

interface Sent {
  action: string
  input: JsonObject
}
interface Connected {
  app: TestApp
  path: string
}

let sent: Sent[] = []
let failure: AppError | Error | null = null
const call: CallPlugin = async (_system, { action, input }) => {
  if (failure) throw failure
  sent.push({ action: action.id, input })
  return { sentId: `${input.channel ?? 'C1'}:${sent.length}` }
}

beforeEach(() => {
  sent = []
  failure = null
})

/** A chat app that asks before it answers, in a Slack channel. */
async function connect(name: string, config: JsonObject, approvalChat = ''): Promise<Connected> {
  const app = await createTestApp(name, graphOf(config))
  onTestFinished(() => app.close())
  const { system } = app.studio
  const address = { workspaceId: app.person.workspaceId, id: newId(), type: 'integration' as const }
  await system.db.insert(integrationConnections).values({
    ...{ id: address.id, workspaceId: address.workspaceId, plugin: 'slack', kind: 'bot-token', name: 'S', state: 'ok' },
    encryptedSecrets: await system.keyring.seal(system.db, address, '{"key":"xoxb-1"}'),
  })
  const values = { signingSecret: SIGNING_SECRET, ...(approvalChat ? { approvalChat } : {}) }
  const body = { plugin: 'slack', connectionId: address.id, values }
  const { channel } = Created.parse(await app.request('POST', `/api/studio/apps/${app.appId}/channels`, body))
  return { app, path: new URL(channel.url).pathname }
}

function graphOf(config: JsonObject): Graph {
  const at = { position: { x: 0, y: 0 }, version: 1 }
  return {
    ...emptyGraph(),
    nodes: [
      { id: 'input', type: 'input', label: 'Input', config: {}, ...at },
      { id: 'ask', type: 'approval', label: 'Ask', config: { title: 'Send {{input.message}}?', ...config }, ...at },
      { id: 'yes', type: 'template', label: 'Yes', config: { text: 'sent: {{ask.approved}}' }, ...at },
      { id: 'no', type: 'template', label: 'No', config: { text: 'kept: {{ask.rejected}}' }, ...at },
      { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...at },
    ],
    edges: [
      { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'ask', port: 'content' } },
      { id: 'e2', from: { node: 'yes', port: 'text' }, to: { node: 'answer', port: 'text' } },
      { id: 'e3', from: { node: 'no', port: 'text' }, to: { node: 'answer', port: 'text' } },
    ],
  }
}

function post({ app, path }: Connected, body: string, contentType: string, secret = SIGNING_SECRET) {
  const time = String(Math.floor(Date.now() / 1_000))
  const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')
  const signed = { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${signature}` }
  return app.router.request(path, { method: 'POST', headers: { 'content-type': contentType, ...signed }, body })
}

let clock = 1_700_000_000
function say(to: Connected, text: string, event: JsonObject = {}) {
  const message = { type: 'app_mention', user: 'UADA', text, channel: 'C1', ts: `${clock++}.000100`, ...event }
  return post(to, JSON.stringify({ type: 'event_callback', team_id: 'T1', event: message }), 'application/json')
}

interface Press {
  user?: string
  channel?: string
  decision?: 'approved' | 'rejected'
  secret?: string
}
async function press(to: Connected, { user = 'UADA', channel = 'C1', decision = 'approved', secret }: Press = {}) {
  const [wait] = await waitsOf(to)
  const payload = {
    type: 'block_actions',
    ...{
      team: { id: 'T1', domain: 'x' },
      user: { id: user, username: 'ada', team_id: 'T1' },
      channel: { id: channel },
    },
    actions: [{ type: 'button', action_id: decision, value: `${decision}:${wait?.id}` }],
  }
  const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return post(to, form, 'application/x-www-form-urlencoded', secret)
}
const waitsOf = ({ app }: Connected) =>
  app.studio.system.db
    .select()
    .from(waits)
    .where(eq(waits.appId, app.appId))
    .orderBy(asc(waits.id))
    .then((rows) => rows.toReversed())
const messagesOf = ({ app }: Connected) =>
  app.studio.system.db.select().from(channelMessages).orderBy(asc(channelMessages.id))

async function step({ app }: Connected, kill?: () => boolean): Promise<void> {
  const { system, sentJobs } = app.studio
  const job = sentJobs.shift()
  if (!job) return
  const signal = AbortSignal.timeout(20_000)
  try {
    if (job.kind === 'drive-run') await (await claimAndDrive(system, RunJob.parse(job.data)))?.done
    if (job.kind === 'channel-message') await processMessage(system, ChannelJobData.parse(job.data), signal, call)
    if (job.kind === 'channel-question') await processQuestion(system, QuestionJobData.parse(job.data), signal, call)
  } catch (error) {
    if (!kill) throw error
    sentJobs.push(job)
  }
}
/** Processes jobs until none is left, as workers do. */
async function work(to: Connected): Promise<void> {
  while (to.app.studio.sentJobs.length > 0) await step(to)
}
const texts = () => sent.map(({ input }) => input.text)

test('asks with buttons, resumes the run once for the person who wrote, and replaces the question', async () => {
  const to = await connect('sender', { byVisitor: true })
  await say(to, 'the mail')
  await work(to)
  expect(sent).toMatchObject([{ action: 'ask', input: { channel: 'C1', text: expect.stringContaining('the mail') } }])
  expect((await waitsOf(to))[0]?.status).toBe('waiting')

  expect((await press(to, { user: 'UMALLORY' })).status).toBe(200)
  expect((await press(to, { channel: 'COTHER' })).status).toBe(200)
  expect((await press(to, { secret: 'f'.repeat(32) })).status).toBe(401)
  expect((await waitsOf(to))[0]?.status).toBe('waiting')

  const presses = await Promise.all([press(to), press(to, { decision: 'rejected' }), press(to)])
  expect(presses.map(({ status }) => status)).toEqual([200, 200, 200])
  await work(to)
  const [wait] = await waitsOf(to)
  const isApproved = z.object({ decision: z.string() }).parse(wait?.answer).decision === 'approved'
  expect(sent.map(({ action }) => action).toSorted()).toEqual(['answer', 'ask', 'edit'])
  expect(texts()).toContain(isApproved ? 'sent: the mail' : 'kept: the mail')
  const edited = sent.find(({ action }) => action === 'edit')
  expect(edited?.input).toMatchObject({ sentId: 'C1:1', text: expect.stringMatching(/✅|❌/) })
  await press(to, { decision: 'rejected' })
  await work(to)
  expect(sent).toHaveLength(3)
  const audited = await to.app.studio.system.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subject, `wait:${wait?.id}`))
  expect(audited).toHaveLength(1)
})

test('takes a word as the answer, and other messages as questions for later', async () => {
  const to = await connect('sender', { byVisitor: true })
  const thread = { thread_ts: '1600000000.000100' }
  await say(to, 'the letter', thread)
  await work(to)
  await say(to, 'What else?', thread)
  await work(to)
  expect(sent).toHaveLength(1)
  await say(to, 'Approve', { ...thread, user: 'UMALLORY' })
  expect((await waitsOf(to))[0]?.status).toBe('waiting')
  await say(to, 'Reject.', { ...thread, ts: '1600000009.000100' })
  await work(to)
  // The second message asks in its turn. The repeated delivery of the first answer does not answer it.
  expect(texts()).toContain('kept: the letter')
  expect(sent.at(-1)).toMatchObject({ action: 'ask', input: { text: expect.stringContaining('What else?') } })
  await say(to, 'Reject.', { ...thread, ts: '1600000009.000100' })
  expect((await waitsOf(to))[0]?.status).toBe('waiting')
})

test('asks members in the approval chat, and replies to the sender that the answer follows', async () => {
  const to = await connect('members', {}, 'CAPPROVERS')
  await say(to, 'the invoice')
  await work(to)
  expect(sent.map(({ action, input }) => [action, input.channel]).toSorted()).toEqual([
    ['answer', 'C1'],
    ['ask', 'CAPPROVERS'],
  ])
  // The person who wrote cannot approve their own request.
  await press(to)
  await say(to, 'approve', { thread_ts: `${clock - 1}.000100` })
  expect((await waitsOf(to))[0]?.status).toBe('waiting')
  await press(to, { user: 'UBOSS', channel: 'CAPPROVERS' })
  await work(to)
  expect(texts()).toContain('sent: the invoice')
  // The person's “approve” is a message for the app, which asks again.
  expect((await waitsOf(to)).at(-1)).toMatchObject({ answer: { by: 'Slack (T1:UBOSS)' } })
})

test('sends a link without buttons where only named members may answer', async () => {
  const to = await connect('named', { roles: ['owner'] }, 'CAPPROVERS')
  await say(to, 'the contract')
  await work(to)
  expect(sent.map(({ action }) => action)).toEqual(['answer', 'answer'])
  expect(texts()).toContainEqual(expect.stringContaining('/inbox?approval='))
  await press(to, { channel: 'CAPPROVERS' })
  expect((await waitsOf(to))[0]?.status).toBe('waiting')
})

const REASON = [{ name: 'reason', label: 'Reason', type: 'text', required: true }]

test('sends no link that anyone may use where other people read it', async () => {
  const to = await connect('form', { byVisitor: true, fields: REASON })
  await say(to, 'the report')
  await work(to)
  expect(texts()).toEqual([expect.stringContaining('/inbox?approval=')])
  expect(texts()).not.toEqual([expect.stringContaining('/approve/')])
})

test('sends a link to the form in a direct message', async () => {
  const to = await connect('form', { byVisitor: true, fields: REASON })
  await say(to, 'the report', { type: 'message', channel_type: 'im', channel: 'D1' })
  await work(to)
  expect(sent).toMatchObject([{ action: 'answer', input: { text: expect.stringContaining('/approve/') } }])
  await press(to)
  await say(to, 'approve', { thread_ts: `${clock - 1}.000100` })
  expect((await waitsOf(to))[0]?.status).toBe('waiting')
})

test('asks again after a failure that the service reported, and not after an unknown outcome', async () => {
  const to = await connect('sender', { byVisitor: true })
  await say(to, 'the parcel')
  await step(to)
  await step(to)
  failure = new AppError('RATE_LIMITED', verbatim('Slow down.'))
  const [job] = to.app.studio.sentJobs
  await expect(step(to)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  if (job) to.app.studio.sentJobs.push(job)
  failure = new Error('killed')
  await step(to, () => true)
  failure = null
  await work(to)
  expect(sent).toEqual([])
  const { db } = to.app.studio.system
  const [question] = await db
    .select()
    .from(channelQuestions)
    .where(eq(channelQuestions.waitId, (await waitsOf(to))[0]?.id ?? ''))
  expect(question).toMatchObject({ status: 'sent', sentId: null })
  // The service may have received it, so its buttons count.
  await press(to)
  await work(to)
  expect(texts()).toEqual(['sent: the parcel'])
})

test('two workers ask and answer once', async () => {
  const to = await connect('sender', { byVisitor: true })
  const { sentJobs } = to.app.studio
  await say(to, 'the box', { ts: '1800000000.000100' })
  for (let round = 0; round < 6 && sent.length === 0; round++) {
    const [job] = sentJobs
    if (job) sentJobs.splice(1, 0, { ...job })
    await Promise.all([step(to), step(to)])
  }
  expect(sent.map(({ action }) => action)).toEqual(['ask'])
  await Promise.all([press(to), press(to)])
  const jobs = [...sentJobs]
  sentJobs.push(...jobs)
  await Promise.all([work(to), work(to)])
  // Repeating an edit changes nothing.
  expect(
    sent
      .map(({ action }) => action)
      .filter((action) => action !== 'edit')
      .toSorted(),
  ).toEqual(['answer', 'ask'])
  expect(sent.map(({ action }) => action)).toContain('edit')
  expect((await messagesOf(to)).at(-1)).toMatchObject({ status: 'answered', sentParts: 1 })
})
