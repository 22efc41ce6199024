import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppError, type ErrorCode } from '@/lib/core/app-error'
import { channelMessages, channelQuestions } from '@/lib/db/schema/channels'
import { problem } from '@/lib/messages/problems/problem'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { CallPlugin } from '../integrations/call-plugin'
import { askingGraph, type ChannelApp, createChannelApp } from './testing/channel-app'

const SLACK = { plugin: 'slack', kind: 'bot-token', values: { signingSecret: '0'.repeat(32) } }
const FEISHU = { plugin: 'feishu', kind: 'app', values: { encryptKey: 'encrypt-key-1' } }
const ECHO = chatApp([], ['in.message -> out.text'])
const ASKING = askingGraph({ byVisitor: true })
const TARGETS = { slack: { channel: 'C1', threadTs: '1.2' }, feishu: { messageId: 'om_1' } }

/** A job is aborted because the server stops, because another process has claimed it, or at its time limit. */
const reasonOf = (code: ErrorCode) => new AppError(code, problem('jobs.serverStopping'))
const STOPS = ['CANCELLED', 'TIMEOUT'] as const
/** Where in the call of the service the process stops. */
type Moment = 'before the request' | 'during the request' | 'after the response'

interface Service {
  call: CallPlugin
  /** What the service has, by the id of the message. */
  visible: Map<string, string>
  /** The next call of this action is interrupted. */
  interruptAt(action: string, moment: Moment, reason: Error): AbortSignal
}

/** A service that keeps messages, applies edits, and sends one message per idempotency key if its action has one. */
function createService(): Service {
  const visible = new Map<string, string>()
  const byKey = new Map<string, string>()
  let next: { action: string; moment: Moment; stop: AbortController; reason: Error } | null = null
  const call: CallPlugin = async (_system, { action, input, journal, signal, idempotencyKey }) => {
    const current = next?.action === action.id ? next : null
    if (current) next = null
    const stopAt = (moment: Moment) => {
      if (current?.moment !== moment) return
      current.stop.abort(current.reason)
      if (moment !== 'after the response') signal.throwIfAborted()
    }
    stopAt('before the request')
    const isUnsafe = action.effect === 'write' && action.idempotency === 'none'
    if (isUnsafe) {
      await journal?.beforeSend({ method: 'POST', host: 'service' })
      journal?.onSent?.()
    }
    const known = action.id === 'edit' ? String(input.sentId) : isUnsafe ? null : byKey.get(idempotencyKey)
    const id = known ?? `m${visible.size + 1}`
    byKey.set(idempotencyKey, id)
    visible.set(id, String(input.text))
    stopAt('during the request')
    stopAt('after the response')
    return { sentId: id }
  }
  return {
    call,
    visible,
    interruptAt: (action, moment, reason) => {
      const stop = new AbortController()
      next = { action, moment, stop, reason }
      return stop.signal
    },
  }
}

async function answering(plugin: 'slack' | 'feishu', text: string): Promise<ChannelApp> {
  const to = await createChannelApp('echo', ECHO, plugin === 'slack' ? SLACK : FEISHU)
  await to.say({ text, target: TARGETS[plugin] })
  await to.say({ text: `${text} again`, target: TARGETS[plugin] })
  return to
}

async function asking(): Promise<ChannelApp> {
  const to = await createChannelApp('asking', ASKING, SLACK)
  await to.say({ text: 'the mail', target: TARGETS.slack })
  return to
}

/** Performs jobs until the next one sends the first answer. */
async function untilSending(to: ChannelApp, call: CallPlugin): Promise<void> {
  while ((await to.messages())[0]?.status !== 'sending') await to.step(call)
  await to.workUntil('channel-message', call)
}

async function approve(to: ChannelApp): Promise<void> {
  const [wait] = await to.waits()
  await to.app.request('POST', `/api/studio/waits/${wait?.id}/answer`, {
    decision: 'approved',
    values: {},
    comment: '',
  })
}

for (const reason of STOPS) {
  test.each(['before the request', 'after the response'] as const)(
    `${reason} %s of an answer sends it once`,
    async (moment) => {
      const { call, visible, interruptAt } = createService()
      const to = await answering('slack', 'Hello')
      await untilSending(to, call)
      const signal = interruptAt('answer', moment, reasonOf(reason))
      const step = to.step(call, signal)
      if (moment === 'before the request') await expect(step).rejects.toMatchObject({ code: reason })
      else await step
      await to.work(call)
      expect([...visible.values()]).toEqual(['Hello', 'Hello again'])
      expect((await to.messages()).map(({ status }) => status)).toEqual(['answered', 'answered'])
    },
  )

  test(`${reason} during the request of an answer without an idempotency key never sends it again`, async () => {
    const { call, visible, interruptAt } = createService()
    const to = await answering('slack', 'Hello')
    await untilSending(to, call)
    const signal = interruptAt('answer', 'during the request', reasonOf(reason))
    await expect(to.step(call, signal)).rejects.toMatchObject({ code: reason })
    expect((await to.messages())[0]).toMatchObject({ status: 'sending', isSending: true })
    await to.work(call)
    expect([...visible.values()]).toEqual(['Hello', 'Hello again'])
    const [first, second] = await to.messages()
    expect(first).toMatchObject({ status: 'failed', errorRef: { key: 'plugins.outcomeUnknown' } })
    expect(second?.status).toBe('answered')
  })

  test(`${reason} during the request of an answer with an idempotency key repeats it with the key`, async () => {
    const { call, visible, interruptAt } = createService()
    const to = await answering('feishu', 'Hello')
    await untilSending(to, call)
    const signal = interruptAt('answer', 'during the request', reasonOf(reason))
    await expect(to.step(call, signal)).rejects.toMatchObject({ code: reason })
    await to.work(call)
    expect([...visible.values()]).toEqual(['Hello', 'Hello again'])
    expect((await to.messages()).map(({ status }) => status)).toEqual(['answered', 'answered'])
  })

  test(`${reason} before the request of a question asks it once`, async () => {
    const { call, visible, interruptAt } = createService()
    const to = await asking()
    await to.workUntil('channel-question', call)
    const signal = interruptAt('ask', 'before the request', reasonOf(reason))
    await expect(to.step(call, signal)).rejects.toMatchObject({ code: reason })
    await to.work(call)
    expect(visible.size).toBe(1)
    expect(await to.questions()).toMatchObject([{ status: 'sent', sentId: 'm1' }])
  })

  test(`${reason} during the request of a question keeps its buttons and never asks again`, async () => {
    const { call, visible, interruptAt } = createService()
    const to = await asking()
    await to.workUntil('channel-question', call)
    const signal = interruptAt('ask', 'during the request', reasonOf(reason))
    await expect(to.step(call, signal)).rejects.toMatchObject({ code: reason })
    expect(await to.questions()).toMatchObject([{ status: 'sending' }])
    await to.work(call)
    expect(visible.size).toBe(1)
    expect(await to.questions()).toMatchObject([{ status: 'sent', sentId: null }])
  })

  test.each(['before the request', 'during the request'] as const)(
    `${reason} %s of an edit repeats it`,
    async (moment) => {
      const { call, visible, interruptAt } = createService()
      const to = await asking()
      await to.work(call)
      await approve(to)
      await to.workUntil('channel-question', call)
      const signal = interruptAt('edit', moment, reasonOf(reason))
      await expect(to.step(call, signal)).rejects.toMatchObject({ code: reason })
      expect(await to.questions()).toMatchObject([{ status: 'sent' }])
      await to.work(call)
      expect([...visible.values()]).toEqual([expect.stringContaining('✅ Approved'), 'sent: the mail'])
      expect(await to.questions()).toMatchObject([{ status: 'closed' }])
    },
  )

  test(`${reason} during the edit that completes a preview sends no second message`, async () => {
    const { call, visible, interruptAt } = createService()
    const to = await answering('slack', 'Hello')
    await untilSending(to, call)
    visible.set('p1', 'Hel …')
    const [first] = await to.messages()
    const { db } = to.app.studio.system
    await db
      .update(channelMessages)
      .set({ previewId: 'p1' })
      .where(eq(channelMessages.id, first?.id ?? ''))
    const signal = interruptAt('edit', 'before the request', reasonOf(reason))
    await expect(to.step(call, signal)).rejects.toMatchObject({ code: reason })
    expect((await to.messages())[0]).toMatchObject({ status: 'sending', previewId: 'p1' })
    await to.work(call)
    expect([...visible.values()]).toEqual(['Hello', 'Hello again'])
  })
}

const LATE = new Date(Date.now() - 51 * 60_000)

test('an answer whose idempotency key may be forgotten is never sent again', async () => {
  const { call, visible, interruptAt } = createService()
  const to = await answering('feishu', 'Hello')
  await untilSending(to, call)
  const signal = interruptAt('answer', 'during the request', reasonOf('CANCELLED'))
  await expect(to.step(call, signal)).rejects.toMatchObject({ code: 'CANCELLED' })
  const [first] = await to.messages()
  await to.app.studio.system.db
    .update(channelMessages)
    .set({ updatedAt: LATE })
    .where(eq(channelMessages.id, first?.id ?? ''))
  visible.clear()
  await to.work(call)
  expect([...visible.values()]).toEqual(['Hello again'])
  expect(await to.messages()).toMatchObject([
    { status: 'failed', errorRef: { key: 'plugins.outcomeUnknown' } },
    { status: 'answered' },
  ])
})

test('a repeated answer keeps the time of its first attempt', async () => {
  const { call, interruptAt } = createService()
  const to = await answering('feishu', 'Hello')
  await untilSending(to, call)
  const stop = () => interruptAt('answer', 'during the request', reasonOf('CANCELLED'))
  await expect(to.step(call, stop())).rejects.toMatchObject({ code: 'CANCELLED' })
  const [first] = await to.messages()
  const { system, sentJobs } = to.app.studio
  const claimedAt = new Date(Date.now() - 40 * 60_000)
  await system.db
    .update(channelMessages)
    .set({ updatedAt: claimedAt })
    .where(eq(channelMessages.id, first?.id ?? ''))
  expect(sentJobs.length).toBeGreaterThan(0)
  await expect(to.step(call, stop())).rejects.toMatchObject({ code: 'CANCELLED' })
  expect((await to.messages())[0]).toMatchObject({ isSending: true, updatedAt: claimedAt })
})

test('a question whose idempotency key may be forgotten is never asked again', async () => {
  const { call, visible, interruptAt } = createService()
  const to = await createChannelApp('asking', ASKING, FEISHU)
  await to.say({ text: 'the mail', target: TARGETS.feishu })
  await to.workUntil('channel-question', call)
  const signal = interruptAt('answer', 'during the request', reasonOf('CANCELLED'))
  await expect(to.step(call, signal)).rejects.toMatchObject({ code: 'CANCELLED' })
  const [question] = await to.questions()
  await to.app.studio.system.db
    .update(channelQuestions)
    .set({ createdAt: LATE })
    .where(eq(channelQuestions.id, question?.id ?? ''))
  visible.clear()
  await to.work(call)
  expect([...visible.values()]).toEqual([])
  expect(await to.questions()).toMatchObject([{ status: 'sent', sentId: null }])
})

test('a rejected question that another process has closed stays closed', async () => {
  const { call } = createService()
  const to = await asking()
  await to.workUntil('channel-question', call)
  const closing: CallPlugin = async (system) => {
    await system.db.update(channelQuestions).set({ status: 'closed' })
    throw new AppError('RATE_LIMITED', problem('plugins.rateLimited', { service: 'Slack' }))
  }
  await expect(to.step(closing)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  expect(await to.questions()).toMatchObject([{ status: 'closed' }])
})

test('a job that starts after the stop claims nothing', async () => {
  const { call, visible } = createService()
  const to = await asking()
  await to.workUntil('channel-question', call)
  const stopped = AbortSignal.abort(reasonOf('CANCELLED'))
  await expect(to.step(call, stopped)).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(await to.questions()).toMatchObject([{ status: 'waiting' }])
  await to.work(call)
  await approve(to)
  await untilSending(to, call)
  await expect(to.step(call, stopped)).rejects.toMatchObject({ code: 'CANCELLED' })
  expect(await to.messages()).toMatchObject([{ status: 'sending', isSending: false }])
  await to.work(call)
  expect([...visible.values()]).toEqual([expect.stringContaining('✅'), 'sent: the mail'])
})

test('the end of a run removes the buttons of its questions', async () => {
  const { call, visible } = createService()
  const to = await asking()
  await to.work(call)
  const [wait] = await to.waits()
  await to.app.request('POST', `/api/studio/runs/${wait?.runId}/cancel`)
  await to.work(call)
  expect(visible.get('m1')).toContain('⏹ The run was stopped')
  expect(await to.questions()).toMatchObject([{ status: 'closed' }])
})

test('an attempt that was interrupted after it stored the question replaces an answered question', async () => {
  const { call, visible, interruptAt } = createService()
  const to = await asking()
  await to.workUntil('channel-question', call)
  const [job] = to.app.studio.sentJobs
  await to.step(call, interruptAt('ask', 'after the response', reasonOf('CANCELLED')))
  await approve(to)
  // The job that replaces the question ran before the id of the question was stored.
  to.app.studio.sentJobs.splice(0, to.app.studio.sentJobs.length, ...(job ? [job] : []))
  await to.work(call)
  expect(visible.get('m1')).toContain('✅ Approved')
})
